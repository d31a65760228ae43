// SPDX-License-Identifier: GPL-3.0-or-later
#include "metrics/builtin_metrics.h"
#include "metrics/metric_registry.h"
#include "metrics/sample.h"
#include "metrics/trend_sink.h"

#include <QTest>

#include <array>
#include <atomic>
#include <limits>
#include <thread>
#include <vector>

using namespace Qt::StringLiterals;
using namespace sockscope;

namespace {

/// Counts what it sees, and remembers the last tags.
class Recorder : public SampleObserver
{
public:
    void sampleAdded(const Sample &sample) override
    {
        lastName = sample.metric->name;
        lastValue = sample.value;
        lastTags = sample.tags;
    }
    QString lastName;
    double lastValue = 0;
    TagMap lastTags;
};

} // namespace

class TestMetricRegistry : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void names_data();
    void names();
    void redeclaringReturnsTheSameMetric();
    void redeclaringWithAnotherTypeFails();
    void redeclaringWithAnotherValueTypeFails();
    void builtinNamesAreTaken();
    void builtinTypes();
    void tcpMetrics();
    void tcpMetricsNameTakenByAScript();
    void totalsOfACounter();
    void totalsOfAGauge();
    void totalsOfARate();
    void minimumAndMaximumOfNegativeValues();
    void trendKeepsItsValues();
    void percentileInterpolates_data();
    void percentileInterpolates();
    void observerSeesTags();
    void nullMetricIsIgnored();
    void metricsAreSortedByName();
    void addFromManyThreads();
    void declareFromManyThreads();
    void addIsCheap();
};

void TestMetricRegistry::names_data()
{
    QTest::addColumn<QString>("name");
    QTest::addColumn<bool>("valid");
    QTest::newRow("empty") << QString() << false;
    QTest::newRow("one letter") << u"c"_s << false;
    QTest::newRow("two letters") << u"cc"_s << true;
    QTest::newRow("underscore first") << u"_c"_s << true;
    QTest::newRow("digit first") << u"1c"_s << false;
    QTest::newRow("digit inside") << u"c1"_s << true;
    QTest::newRow("blank") << u"a b"_s << false;
    QTest::newRow("hyphen") << u"a-b"_s << false;
    QTest::newRow("newline at the end") << u"ab\n"_s << false;
    QTest::newRow("letter with an accent") << u"éa"_s << false;
    QTest::newRow("129 characters") << QString(129, u'a') << true;
    QTest::newRow("130 characters") << QString(130, u'a') << false;
}

void TestMetricRegistry::names()
{
    QFETCH(QString, name);
    QFETCH(bool, valid);
    MetricRegistry registry;
    QString error;
    const Metric *metric = registry.declare(name, MetricType::Counter, MetricContains::Default, &error);
    QCOMPARE(metric != nullptr, valid);
    if (valid)
        QVERIFY(error.isEmpty());
    else
        QCOMPARE(error,
                 u"Invalid metric name: '%1'. Metric names must only include up to 128 ASCII letters, numbers, or "
                 "underscores and start with a letter or an underscore."_s.arg(name));
    QCOMPARE(registry.find(name), metric);
}

void TestMetricRegistry::redeclaringReturnsTheSameMetric()
{
    MetricRegistry registry;
    const Metric *first = registry.declare(u"mine"_s, MetricType::Trend, MetricContains::Time, nullptr);
    QString error = u"stale"_s;
    QCOMPARE(registry.declare(u"mine"_s, MetricType::Trend, MetricContains::Time, &error), first);
    QVERIFY(error.isEmpty());
}

void TestMetricRegistry::redeclaringWithAnotherTypeFails()
{
    MetricRegistry registry;
    registry.declare(u"cc"_s, MetricType::Counter, MetricContains::Default, nullptr);
    QString error;
    QVERIFY(!registry.declare(u"cc"_s, MetricType::Trend, MetricContains::Default, &error));
    QCOMPARE(error, u"metric 'cc' already exists but with type counter, instead of trend"_s);
    QVERIFY(!registry.declare(u"cc"_s, MetricType::Gauge, MetricContains::Time, &error));
    QCOMPARE(error, u"metric 'cc' already exists but with type counter, instead of gauge"_s);
}

void TestMetricRegistry::redeclaringWithAnotherValueTypeFails()
{
    MetricRegistry registry;
    registry.declare(u"tt"_s, MetricType::Trend, MetricContains::Default, nullptr);
    QString error;
    QVERIFY(!registry.declare(u"tt"_s, MetricType::Trend, MetricContains::Time, &error));
    QCOMPARE(error, u"metric 'tt' already exists but with a value type default, instead of time"_s);
}

void TestMetricRegistry::builtinNamesAreTaken()
{
    MetricRegistry registry;
    QString error;
    QCOMPARE(registry.declare(u"iterations"_s, MetricType::Counter, MetricContains::Default, &error),
             registry.find(u"iterations"_s));
    QVERIFY(!registry.declare(u"http_reqs"_s, MetricType::Trend, MetricContains::Default, &error));
    QCOMPARE(error, u"metric 'http_reqs' already exists but with type counter, instead of trend"_s);
}

void TestMetricRegistry::builtinTypes()
{
    MetricRegistry registry;
    const auto describe = [&](const QString &name) {
        const Metric *metric = registry.find(name);
        return metric ? metricTypeName(metric->type) + u'/' + metricContainsName(metric->contains) : u"missing"_s;
    };
    QCOMPARE(describe(u"vus"_s), u"gauge/default"_s);
    QCOMPARE(describe(u"vus_max"_s), u"gauge/default"_s);
    QCOMPARE(describe(u"iterations"_s), u"counter/default"_s);
    QCOMPARE(describe(u"iteration_duration"_s), u"trend/time"_s);
    QCOMPARE(describe(u"dropped_iterations"_s), u"counter/default"_s);
    QCOMPARE(describe(u"checks"_s), u"rate/default"_s);
    QCOMPARE(describe(u"group_duration"_s), u"trend/time"_s);
    QCOMPARE(describe(u"data_sent"_s), u"counter/data"_s);
    QCOMPARE(describe(u"data_received"_s), u"counter/data"_s);
    QCOMPARE(describe(u"tcp_reads"_s), u"missing"_s); // only with k6/x/tcp
}

void TestMetricRegistry::tcpMetrics()
{
    MetricRegistry registry;
    QString error;
    const TcpMetrics metrics = declareTcpMetrics(registry, &error);
    QVERIFY2(error.isEmpty(), qPrintable(error));
    QCOMPARE(metrics.resolving, registry.find(u"tcp_socket_resolving"_s));
    QCOMPARE(metrics.connecting, registry.find(u"tcp_socket_connecting"_s));
    QCOMPARE(metrics.duration, registry.find(u"tcp_socket_duration"_s));
    QCOMPARE(metrics.sockets, registry.find(u"tcp_sockets"_s));
    QCOMPARE(metrics.reads, registry.find(u"tcp_reads"_s));
    QCOMPARE(metrics.writes, registry.find(u"tcp_writes"_s));
    QCOMPARE(metrics.errors, registry.find(u"tcp_errors"_s));
    QCOMPARE(metrics.timeouts, registry.find(u"tcp_timeouts"_s));
    QCOMPARE(metrics.partialWrites, registry.find(u"tcp_partial_writes"_s));
    QVERIFY(metrics.duration && metrics.partialWrites);
    QCOMPARE(metrics.duration->type, MetricType::Trend);
    QCOMPARE(metrics.duration->contains, MetricContains::Time);
    QCOMPARE(metrics.reads->type, MetricType::Counter);
    QCOMPARE(declareTcpMetrics(registry).reads, metrics.reads); // each VU asks for them
}

void TestMetricRegistry::tcpMetricsNameTakenByAScript()
{
    MetricRegistry registry;
    registry.declare(u"tcp_reads"_s, MetricType::Trend, MetricContains::Default, nullptr);
    QString error;
    const TcpMetrics metrics = declareTcpMetrics(registry, &error);
    QCOMPARE(error, u"metric 'tcp_reads' already exists but with type trend, instead of counter"_s);
    QVERIFY(!metrics.reads);
    QVERIFY(metrics.writes);
}

void TestMetricRegistry::totalsOfACounter()
{
    MetricRegistry registry;
    const Metric *metric = registry.declare(u"cc"_s, MetricType::Counter, MetricContains::Default, nullptr);
    QCOMPARE(registry.totals(metric).samples, 0U);
    registry.add(metric, 2);
    registry.add(metric, 3.5);
    registry.add(metric, -1);
    const MetricTotals totals = registry.totals(metric);
    QCOMPARE(totals.samples, 3U);
    QCOMPARE(totals.sum, 4.5);
    registry.add(metric, std::numeric_limits<double>::infinity());
    QVERIFY(std::isinf(registry.totals(metric).sum));
}

void TestMetricRegistry::totalsOfAGauge()
{
    MetricRegistry registry;
    const Metric *metric = registry.declare(u"gg"_s, MetricType::Gauge, MetricContains::Default, nullptr);
    for (const double value : {5.0, 9.0, 7.0})
        registry.add(metric, value);
    const MetricTotals totals = registry.totals(metric);
    QCOMPARE(totals.last, 7.0);
    QCOMPARE(totals.min, 5.0);
    QCOMPARE(totals.max, 9.0);
}

void TestMetricRegistry::totalsOfARate()
{
    MetricRegistry registry;
    const Metric *metric = registry.declare(u"rr"_s, MetricType::Rate, MetricContains::Default, nullptr);
    for (const double value : {1.0, 0.0, -2.0, 0.0})
        registry.add(metric, value);
    QCOMPARE(registry.totals(metric).nonZero, 2U);
    QCOMPARE(registry.totals(metric).samples, 4U);
}

void TestMetricRegistry::minimumAndMaximumOfNegativeValues()
{
    MetricRegistry registry;
    const Metric *metric = registry.declare(u"gg"_s, MetricType::Gauge, MetricContains::Default, nullptr);
    registry.add(metric, -5);
    QCOMPARE(registry.totals(metric).min, -5.0);
    QCOMPARE(registry.totals(metric).max, -5.0); // not the 0 that a fresh record holds
}

void TestMetricRegistry::trendKeepsItsValues()
{
    MetricRegistry registry;
    const Metric *trend = registry.declare(u"tt"_s, MetricType::Trend, MetricContains::Default, nullptr);
    const Metric *counter = registry.declare(u"cc"_s, MetricType::Counter, MetricContains::Default, nullptr);
    for (const double value : {30.0, 10.0, 20.0}) {
        registry.add(trend, value);
        registry.add(counter, value);
    }
    QCOMPARE(registry.trend(trend).exactValues(), std::vector<double>({30, 10, 20}));
    QCOMPARE(registry.trend(counter).count(), 0U);
}

void TestMetricRegistry::percentileInterpolates_data()
{
    QTest::addColumn<QList<double>>("values");
    QTest::addColumn<double>("share");
    QTest::addColumn<double>("expected");
    QTest::newRow("no values") << QList<double>() << 0.5 << 0.0;
    QTest::newRow("one value") << QList<double>{7} << 0.9 << 7.0;
    QTest::newRow("median of three") << QList<double>{10, 20, 30} << 0.5 << 20.0;
    QTest::newRow("p90 of three") << QList<double>{10, 20, 30} << 0.9 << 28.0; // as k6 prints it
    QTest::newRow("p95 of three") << QList<double>{10, 20, 30} << 0.95 << 29.0;
    QTest::newRow("p0") << QList<double>{10, 20, 30} << 0.0 << 10.0;
    QTest::newRow("p100") << QList<double>{10, 20, 30} << 1.0 << 30.0;
    QTest::newRow("median of two") << QList<double>{1, 2} << 0.5 << 1.5;
}

void TestMetricRegistry::percentileInterpolates()
{
    QFETCH(QList<double>, values);
    QFETCH(double, share);
    QFETCH(double, expected);
    QCOMPARE(percentile(std::vector<double>(values.begin(), values.end()), share), expected);
}

void TestMetricRegistry::observerSeesTags()
{
    MetricRegistry registry;
    const Metric *metric = registry.find(u"checks"_s);
    Recorder recorder;
    QVERIFY(!registry.hasObserver());
    registry.setObserver(&recorder);
    QVERIFY(registry.hasObserver());
    registry.add(metric, 1, {{u"check"_s, u"is open"_s}});
    QCOMPARE(recorder.lastName, u"checks"_s);
    QCOMPARE(recorder.lastValue, 1.0);
    QCOMPARE(recorder.lastTags, TagMap({{u"check"_s, u"is open"_s}}));
    QCOMPARE(registry.totals(metric).samples, 1U);
}

void TestMetricRegistry::nullMetricIsIgnored()
{
    MetricRegistry registry;
    registry.add(nullptr, 1);
    for (const Metric *metric : registry.metrics())
        QCOMPARE(registry.totals(metric).samples, 0U);
}

void TestMetricRegistry::metricsAreSortedByName()
{
    MetricRegistry registry;
    registry.declare(u"zz"_s, MetricType::Counter, MetricContains::Default, nullptr);
    registry.declare(u"aa"_s, MetricType::Counter, MetricContains::Default, nullptr);
    QStringList names;
    for (const Metric *metric : registry.metrics())
        names.append(metric->name);
    QStringList sorted = names;
    sorted.sort();
    QCOMPARE(names, sorted);
    QCOMPARE(names.first(), u"aa"_s);
    QCOMPARE(names.last(), u"zz"_s);
}

void TestMetricRegistry::addFromManyThreads()
{
    constexpr int Threads = 4;
    constexpr int Samples = 20000;
    MetricRegistry registry;
    const Metric *counter = registry.declare(u"cc"_s, MetricType::Counter, MetricContains::Default, nullptr);
    const Metric *trend = registry.declare(u"tt"_s, MetricType::Trend, MetricContains::Default, nullptr);
    std::vector<std::jthread> threads;
    for (int t = 0; t < Threads; ++t) {
        threads.emplace_back([&] {
            for (int i = 0; i < Samples; ++i) {
                registry.add(counter, 1);
                registry.add(trend, i);
            }
        });
    }
    threads.clear(); // joins
    QCOMPARE(registry.totals(counter).sum, double(Threads) * Samples);
    QCOMPARE(registry.trend(trend).count(), std::uint64_t(Threads) * Samples);
    QCOMPARE(registry.totals(trend).max, Samples - 1.0);
}

void TestMetricRegistry::declareFromManyThreads()
{
    constexpr int Threads = 4;
    MetricRegistry registry;
    std::array<std::atomic<const Metric *>, Threads> found{};
    std::vector<std::jthread> threads;
    for (int t = 0; t < Threads; ++t) {
        threads.emplace_back([&registry, &found, t] {
            for (int i = 0; i < 200; ++i) {
                const QString name = u"metric_%1"_s.arg(i);
                const Metric *metric = registry.declare(name, MetricType::Counter, MetricContains::Default, nullptr);
                registry.add(metric, 1);
                if (i == 100)
                    found[std::size_t(t)] = metric;
            }
        });
    }
    threads.clear(); // joins
    const Metric *metric = registry.find(u"metric_100"_s);
    QVERIFY(metric);
    for (const auto &each : found)
        QCOMPARE(each.load(), metric);
    QCOMPARE(registry.totals(metric).sum, double(Threads));
}

void TestMetricRegistry::addIsCheap()
{
    MetricRegistry registry;
    const Metric *metric = registry.find(u"data_sent"_s);
    const TagMap tags{{u"scenario"_s, u"default"_s}};
    QBENCHMARK
    {
        for (int i = 0; i < 1000; ++i)
            registry.add(metric, i, tags);
    }
    QVERIFY(registry.totals(metric).samples >= 1000U);
}

QTEST_GUILESS_MAIN(TestMetricRegistry)
#include "tst_metric_registry.moc"
