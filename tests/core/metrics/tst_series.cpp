// SPDX-License-Identifier: GPL-3.0-or-later
// What metrics add up to by their tags, and from one moment to the next.
#include "metrics/metric_registry.h"
#include "metrics/metric_snapshot.h"
#include "metrics/recent_trends.h"

#include <QTest>

#include <thread>
#include <vector>

using namespace Qt::StringLiterals;
using namespace sockscope;

namespace {

TagMap host(int number)
{
    return {{u"host"_s, u"h%1"_s.arg(number)}, {u"scenario"_s, u"default"_s}};
}

MetricSnapshot named(const MetricsSnapshot &snapshot, const QString &name)
{
    for (const MetricSnapshot &metric : snapshot.metrics) {
        if (metric.name == name)
            return metric;
    }
    return {};
}

} // namespace

class TestSeries : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void nobodyAsked();
    void eachSetOfTags();
    void declaredLater();
    void bounded();
    void boundedForTheRun();
    void fromManyThreads();
    void recent();
};

void TestSeries::nobodyAsked()
{
    MetricRegistry registry;
    const Metric *metric = registry.declare(u"cc"_s, MetricType::Counter, MetricContains::Default, nullptr);
    QVERIFY(!registry.wantsTags(metric));
    registry.add(metric, 1, host(1));
    QVERIFY(registry.snapshotOf(metric).series.isEmpty());
}

void TestSeries::eachSetOfTags()
{
    MetricRegistry registry;
    const Metric *trend = registry.declare(u"tt"_s, MetricType::Trend, MetricContains::Time, nullptr);
    registry.keepSeries();
    QVERIFY(registry.wantsTags(trend));
    for (int i = 0; i <= 10; ++i) {
        registry.add(trend, i, host(1));
        registry.add(trend, 100 + i, host(2));
    }
    registry.add(trend, 7);
    const MetricSnapshot snapshot = registry.snapshotOf(trend);
    QCOMPARE(snapshot.totals.samples, 23U);
    QCOMPARE(snapshot.samplesBeyond, 0U);
    QCOMPARE(snapshot.series.size(), 3);
    QCOMPARE(snapshot.series[0].tags, host(1));
    QCOMPARE(snapshot.series[0].totals.samples, 11U);
    QCOMPARE(snapshot.series[0].percentile(0.5), 5.0);
    QCOMPARE(snapshot.series[1].tags, host(2));
    QCOMPARE(snapshot.series[1].totals.max, 110.0);
    QCOMPARE(snapshot.series[1].percentile(0.9), 109.0);
    QCOMPARE(snapshot.series[2].tags, TagMap());
}

/// A script's own metrics may come when the run has begun.
void TestSeries::declaredLater()
{
    MetricRegistry registry;
    registry.keepSeries();
    const Metric *metric = registry.declare(u"cc"_s, MetricType::Counter, MetricContains::Default, nullptr);
    registry.add(metric, 2, host(1));
    QCOMPARE(registry.snapshotOf(metric).series.size(), 1);
}

void TestSeries::bounded()
{
    MetricRegistry registry;
    const Metric *metric = registry.declare(u"cc"_s, MetricType::Counter, MetricContains::Default, nullptr);
    registry.keepSeries();
    for (int round = 0; round < 2; ++round) {
        for (int i = 0; i < 100; ++i)
            registry.add(metric, 1, host(i));
    }
    const MetricSnapshot snapshot = registry.snapshotOf(metric);
    QCOMPARE(snapshot.totals.samples, 200U);
    QCOMPARE(snapshot.series.size(), MetricRegistry::MaxSeries);
    QCOMPARE(snapshot.series.constLast().totals.samples, 2U);
    QCOMPARE(snapshot.samplesBeyond, 200U - 2 * MetricRegistry::MaxSeries);
}

void TestSeries::boundedForTheRun()
{
    MetricRegistry registry;
    registry.keepSeries();
    qsizetype series = 0;
    for (int m = 0; m < 20; ++m) {
        const Metric *metric =
            registry.declare(u"metric_%1"_s.arg(m), MetricType::Counter, MetricContains::Default, nullptr);
        for (int i = 0; i < MetricRegistry::MaxSeries; ++i)
            registry.add(metric, 1, host(i));
        const MetricSnapshot snapshot = registry.snapshotOf(metric);
        QCOMPARE(static_cast<qsizetype>(snapshot.samplesBeyond), MetricRegistry::MaxSeries - snapshot.series.size());
        series += snapshot.series.size();
    }
    QCOMPARE(series, MetricRegistry::MaxSeriesOfAll);
}

void TestSeries::fromManyThreads()
{
    MetricRegistry registry;
    const Metric *metric = registry.declare(u"tt"_s, MetricType::Trend, MetricContains::Time, nullptr);
    registry.keepSeries();
    std::vector<std::thread> threads;
    for (int thread = 0; thread < 4; ++thread) {
        threads.emplace_back([&, thread] {
            for (int i = 0; i < 5000; ++i)
                registry.add(metric, i, host(i % (thread + 1)));
        });
    }
    std::uint64_t before = 0;
    do {
        std::uint64_t samples = 0;
        const MetricSnapshot snapshot = registry.snapshotOf(metric);
        for (const MetricSeries &series : snapshot.series)
            samples += series.totals.samples;
        QVERIFY(samples >= before);
        before = samples;
    } while (before < 20'000);
    for (std::thread &thread : threads)
        thread.join();
    QCOMPARE(registry.snapshotOf(metric).series.size(), 4);
}

void TestSeries::recent()
{
    MetricRegistry registry;
    const Metric *trend = registry.declare(u"tt"_s, MetricType::Trend, MetricContains::Time, nullptr);
    RecentTrends recent;
    const auto look = [&] {
        MetricsSnapshot snapshot = registry.snapshot(1);
        recent.addTo(snapshot);
        return named(snapshot, u"tt"_s).recent;
    };
    QVERIFY(!look());
    registry.add(trend, 1);
    registry.add(trend, 3);
    QCOMPARE(look()->percentile(0.5), 2.0);
    QVERIFY(!look());
    registry.add(trend, 50);
    const auto last = look();
    QCOMPARE(last->count(), 1U);
    QCOMPARE(last->percentile(0.99), 50.0);
    QCOMPARE(registry.snapshotOf(trend).percentile(0.5), 3.0);
}

QTEST_APPLESS_MAIN(TestSeries)
#include "tst_series.moc"
