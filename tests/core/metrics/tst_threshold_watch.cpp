// SPDX-License-Identifier: GPL-3.0-or-later
#include "metrics/threshold_watch.h"

#include <QElapsedTimer>
#include <QTest>

#include <atomic>

using namespace Qt::StringLiterals;
using namespace sockscope;
using namespace std::chrono_literals;

class TestThresholdWatch : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void abortsOnce();
    void waitsForTheDelay();
    void endsAtOnce();
    void withoutThresholds();
};

void TestThresholdWatch::abortsOnce()
{
    MetricRegistry registry;
    QString error;
    const auto set = ThresholdSet::create({{u"iterations"_s, {{u"count<3"_s, true, {}}}}}, registry, &error);
    std::atomic<int> evaluations = 0;
    std::atomic<int> aborts = 0;
    QString sentence;
    {
        const ThresholdWatch watch(
            *set, [&] { return ++evaluations * std::int64_t{1'000'000}; },
            [&](const QString &text) {
                sentence = text;
                ++aborts;
            },
            5ms);
        QTRY_VERIFY(evaluations >= 3);
        QCOMPARE(aborts.load(), 0);
        registry.add(registry.find(u"iterations"_s), 3);
        QTRY_COMPARE(aborts.load(), 1);
        const int before = evaluations;
        QTRY_VERIFY(evaluations >= before + 3);
    }
    QCOMPARE(aborts.load(), 1);
    QCOMPARE(sentence,
             u"thresholds on metrics 'iterations' were crossed; at least one has abortOnFail enabled, stopping "
             "test prematurely"_s);
}

void TestThresholdWatch::waitsForTheDelay()
{
    MetricRegistry registry;
    QString error;
    const auto set = ThresholdSet::create({{u"iterations"_s, {{u"count<3"_s, true, 1000}}}}, registry, &error);
    registry.add(registry.find(u"iterations"_s), 3);
    std::atomic<std::int64_t> elapsed = 1000;
    std::atomic<int> evaluations = 0;
    std::atomic<int> aborts = 0;
    const ThresholdWatch watch(
        *set,
        [&] {
            ++evaluations;
            return elapsed.load();
        },
        [&](const QString &) { ++aborts; }, 5ms);
    QTRY_VERIFY(evaluations >= 4);
    QCOMPARE(aborts.load(), 0);
    elapsed = 1001;
    QTRY_COMPARE(aborts.load(), 1);
}

void TestThresholdWatch::endsAtOnce()
{
    MetricRegistry registry;
    QString error;
    const auto set = ThresholdSet::create({{u"iterations"_s, {{u"count<3"_s, true, {}}}}}, registry, &error);
    QElapsedTimer timer;
    timer.start();
    {
        const ThresholdWatch watch(
            *set, [] { return std::int64_t{0}; }, [](const QString &) {}, std::chrono::hours(1));
    }
    QVERIFY(timer.elapsed() < 60'000);
}

void TestThresholdWatch::withoutThresholds()
{
    MetricRegistry registry;
    QString error;
    const auto set = ThresholdSet::create({}, registry, &error);
    const ThresholdWatch watch(
        *set,
        [] {
            qFatal("nothing to evaluate");
            return std::int64_t{0};
        },
        [](const QString &) {}, 1ms);
    QTest::qWait(20);
}

QTEST_GUILESS_MAIN(TestThresholdWatch)
#include "tst_threshold_watch.moc"
