// SPDX-License-Identifier: GPL-3.0-or-later
// Parts of metrics: their names, which samples they take, and how they stand in snapshots.
#include "metrics/metric_registry.h"
#include "metrics/metric_snapshot.h"
#include "metrics/sub_metric_name.h"
#include "metrics/trend_sink.h"

#include <QTest>

#include <random>
#include <thread>
#include <vector>

using namespace Qt::StringLiterals;
using namespace sockscope;

class TestSubMetrics : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void names_data();
    void names();
    void malformedNames_data();
    void malformedNames();
    void garbageIsAnswered();
    void takesMatchingSamples();
    void sameTagsAreOnePart();
    void unknownMetric();
    void wantsTags();
    void snapshot();
    void snapshotWhileSamplesCome();
};

void TestSubMetrics::names_data()
{
    QTest::addColumn<QString>("name");
    QTest::addColumn<QString>("text");
    QTest::addColumn<TagMap>("tags");
    QTest::newRow("plain") << u"cc"_s << u"cc"_s << TagMap();
    QTest::newRow("one") << u"cc{a:1}"_s << u"cc{a:1}"_s << TagMap{{u"a"_s, u"1"_s}};
    QTest::newRow("spaces") << u"cc{ a : 1 ,b:2 }"_s << u"cc{a : 1 ,b:2}"_s
                            << TagMap{{u"a"_s, u"1"_s}, {u"b"_s, u"2"_s}};
    QTest::newRow("quotes") << u"cc{\"a\":'x y'}"_s << u"cc{\"a\":'x y'}"_s << TagMap{{u"a"_s, u"x y"_s}};
    QTest::newRow("empty value") << u"cc{group:\"\"}"_s << u"cc{group:\"\"}"_s << TagMap{{u"group"_s, QString()}};
    QTest::newRow("blank value") << u"cc{group: }"_s << u"cc{group:}"_s << TagMap{{u"group"_s, QString()}};
    QTest::newRow("colons") << u"cc{group:::a::b}"_s << u"cc{group:::a::b}"_s << TagMap{{u"group"_s, u"::a::b"_s}};
    QTest::newRow("braces") << u"cc{a:{b}}"_s << u"cc{a:{b}}"_s << TagMap{{u"a"_s, u"{b}"_s}};
    QTest::newRow("the later wins") << u"cc{a:1,a:2}"_s << u"cc{a:1,a:2}"_s << TagMap{{u"a"_s, u"2"_s}};
}

void TestSubMetrics::names()
{
    QFETCH(QString, name);
    QFETCH(QString, text);
    QFETCH(TagMap, tags);
    QString error;
    const auto parsed = SubMetricName::parse(name, &error);
    QVERIFY2(parsed, qPrintable(error));
    QCOMPARE(parsed->metric, u"cc"_s);
    QCOMPARE(parsed->text(), text);
    QCOMPARE(parsed->tags, tags);
}

void TestSubMetrics::malformedNames_data()
{
    QTest::addColumn<QString>("name");
    QTest::addColumn<QString>("message");
    QTest::newRow("no tags") << u"cc{}"_s << u"metric \"\" tag expression is malformed"_s;
    QTest::newRow("no colon") << u"cc{a}"_s << u"metric \"a\" tag expression is malformed"_s;
    QTest::newRow("no value") << u"cc{a:}"_s << u"metric \"a:\" tag expression is malformed"_s;
    QTest::newRow("second") << u"cc{a:1,b}"_s << u"metric \"b\" tag expression is malformed"_s;
    QTest::newRow("comma at the end") << u"cc{a:1,}"_s << u"metric \"\" tag expression is malformed"_s;
    QTest::newRow("not closed") << u"cc{a:1"_s << u"metric \"cc{a:1\" has unmatched opening/close curly brace"_s;
    QTest::newRow("not opened") << u"cca:1}"_s << u"metric \"cca:1}\" has unmatched opening/close curly brace"_s;
    QTest::newRow("crossed") << u"cc}a{"_s << u"metric \"cc}a{\" closing curly brace appears before opening one"_s;
    QTest::newRow("behind") << u"cc{a:1}x"_s
                            << u"metric \"cc{a:1}x\" lacks a closing curly brace in its last position"_s;
}

void TestSubMetrics::malformedNames()
{
    QFETCH(QString, name);
    QFETCH(QString, message);
    QString error;
    QVERIFY(!SubMetricName::parse(name, &error));
    QCOMPARE(error, u"parsing metric name failed, "_s + message);
}

void TestSubMetrics::garbageIsAnswered()
{
    std::mt19937_64 random(3);
    for (int i = 0; i < 50'000; ++i) {
        QString text;
        for (std::uint64_t n = random() % 12; n > 0; --n)
            text += u"{}:,ab\"' \n%"[random() % 11];
        QString error;
        const auto parsed = SubMetricName::parse(text, &error);
        QCOMPARE(parsed.has_value(), error.isEmpty());
        if (parsed && parsed->tags.isEmpty())
            QCOMPARE(parsed->metric, text);
        else if (parsed)
            QCOMPARE(SubMetricName::parse(text.first(text.indexOf(u'{')) + u'{' + parsed->suffix + u" }"_s)->tags,
                     parsed->tags);
    }
}

void TestSubMetrics::takesMatchingSamples()
{
    MetricRegistry registry;
    const Metric *whole = registry.declare(u"tt"_s, MetricType::Trend, MetricContains::Time, nullptr);
    const Metric *login = registry.declareSubMetric(u"tt{scenario:login}"_s, nullptr);
    const Metric *both = registry.declareSubMetric(u"tt{scenario:login, kind:\"a\"}"_s, nullptr);
    const Metric *root = registry.declareSubMetric(u"tt{group:''}"_s, nullptr);
    QVERIFY(login && both && root);
    registry.add(whole, 1, {{u"scenario"_s, u"login"_s}});
    registry.add(whole, 2, {{u"scenario"_s, u"login"_s}, {u"kind"_s, u"a"_s}, {u"group"_s, u"::g"_s}});
    registry.add(whole, 4, {{u"scenario"_s, u"logout"_s}, {u"kind"_s, u"a"_s}, {u"group"_s, QString()}});
    registry.add(whole, 8);
    QCOMPARE(registry.totals(whole).sum, 15.0);
    QCOMPARE(registry.totals(login).sum, 3.0);
    QCOMPARE(registry.totals(both).sum, 2.0);
    QCOMPARE(registry.totals(root).sum, 4.0); // a tag that isn't there is not an empty one
    QCOMPARE(registry.trend(login).exactValues(), std::vector<double>({1, 2}));
}

void TestSubMetrics::sameTagsAreOnePart()
{
    MetricRegistry registry;
    const Metric *one = registry.declareSubMetric(u"checks{a:1,b:2}"_s, nullptr);
    QCOMPARE(registry.declareSubMetric(u"checks{ \"b\":2, a:'1' }"_s, nullptr), one);
    QVERIFY(registry.declareSubMetric(u"checks{a:1}"_s, nullptr) != one);
    QCOMPARE(registry.declareSubMetric(u"checks"_s, nullptr), registry.find(u"checks"_s));
    QCOMPARE(one->name, u"checks{a:1,b:2}"_s);
    QCOMPARE(registry.find(one->name), nullptr); // scripts can't reach it
    QVERIFY(!registry.metrics().contains(one));
}

void TestSubMetrics::unknownMetric()
{
    MetricRegistry registry;
    QString error;
    QCOMPARE(registry.declareSubMetric(u"nope{a:1}"_s, &error), nullptr);
    QCOMPARE(error, u"metric 'nope' does not exist in the script"_s);
    QCOMPARE(registry.declareSubMetric(u"checks{a}"_s, &error), nullptr);
    QCOMPARE(error, u"parsing metric name failed, metric \"a\" tag expression is malformed"_s);
}

void TestSubMetrics::wantsTags()
{
    MetricRegistry registry;
    const Metric *checks = registry.find(u"checks"_s);
    QVERIFY(!registry.wantsTags(checks) && !registry.wantsTags(nullptr));
    QVERIFY(registry.declareSubMetric(u"checks{a:1}"_s, nullptr));
    QVERIFY(registry.wantsTags(checks));
    QVERIFY(!registry.wantsTags(registry.find(u"iterations"_s)));
}

void TestSubMetrics::snapshot()
{
    MetricRegistry registry;
    const Metric *trend = registry.declare(u"tt"_s, MetricType::Trend, MetricContains::Time, nullptr);
    QVERIFY(registry.declareSubMetric(u"tt{b: 1}"_s, nullptr));
    QVERIFY(registry.declareSubMetric(u"tt{a:1}"_s, nullptr));
    registry.add(trend, 10, {{u"a"_s, u"1"_s}});
    registry.add(trend, 30);
    const MetricsSnapshot snapshot = registry.snapshot(2.5);
    registry.add(trend, 1000); // the snapshot doesn't change any more
    QCOMPARE(snapshot.seconds, 2.5);
    QStringList names;
    for (const MetricSnapshot &metric : snapshot.metrics)
        names.append(metric.name);
    QCOMPARE(names.mid(names.indexOf(u"tt"_s), 4), QStringList({u"tt"_s, u"tt{b: 1}"_s, u"tt{a:1}"_s, u"vus"_s}));
    const MetricSnapshot &whole = snapshot.metrics.at(names.indexOf(u"tt"_s));
    QCOMPARE(whole.contains, MetricContains::Time);
    QCOMPARE(whole.totals.sum, 40.0);
    QCOMPARE(whole.percentile(0.5), 20.0);
    QVERIFY(whole.parent.isEmpty() && whole.suffix.isEmpty() && whole.thresholds.isEmpty());
    const MetricSnapshot &part = snapshot.metrics.at(names.indexOf(u"tt{a:1}"_s));
    QCOMPARE(part.parent, u"tt"_s);
    QCOMPARE(part.suffix, u"a:1"_s);
    QCOMPARE(part.tags, TagMap({{u"a"_s, u"1"_s}}));
    QCOMPARE(part.type, MetricType::Trend);
    QCOMPARE(part.percentile(0.99), 10.0);
    QVERIFY(!snapshot.metrics.at(names.indexOf(u"vus"_s)).percentile);
}

void TestSubMetrics::snapshotWhileSamplesCome()
{
    MetricRegistry registry;
    const Metric *trend = registry.declare(u"tt"_s, MetricType::Trend, MetricContains::Default, nullptr);
    QVERIFY(registry.declareSubMetric(u"tt{odd:1}"_s, nullptr));
    constexpr int Threads = 4;
    constexpr int Samples = 60'000; // beyond the exact limit
    std::vector<std::jthread> threads;
    for (int t = 0; t < Threads; ++t) {
        threads.emplace_back([&] {
            for (int i = 0; i < Samples; ++i)
                registry.add(trend, i, i % 2 == 1 ? TagMap{{u"odd"_s, u"1"_s}} : TagMap());
        });
    }
    double last = 0;
    for (int i = 0; i < 20; ++i) {
        const MetricSnapshot whole = registry.snapshotOf(trend);
        QVERIFY(double(whole.totals.samples) >= last);
        last = double(whole.totals.samples);
        QVERIFY(whole.percentile(1) == whole.totals.max);
    }
    threads.clear(); // joins
    QCOMPARE(registry.totals(trend).samples, std::uint64_t(Threads) * Samples);
    QCOMPARE(registry.totals(registry.declareSubMetric(u"tt{odd:1}"_s, nullptr)).samples,
             std::uint64_t(Threads) * Samples / 2);
}

QTEST_GUILESS_MAIN(TestSubMetrics)
#include "tst_sub_metrics.moc"
