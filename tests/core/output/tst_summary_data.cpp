// SPDX-License-Identifier: GPL-3.0-or-later
#include "output/summary/machine_summary.h"
#include "output/summary/summary_data.h"
#include "recorded_run.h"

#include <QJSEngine>
#include <QJsonArray>
#include <QJsonDocument>
#include <QTest>

#include <limits>

using namespace Qt::StringLiterals;
using namespace sockscope;
using namespace sockscope::test;

namespace {

constexpr double Infinity = std::numeric_limits<double>::infinity();

RunSummary small()
{
    RunSummary summary;
    summary.metrics.seconds = 2;
    MetricSnapshot counter;
    counter.name = u"things"_s;
    counter.totals = {4, 10, 1, 4, 4, 4};
    counter.thresholds = {{u"count>5"_s, false, std::nullopt, true}, {u"count<5"_s, false, std::nullopt, false}};
    MetricSnapshot trend;
    trend.name = u"took"_s;
    trend.type = MetricType::Trend;
    trend.contains = MetricContains::Time;
    trend.totals = {2, 6, 2, 4, 4, 2};
    trend.percentile = [](double share) { return 2 + 2 * share; };
    summary.metrics.metrics = {counter, trend};
    summary.checks = {{u"::g"_s, u"a check"_s, 1, 2}};
    summary.root.groups = {{u"g"_s, u"::g"_s, summary.checks, {}}};
    summary.options.trendStats = {u"avg"_s, u"p(90)"_s};
    summary.setupData = "{\"b\":[1,{},\"x:,{}\\\"y\"],\"a\":null}";
    return summary;
}

QJsonObject parsed(const QByteArray &json)
{
    QJsonParseError error;
    const QJsonDocument document = QJsonDocument::fromJson(json, &error);
    if (error.error != QJsonParseError::NoError)
        qWarning("%s", qPrintable(error.errorString()));
    return document.object();
}

} // namespace

class TestSummaryData : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void isWhatK6Gives_data();
    void isWhatK6Gives();
    void exportIsIndented();
    void scriptsReadIt();
    void machineReadable();
};

void TestSummaryData::isWhatK6Gives_data()
{
    QTest::addColumn<QString>("name");
    for (const char *name : {"kinds", "groups", "names", "rates", "numbers", "terminal"})
        QTest::newRow(name) << QString::fromLatin1(name);
}

void TestSummaryData::isWhatK6Gives()
{
    QFETCH(const QString, name);
    const RecordedRun run = readRecordedRun(name);
    QCOMPARE(jsonDifference(parsed(summaryData(run.summary)), run.data), QString());
    QCOMPARE(jsonDifference(parsed(summaryExport(run.summary)), run.exported), QString());
}

void TestSummaryData::exportIsIndented()
{
    const QByteArray expected = readRunsFile(u"small_export.json"_s).trimmed();
    QCOMPARE(QString::fromUtf8(summaryExport(small())), QString::fromUtf8(expected));
}

/// The members stand in k6's order for a script, too, and JSON without infinity stays JSON, of which a script gets the
/// numbers all the same.
void TestSummaryData::scriptsReadIt()
{
    RunSummary summary = small();
    summary.metrics.metrics[0].totals.sum = -Infinity;
    summary.metrics.metrics[1].percentile = [](double) { return Infinity; };
    QJSEngine engine;
    engine.globalObject().setProperty(u"text"_s, QString::fromUtf8(summaryData(summary)));
    const QJSValue result = engine.evaluate(
        u"const data = JSON.parse(text); [data.metrics.things.values.count, data.metrics.took.values['p(90)'], data.setup_data.b[2], Object.keys(data).join()].map(String).join(' ')"_s);
    QCOMPARE(result.toString(), u"-Infinity Infinity x:,{}\"y root_group,options,state,metrics,setup_data"_s);
    QVERIFY(summaryExport(summary).contains("\"count\": null"));
}

void TestSummaryData::machineReadable()
{
    const MachineSummaryContext context{QDateTime::fromMSecsSinceEpoch(0, Qt::UTC), u"2.2.0"_s, u"é\n"_s};
    const QByteArray expected =
        R"({"config":{"duration":2,"execution":"local","script":"é\n"},)"
        R"("metadata":{"generated_at":"1970-01-01T00:00:00.000Z","k6_version":"2.2.0"},)"
        R"("results":{"checks":{"metrics":[)"
        R"({"contains":"default","name":"checks_total","type":"counter","values":{"count":3}},)"
        R"({"contains":"default","name":"checks_failed","type":"rate","values":{"matches":2,"rate":0.6666666666666666,"total":3}},)"
        R"({"contains":"default","name":"checks_succeeded","type":"rate","values":{"matches":1,"rate":0.3333333333333333,"total":3}}],)"
        R"("results":[{"fails":2,"name":"a check","passes":1}]},)"
        R"("metrics":[{"contains":"default","name":"things","type":"counter","values":{"count":10}},)"
        R"({"contains":"time","name":"took","type":"trend","values":{"avg":3,"max":null,"med":null,"min":null,"p90":3.8,"p95":null}}]},)"
        R"("version":"1.0.0"})";
    QCOMPARE(QString::fromUtf8(machineSummary(small(), context)), QString::fromUtf8(expected));
    QCOMPARE(parsed(machineSummary(small(), context, 4)), parsed(expected));
    QVERIFY(machineSummary(small(), context, 4).startsWith("{\n    \"config\": {\n        \"duration\": 2,"));
    RunSummary empty;
    QVERIFY(machineSummary(empty, context).contains(R"("checks":{"metrics":[],"results":[]},"metrics":[])"));
}

QTEST_GUILESS_MAIN(TestSummaryData)
#include "tst_summary_data.moc"
