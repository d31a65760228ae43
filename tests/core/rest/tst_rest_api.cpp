// SPDX-License-Identifier: GPL-3.0-or-later
// What a run that goes on meanwhile answers over real connections.
#include "served_run.h"

#include <QElapsedTimer>
#include <QTest>

using namespace Qt::StringLiterals;
using namespace sockscope;
using namespace sockscope::test;

class TestRestApi : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void pausedUntilResumed();
    void stopsWhilePaused();
    void stopsWhileRunning();
    void notPausedWhereNobodyCouldResume();
    void metricsAndGroups();
    void setupDataIsReplaced();
    void setupAndTeardownOnceMore();
    void setupThatThrows();
    void afterTheEnd();
    void otherPaths_data();
    void otherPaths();
    void abortEndsTheCallAlone();
};

void TestRestApi::pausedUntilResumed()
{
    ServedRun run(Once);
    run.start();
    QTRY_VERIFY(run.isAt(PausedStage));
    QCOMPARE(run.get(u"/v1/status"_s),
             R"({"data":{"type":"status","id":"default","attributes":{"status":4,"paused":true,"vus":0,"vus-max":1,)"
             R"("stopped":false,"running":false,"tainted":false}}})"_ba);
    const HttpReply again = run.patch(R"({"paused":true})");
    QCOMPARE(again.status, 500);
    QVERIFY(again.body.contains("execution is already paused"));
    QCOMPARE(run.log().console(), QStringList());
    QTest::qWait(200); // time that mustn't be counted
    QElapsedTimer sinceResumed;
    sinceResumed.start();
    const HttpReply resumed = run.patch(R"({"paused":false})");
    QCOMPARE(resumed.status, 200);
    QCOMPARE(resumed.type, "application/json; charset=utf-8"_ba);
    QVERIFY(resumed.body.contains(R"("paused":false)"));
    QTRY_VERIFY(run.hasEnded());
    QCOMPARE(run.result().exitCode, ExitCode::Ok);
    QCOMPARE(run.log().console(), QStringList{u"iteration"_s});
    QVERIFY(run.result().seconds * 1000 < static_cast<double>(sinceResumed.elapsed() + 1)); // the pause isn't counted
}

void TestRestApi::stopsWhilePaused()
{
    ServedRun run(Waiting);
    run.start();
    QTRY_VERIFY(run.isAt(PausedStage));
    QVERIFY(run.patch(R"({"stopped":true})").body.contains(R"("paused":false,"vus":0,"vus-max":1,"stopped":true)"));
    QTRY_VERIFY(run.hasEnded());
    QCOMPARE(run.result().exitCode, ExitCode::StoppedByRestApi);
    QCOMPARE(run.log().console(), QStringList());
}

void TestRestApi::stopsWhileRunning()
{
    ServedRun run(Waiting, false);
    run.start();
    QTRY_VERIFY(run.isAt(RunningStage));
    QCOMPARE(run.patch("{}").status, 200);
    const HttpReply pause = run.patch(R"({"paused":true})");
    QCOMPARE(pause.status, 500);
    QVERIFY2(pause.body.contains("per-vu-iterations executor 'default' doesn't support pause and resume operations "
                                 "after its start"),
             pause.body.constData());
    QCOMPARE(run.patch(R"({"vus":2})").status, 500);
    QCOMPARE(run.patch(R"({"stopped":true})").status, 200);
    QTRY_VERIFY(run.hasEnded());
    QCOMPARE(run.result().exitCode, ExitCode::StoppedByRestApi);
    QCOMPARE(run.result().reason, u"test run stopped from REST API"_s);
    QCOMPARE(run.log().console(), (QStringList{u"setup"_s, u"teardown {\"n\":1}"_s}));
}

void TestRestApi::notPausedWhereNobodyCouldResume()
{
    ScriptOptions options;
    options.overrides.paused = true;
    const ScriptRun run = runScript(Once, options);
    QCOMPARE(run.console, QStringList{u"iteration"_s});
    QCOMPARE(run.warnings.size(), 1);
    QVERIFY2(run.warnings.first().startsWith(u"The option `paused` has no effect here"_s),
             qPrintable(run.warnings.first()));
}

void TestRestApi::metricsAndGroups()
{
    ServedRun run(u"import { check, group } from 'k6'\n"
                  "import { Counter } from 'k6/metrics'\n"
                  "const count = new Counter('my_count')\n"
                  "export const options = { thresholds: { 'my_count{a:1}': ['count<1'] } }\n"
                  "export default function () {\n"
                  "    group('g', () => check(1, { one: (n) => n === 1 }))\n"
                  "    count.add(3, { a: '1' })\n"
                  "    return new Promise((r) => setTimeout(r, 600000)) }\n"_s,
                  false);
    run.start();
    QTRY_VERIFY(run.get(u"/v1/metrics/my_count"_s).contains(R"("count":3)"));
    QVERIFY(run.get(u"/v1/metrics"_s).contains(R"({"type":"metrics","id":"checks")"));
    QVERIFY(run.get(u"/v1/groups"_s).contains(R"("path":"::g::one","name":"one","passes":1,"fails":0)"));
    QVERIFY(run.get(u"/v1/groups/652e756c89643c3ada0b451cbd88a9d3"_s).contains(R"("name":"g")"));
    QCOMPARE(run.ask("GET", u"/v1/groups/x"_s).status, 404);
    const HttpReply missing = run.ask("GET", u"/v1/metrics/nope"_s);
    QCOMPARE(missing.status, 404);
    QVERIFY(missing.body.contains("No metric with that ID was found"));
    // Thresholds are looked at every two seconds.
    QTRY_VERIFY(run.get(u"/v1/metrics/my_count%7Ba:1%7D"_s).contains(R"("tainted":true)"));
    QVERIFY(run.get(u"/v1/status"_s).contains(R"("tainted":true)"));
}

void TestRestApi::setupDataIsReplaced()
{
    ServedRun run(u"export default function (data) { console.log(JSON.stringify(data)) }\n"_s);
    run.start();
    QTRY_VERIFY(run.isAt(PausedStage));
    QVERIFY(run.get(u"/v1/setup"_s).endsWith(R"("attributes":{}}})"));
    QCOMPARE(run.ask("PUT", u"/v1/setup"_s, "{ \"host\": \"a b\" }").body,
             R"({"data":{"type":"setupData","id":"default","attributes":{"data":{"host":"a b"}}}})"_ba);
    QCOMPARE(run.ask("PUT", u"/v1/setup"_s, "{").status, 400);
    QVERIFY(run.get(u"/v1/setup"_s).contains(R"({"host":"a b"})"));
    QCOMPARE(run.patch(R"({"paused":false})").status, 200);
    QTRY_VERIFY(run.hasEnded());
    QCOMPARE(run.log().console(), QStringList{u"{\"host\":\"a b\"}"_s});
}

void TestRestApi::setupAndTeardownOnceMore()
{
    ServedRun run(
        u"import exec from 'k6/execution'\n"_s +
        QString(Waiting).replace(u"'setup'"_s, u"'setup after ' + exec.instance.currentTestRunDuration + ' ms'"_s));
    run.start();
    QTRY_VERIFY(run.isAt(PausedStage));
    QVERIFY(run.ask("POST", u"/v1/setup"_s).body.contains(R"("attributes":{"data":{"n":1}})"));
    const HttpReply teardown = run.ask("POST", u"/v1/teardown"_s);
    QCOMPARE(teardown.status, 200);
    QCOMPARE(teardown.body, QByteArray());
    QCOMPARE(run.log().console(), (QStringList{u"setup after 0 ms"_s, u"teardown {\"n\":1}"_s}));
    QVERIFY(run.isAt(PausedStage));
}

void TestRestApi::setupThatThrows()
{
    ServedRun run(Once + u"export function setup() { throw new Error('no data') }\n"_s);
    run.start();
    QTRY_VERIFY(run.isAt(PausedStage));
    const HttpReply reply = run.ask("POST", u"/v1/setup"_s);
    QCOMPARE(reply.status, 500);
    QVERIFY2(reply.body.contains(R"("title":"Error executing setup","detail":"Error: no data\n)"),
             reply.body.constData());
    QCOMPARE(run.log().messages(LogLevel::Error), QStringList{u"Error executing setup"_s});
}

void TestRestApi::afterTheEnd()
{
    ServedRun run(Waiting.section(u'\n', 1) + Once, false);
    run.start();
    QTRY_VERIFY(run.hasEnded());
    QVERIFY(run.isAt(9));
    QVERIFY(run.get(u"/v1/metrics/iterations"_s).contains(R"("count":1)"));
    const HttpReply reply = run.ask("POST", u"/v1/setup"_s);
    QCOMPARE(reply.status, 500);
    QVERIFY(reply.body.contains("the test has ended"));
    QCOMPARE(run.log().console(), (QStringList{u"setup"_s, u"iteration"_s, u"teardown {\"n\":1}"_s}));
}

void TestRestApi::otherPaths_data()
{
    QTest::addColumn<QByteArray>("method");
    QTest::addColumn<QString>("path");
    QTest::addColumn<int>("status");
    QTest::addColumn<QByteArray>("body");
    QTest::newRow("root") << "GET"_ba << u"/"_s << 200 << "ok"_ba;
    QTest::newRow("ping") << "GET"_ba << u"/ping"_s << 200 << "ok"_ba;
    QTest::newRow("unknown route") << "GET"_ba << u"/v1/nope"_s << 404 << "404 page not found\n"_ba;
    QTest::newRow("known route's beginning") << "GET"_ba << u"/v1/statusses"_s << 404 << "404 page not found\n"_ba;
    QTest::newRow("below a route without parts") << "GET"_ba << u"/v1/status/x"_s << 404 << "404 page not found\n"_ba;
    QTest::newRow("k6's Prometheus metrics") << "GET"_ba << u"/metrics"_s << 404 << "404 page not found\n"_ba;
    QTest::newRow("other method") << "DELETE"_ba << u"/v1/status"_s << 405 << QByteArray();
    QTest::newRow("other method of a metric") << "POST"_ba << u"/v1/metrics/vus"_s << 405 << QByteArray();
}

void TestRestApi::otherPaths()
{
    QFETCH(const QByteArray, method);
    QFETCH(const QString, path);
    ServedRun run(Once);
    run.start();
    const HttpReply reply = run.ask(method, path);
    QTEST(reply.status, "status");
    QTEST(reply.body, "body");
}

void TestRestApi::abortEndsTheCallAlone()
{
    ServedRun run(u"import exec from 'k6/execution'\n"
                  "export default function () { console.log('iteration') }\n"
                  "export function setup() { exec.test.abort('no more') }\n"
                  "export const options = { noSetup: true }\n"_s);
    run.start();
    QTRY_VERIFY(run.isAt(PausedStage));
    const HttpReply reply = run.ask("POST", u"/v1/setup"_s);
    QCOMPARE(reply.status, 500);
    QVERIFY2(reply.body.contains("no more"), reply.body.constData());
    QCOMPARE(run.patch(R"({"paused":false})").status, 200);
    QTRY_VERIFY(run.hasEnded());
    QCOMPARE(run.result().exitCode, ExitCode::Ok);
    QCOMPARE(run.log().console(), QStringList{u"iteration"_s});
}

QTEST_GUILESS_MAIN(TestRestApi)
#include "tst_rest_api.moc"
