// SPDX-License-Identifier: GPL-3.0-or-later
// The documents beside those that k6 2.2 answered for the same run.
#include "rest/rest_documents.h"

#include <QTest>

using namespace Qt::StringLiterals;
using namespace sockscope;

class TestRestDocuments : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void status_data();
    void status();
    void metrics();
    void metricsWithoutAnything();
    void tainted();
    void groups();
    void setupData();
    void errors();
};

namespace {

MetricSnapshot metric(const QString &name, MetricType type, const MetricTotals &totals)
{
    MetricSnapshot snapshot;
    snapshot.name = name;
    snapshot.type = type;
    snapshot.totals = totals;
    return snapshot;
}

MetricTotals totals(std::uint64_t samples, double sum)
{
    MetricTotals totals;
    totals.samples = samples;
    totals.sum = sum;
    totals.last = sum;
    return totals;
}

QByteArray listOf(const QByteArray &members)
{
    return R"({"data":[)" + members + "]}";
}

} // namespace

void TestRestDocuments::status_data()
{
    QTest::addColumn<RunStage>("stage");
    QTest::addColumn<bool>("isStopped");
    QTest::addColumn<QByteArray>("expected");
    QTest::newRow("paused") << RunStage::Paused << false << R"("status":4,"paused":true)"_ba;
    QTest::newRow("making VUs") << RunStage::InitVus << false << R"("status":1,"paused":false)"_ba;
    QTest::newRow("setup") << RunStage::Setup << false << R"("running":true)"_ba;
    QTest::newRow("running") << RunStage::Scenarios << false << R"("status":7)"_ba;
    QTest::newRow("teardown") << RunStage::Teardown << true << R"("stopped":true,"running":true)"_ba;
    QTest::newRow("ended") << RunStage::Finished << false << R"("status":9)"_ba;
    QTest::newRow("interrupted") << RunStage::Finished << true << R"("status":10)"_ba;
    QTest::newRow("whole")
        << RunStage::Scenarios << false
        << R"({"data":{"type":"status","id":"default","attributes":{"status":7,"paused":false,"vus":2,"vus-max":5,)"
           R"("stopped":false,"running":true,"tainted":true}}})"_ba;
}

void TestRestDocuments::status()
{
    QFETCH(const RunStage, stage);
    QFETCH(const bool, isStopped);
    QFETCH(const QByteArray, expected);
    RestStatus status;
    status.progress.stage = stage;
    status.progress.vusActive = 2;
    status.progress.vusInitialized = 5;
    status.isPaused = stage == RunStage::Paused;
    status.isStopped = isStopped;
    status.isTainted = true;
    const QByteArray document = statusDocument(status);
    QVERIFY2(document.contains(expected), document.constData());
}

void TestRestDocuments::metrics()
{
    MetricsSnapshot snapshot;
    snapshot.seconds = 4;
    MetricSnapshot trend = metric(u"my_trend{a:1}"_s, MetricType::Trend, totals(2, 6));
    trend.contains = MetricContains::Time;
    trend.totals.min = 2;
    trend.totals.max = 4;
    trend.percentile = [](double share) { return 2 + 2 * share; };
    MetricTotals half = totals(4, 2);
    half.nonZero = 2;
    snapshot.metrics = {metric(u"checks"_s, MetricType::Rate, half),
                        metric(u"my_count"_s, MetricType::Counter, totals(26, 26)), trend,
                        metric(u"vus"_s, MetricType::Gauge, totals(1, 2))};
    const QByteArray wanted =
        R"~({"type":"metrics","id":"my_trend{a:1}","attributes":{"type":"trend","contains":"time","tainted":null,)~"
        R"~("sample":{"avg":3,"max":4,"med":3,"min":2,"p(90)":3.8,"p(95)":3.9}}})~";
    QCOMPARE(
        metricsDocument(snapshot),
        listOf(R"({"type":"metrics","id":"checks","attributes":{"type":"rate","contains":"default","tainted":null,)"
               R"("sample":{"rate":0.5}}},)"
               R"({"type":"metrics","id":"my_count","attributes":{"type":"counter","contains":"default",)"
               R"("tainted":null,"sample":{"count":26,"rate":6.5}}},)" +
               wanted +
               R"(,{"type":"metrics","id":"vus","attributes":{"type":"gauge","contains":"default","tainted":null,)"
               R"("sample":{"value":2}}})"));
    QCOMPARE(metricDocument(snapshot, u"my_trend{a:1}"_s), R"({"data":)" + wanted + "}");
    QVERIFY(!metricDocument(snapshot, u"my_trend"_s));
}

void TestRestDocuments::metricsWithoutAnything()
{
    MetricsSnapshot snapshot;
    snapshot.metrics = {metric(u"unused"_s, MetricType::Counter, {})};
    QCOMPARE(metricsDocument(snapshot), listOf({}));
    QVERIFY(!metricDocument(snapshot, u"unused"_s));
    snapshot.metrics[0].thresholds.append({u"count>1"_s, false, std::nullopt, true});
    QVERIFY(metricDocument(snapshot, u"unused"_s)->contains(R"("tainted":null,"sample":{"count":0,"rate":0})"));
    // A metric with a threshold on a part of it is known as well.
    snapshot.metrics[0].name = u"unused{a:1}"_s;
    snapshot.metrics[0].parent = u"unused"_s;
    snapshot.metrics.prepend(metric(u"unused"_s, MetricType::Counter, {}));
    QVERIFY(metricDocument(snapshot, u"unused"_s));
    QVERIFY(metricDocument(snapshot, u"unused{a:1}"_s));
}

void TestRestDocuments::tainted()
{
    MetricSnapshot guarded = metric(u"m"_s, MetricType::Counter, totals(1, 1));
    QCOMPARE(isTainted(guarded), std::nullopt);
    guarded.thresholds = {{u"count>0"_s, false, std::nullopt, true, true}};
    QCOMPARE(isTainted(guarded), std::optional(false));
    guarded.thresholds.append({u"count>1"_s, false, std::nullopt, false, true});
    guarded.thresholds.append({u"count>0"_s, false, std::nullopt, true, true});
    QCOMPARE(isTainted(guarded), std::optional(true));
}

void TestRestDocuments::groups()
{
    CheckGroup inner{u"g"_s, u"::g"_s, {{u"::g"_s, u"one"_s, 26, 1}}, {}};
    const CheckGroup root{{}, {}, {}, {inner}};
    const QByteArray innerDocument =
        R"({"type":"groups","id":"652e756c89643c3ada0b451cbd88a9d3","attributes":{"path":"::g","name":"g","checks":)"
        R"([{"id":"a88a8d1181bb79ba1a434d355cc89db3","path":"::g::one","name":"one","passes":26,"fails":1}]},)"
        R"("relationships":{"groups":{"data":[]},"parent":{"data":{"type":"groups",)"
        R"("id":"d41d8cd98f00b204e9800998ecf8427e"}}}})";
    QCOMPARE(groupsDocument(root),
             listOf(R"({"type":"groups","id":"d41d8cd98f00b204e9800998ecf8427e","attributes":{"path":"","name":"",)"
                    R"("checks":null},"relationships":{"groups":{"data":[{"type":"groups",)"
                    R"("id":"652e756c89643c3ada0b451cbd88a9d3"}]},"parent":{"data":null}}},)" +
                    innerDocument));
    QCOMPARE(groupDocument(root, u"652e756c89643c3ada0b451cbd88a9d3"_s), R"({"data":)" + innerDocument + "}");
    QVERIFY(!groupDocument(root, u"x"_s));
}

void TestRestDocuments::setupData()
{
    QCOMPARE(setupDocument({}), R"({"data":{"type":"setupData","id":"default","attributes":{}}})"_ba);
    QCOMPARE(setupDocument(R"({"a":1})"),
             R"({"data":{"type":"setupData","id":"default","attributes":{"data":{"a":1}}}})"_ba);
    QCOMPARE(setupDocument("null"), R"({"data":{"type":"setupData","id":"default","attributes":{"data":null}}})"_ba);
}

void TestRestDocuments::errors()
{
    QCOMPARE(errorDocument(404, u"Not Found"_s, u"No \"metric\""_s),
             R"({"errors":[{"status":"404","title":"Not Found","detail":"No \"metric\""}]})"_ba);
}

QTEST_GUILESS_MAIN(TestRestDocuments)
#include "tst_rest_documents.moc"
