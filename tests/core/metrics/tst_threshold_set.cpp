// SPDX-License-Identifier: GPL-3.0-or-later
// Thresholds of a run; messages and rules as k6 2.2 showed them.
#include "metrics/threshold_set.h"

#include <QTest>

using namespace Qt::StringLiterals;
using namespace sockscope;

namespace {

constexpr std::int64_t Second = 1'000'000'000;

QList<ThresholdSource> plain(const QStringList &sources)
{
    QList<ThresholdSource> list;
    for (const QString &source : sources)
        list.append({source, false, {}});
    return list;
}

/// A registry with one metric of each type.
struct Metrics : MetricRegistry
{
    Metrics()
        : counter(declare(u"cc"_s, MetricType::Counter, MetricContains::Default, nullptr))
        , gauge(declare(u"gg"_s, MetricType::Gauge, MetricContains::Default, nullptr))
        , rate(declare(u"rr"_s, MetricType::Rate, MetricContains::Default, nullptr))
        , trend(declare(u"tt"_s, MetricType::Trend, MetricContains::Time, nullptr))
    {
    }
    std::unique_ptr<ThresholdSet> thresholds(const ThresholdSet::Sources &sources)
    {
        QString error;
        auto set = ThresholdSet::create(sources, *this, &error);
        if (!set)
            qWarning("%s", qPrintable(error));
        return set;
    }
    const Metric *counter;
    const Metric *gauge;
    const Metric *rate;
    const Metric *trend;
};

} // namespace

class TestThresholdSet : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void refuses_data();
    void refuses();
    void firstErrorByName();
    void withoutThresholds();
    void crossed();
    void emptyMetrics_data();
    void emptyMetrics();
    void rateOfACounter();
    void subMetrics();
    void samePartTwice();
    void abortOnFail();
    void delayedAbort();
    void abortNeedsABreachNow();
    void sentences();
    void annotatesSnapshots();
    void warnsOfMetadata();
    void noThresholds();
};

void TestThresholdSet::refuses_data()
{
    QTest::addColumn<QString>("metric");
    QTest::addColumn<QString>("source");
    QTest::addColumn<QString>("message");
    const auto row = [](const char *metric, const char *source, const char *message) {
        QTest::addRow("%s %s", metric, source)
            << QString::fromUtf8(metric) << QString::fromUtf8(source) << QString::fromUtf8(message);
    };
    row("cc", "count 1", R"(failed parsing threshold expression "count 1"; reason: malformed threshold expression)");
    row("cc{a}", "count<1",
        R"(unable to validate threshold expressions; reason: parsing metric name failed, metric "a" tag expression is malformed)");
    row("cc{a}", "foo<1",
        R"(failed parsing threshold expression's "foo<1" left hand side; reason: failed parsing method from expression)");
    row("nope", "count<1", R"(invalid threshold defined on nope; reason: no metric name "nope" found)");
    row("nope{a:1}", "count<1", R"(invalid threshold defined on nope{a:1}; reason: no metric name "nope{a:1}" found)");
    row("%1 %2", "count<1", R"(invalid threshold defined on %1 %2; reason: no metric name "%1 %2" found)");
    row("iterations", "avg>1",
        R"(invalid threshold "avg>1" applied on metric iterations; reason: unsupported aggregation method avg on metric of type counter. supported aggregation methods for this metric are: count, rate)");
    row("gg", "count<1",
        R"(invalid threshold "count<1" applied on metric gg; reason: unsupported aggregation method count on metric of type gauge. supported aggregation methods for this metric are: value)");
    row("rr{a:1}", "value<1",
        R"(invalid threshold "value<1" applied on metric rr{a:1}; reason: unsupported aggregation method value on metric of type rate. supported aggregation methods for this metric are: rate)");
    row("tt", "count<1",
        R"(invalid threshold "count<1" applied on metric tt; reason: unsupported aggregation method count on metric of type trend. supported aggregation methods for this metric are: avg, min, max, med, p)");
    row("cc", "p(5)<1",
        R"(invalid threshold "p(5)<1" applied on metric cc; reason: unsupported aggregation method p on metric of type counter. supported aggregation methods for this metric are: count, rate)");
}

void TestThresholdSet::refuses()
{
    QFETCH(QString, metric);
    QFETCH(QString, source);
    QFETCH(QString, message);
    Metrics metrics;
    QString error;
    QVERIFY(!ThresholdSet::create({{metric, plain({source})}}, metrics, &error));
    QCOMPARE(error, message);
    for (const MetricSnapshot &each : metrics.snapshot(0).metrics)
        QVERIFY(each.parent.isEmpty()); // nothing was declared
}

void TestThresholdSet::firstErrorByName()
{
    Metrics metrics;
    QString error;
    QVERIFY(!ThresholdSet::create({{u"zz"_s, plain({u"x"_s})}, {u"aa"_s, plain({u"count<1"_s})}}, metrics, &error));
    QCOMPARE(error, u"invalid threshold defined on aa; reason: no metric name \"aa\" found"_s);
}

void TestThresholdSet::withoutThresholds()
{
    Metrics metrics;
    const auto set = metrics.thresholds({});
    QVERIFY(set->isEmpty());
    QVERIFY(set->evaluate(Second, true).crossed.isEmpty());
    const auto empty = metrics.thresholds({{u"cc"_s, {}}});
    QVERIFY(empty->evaluate(Second, true).crossed.isEmpty());
}

void TestThresholdSet::crossed()
{
    Metrics metrics;
    metrics.add(metrics.counter, 3);
    metrics.add(metrics.gauge, 9);
    metrics.add(metrics.gauge, 2);
    metrics.add(metrics.rate, 1);
    metrics.add(metrics.rate, 0);
    for (const double value : {10.0, 20.0, 30.0})
        metrics.add(metrics.trend, value);
    const auto good = metrics.thresholds(
        {{u"cc"_s, plain({u"count==3"_s, u"rate>=1.5"_s})},
         {u"gg"_s, plain({u"value<3"_s})},
         {u"rr"_s, plain({u"rate==0.5"_s})},
         {u"tt"_s, plain({u"p(90)==28"_s, u"med==20"_s, u"avg==20"_s, u"min==10"_s, u"max==30"_s})}});
    QCOMPARE(good->evaluate(2 * Second, true).crossed, QStringList());
    const auto bad = metrics.thresholds({{u"tt"_s, plain({u"p(90)<28"_s, u"med<99"_s})},
                                         {u"rr"_s, plain({u"rate<0.5"_s})},
                                         {u"cc"_s, plain({u"count<3"_s})},
                                         {u"gg"_s, plain({u"value<3"_s})}});
    const ThresholdVerdict verdict = bad->evaluate(2 * Second, false);
    QCOMPARE(verdict.crossed, QStringList({u"cc"_s, u"rr"_s, u"tt"_s}));
    QVERIFY(!verdict.mustAbort);
}

void TestThresholdSet::emptyMetrics_data()
{
    QTest::addColumn<QString>("metric");
    QTest::addColumn<QString>("source");
    QTest::addColumn<bool>("isCrossed"); // at the end; before, metrics without samples are left out
    QTest::newRow("count holds") << u"cc"_s << u"count<1"_s << false;
    QTest::newRow("count fails") << u"cc"_s << u"count>0"_s << true;
    QTest::newRow("rate of a counter") << u"cc"_s << u"rate>0"_s << true;
    QTest::newRow("gauge") << u"gg"_s << u"value>0"_s << true;
    QTest::newRow("trend holds") << u"tt"_s << u"p(95)<1"_s << false;
    QTest::newRow("trend fails") << u"tt"_s << u"avg>1"_s << true;
    QTest::newRow("a rate has no value") << u"rr"_s << u"rate>0.99"_s << false;
    QTest::newRow("part") << u"cc{a:1}"_s << u"count>0"_s << true;
}

void TestThresholdSet::emptyMetrics()
{
    QFETCH(QString, metric);
    QFETCH(QString, source);
    QFETCH(bool, isCrossed);
    Metrics metrics;
    const auto set = metrics.thresholds({{metric, {{source, true, {}}}}});
    QVERIFY(set->evaluate(Second, false).crossed.isEmpty());
    QCOMPARE(set->evaluate(Second, true).crossed, isCrossed ? QStringList{metric} : QStringList());
}

void TestThresholdSet::rateOfACounter()
{
    Metrics metrics;
    metrics.add(metrics.counter, 10);
    const auto set = metrics.thresholds({{u"cc"_s, plain({u"rate>4"_s})}});
    QVERIFY(set->evaluate(0, false).crossed.isEmpty()); // no time, no rate
    QVERIFY(set->evaluate(2 * Second, false).crossed.isEmpty());
    QCOMPARE(set->evaluate(3 * Second, false).crossed.size(), 1);
}

void TestThresholdSet::subMetrics()
{
    Metrics metrics;
    const auto set =
        metrics.thresholds({{u"tt{ kind : \"slow\" }"_s, plain({u"max<10"_s})}, {u"tt"_s, plain({u"max<100"_s})}});
    metrics.add(metrics.trend, 50);
    QVERIFY(set->evaluate(Second, false).crossed.isEmpty());
    metrics.add(metrics.trend, 20, {{u"kind"_s, u"slow"_s}});
    QCOMPARE(set->evaluate(Second, false).crossed, QStringList{u"tt{kind : \"slow\"}"_s});
}

void TestThresholdSet::samePartTwice()
{
    Metrics metrics;
    const auto set =
        metrics.thresholds({{u"cc{a:1}"_s, plain({u"count<9"_s})}, {u"cc{a:\"1\"}"_s, plain({u"count<3"_s})}});
    metrics.add(metrics.counter, 5, {{u"a"_s, u"1"_s}});
    QCOMPARE(set->evaluate(Second, true).crossed.size(), 1);
}

void TestThresholdSet::abortOnFail()
{
    Metrics metrics;
    const auto set = metrics.thresholds({{u"cc"_s, {{u"count<3"_s, true, {}}}}, {u"gg"_s, plain({u"value<0"_s})}});
    metrics.add(metrics.gauge, 1);
    QVERIFY(!set->evaluate(Second, false).mustAbort); // that one only fails
    metrics.add(metrics.counter, 3);
    const ThresholdVerdict verdict = set->evaluate(Second, false);
    QVERIFY(verdict.mustAbort);
    QCOMPARE(verdict.crossed, QStringList({u"cc"_s, u"gg"_s}));
}

void TestThresholdSet::delayedAbort()
{
    Metrics metrics;
    const auto set = metrics.thresholds({{u"cc"_s, {{u"count<3"_s, true, 4 * Second}}}});
    metrics.add(metrics.counter, 3);
    QVERIFY(!set->evaluate(2 * Second, false).mustAbort);
    QVERIFY(!set->evaluate(4 * Second, false).mustAbort); // the time has passed only after it
    QVERIFY(set->evaluate(4 * Second + 1, false).mustAbort);
}

void TestThresholdSet::abortNeedsABreachNow()
{
    Metrics metrics;
    const auto set = metrics.thresholds({{u"gg"_s, {{u"value<3"_s, true, 4 * Second}}}});
    metrics.add(metrics.gauge, 5);
    QVERIFY(!set->evaluate(2 * Second, false).mustAbort);
    metrics.add(metrics.gauge, 1);
    QVERIFY(!set->evaluate(6 * Second, false).mustAbort);
}

void TestThresholdSet::sentences()
{
    ThresholdVerdict verdict;
    QCOMPARE(verdict.sentence(), QString());
    verdict.crossed = {u"a"_s, u"b{x:y}"_s};
    QCOMPARE(verdict.sentence(), u"thresholds on metrics 'a, b{x:y}' have been crossed"_s);
    QCOMPARE(verdict.abortSentence(), u"thresholds on metrics 'a, b{x:y}' were crossed; at least one has abortOnFail "
                                      "enabled, stopping test prematurely"_s);
}

void TestThresholdSet::annotatesSnapshots()
{
    Metrics metrics;
    const auto set = metrics.thresholds({{u"cc"_s, {{u" count<3 "_s, true, 5 * Second}, {u"count<9"_s, false, {}}}},
                                         {u"cc{a:1}"_s, plain({u"count<1"_s})}});
    metrics.add(metrics.counter, 3);
    set->evaluate(Second, true);
    MetricsSnapshot snapshot = metrics.snapshot(1);
    set->annotate(snapshot);
    QHash<QString, QList<ThresholdState>> found;
    for (const MetricSnapshot &metric : snapshot.metrics) {
        if (!metric.thresholds.isEmpty())
            found.insert(metric.name, metric.thresholds);
    }
    QCOMPARE(found.size(), 2);
    const QList<ThresholdState> whole = found.value(u"cc"_s);
    QCOMPARE(whole.size(), 2);
    QCOMPARE(whole.at(0).source, u" count<3 "_s);
    QVERIFY(!whole.at(0).ok && whole.at(0).abortOnFail && whole.at(0).delayAbortEval == 5 * Second);
    QVERIFY(whole.at(1).ok && !whole.at(1).abortOnFail && !whole.at(1).delayAbortEval);
    QVERIFY(found.value(u"cc{a:1}"_s).value(0).ok);
    set->annotate(snapshot); // again: not twice
    QCOMPARE(std::count_if(snapshot.metrics.begin(), snapshot.metrics.end(),
                           [](const auto &m) { return m.thresholds.size() > 2; }),
             0);
}

void TestThresholdSet::warnsOfMetadata()
{
    Metrics metrics;
    QString error;
    QStringList warnings;
    QVERIFY(ThresholdSet::create({{u"cc{vu:1}"_s, plain({u"count<1"_s})}}, metrics, &error, &warnings));
    QCOMPARE(
        warnings,
        QStringList{u"The high-cardinality 'vu' metric tag was made non-indexable in k6 v0.41.0, so thresholds like "
                    "'cc{vu:1}' that are based on it won't work correctly."_s});
}

void TestThresholdSet::noThresholds()
{
    Metrics metrics;
    QStringList warnings;
    ThresholdSet::declareSubMetrics({{u"cc{a:1}"_s, plain({u"nonsense"_s})}, {u"nope"_s, {}}}, metrics, &warnings);
    QCOMPARE(
        warnings,
        QStringList{u"Invalid metric 'nope' in threshold definitions: metric 'nope' does not exist in the script"_s});
    metrics.add(metrics.counter, 2, {{u"a"_s, u"1"_s}});
    QCOMPARE(metrics.totals(metrics.declareSubMetric(u"cc{a:1}"_s, nullptr)).sum, 2.0);
}

QTEST_GUILESS_MAIN(TestThresholdSet)
#include "tst_threshold_set.moc"
