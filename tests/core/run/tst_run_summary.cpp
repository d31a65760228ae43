// SPDX-License-Identifier: GPL-3.0-or-later
// handleSummary(): what it is given, what it may return, and how it fails. The sentences are those of k6 2.2.
#include "support/script_runner.h"

#include <QFile>
#include <QTest>

using namespace Qt::StringLiterals;
using namespace sockscope;
using namespace sockscope::test;

namespace {

struct Summarised
{
    TestRunResult result;
    QStringList console;
    QList<LogRecord> log;
};

Summarised runWithSummary(const QString &source, const QByteArray &data = "{}")
{
    QTemporaryDir folder;
    TestRunConfig config;
    LogRecorder log;
    config.script = folder.filePath(u"script.js"_s);
    QFile file(config.script);
    if (!file.open(QIODevice::WriteOnly) || file.write(source.toUtf8()) < 0)
        qFatal("the script can't be written");
    file.close();
    config.log = &log;
    config.summaryData = [data](const SummaryInput &input) {
        return input.setupData.isEmpty() ? data : "{\"setup\":" + input.setupData + "}";
    };
    TestRun run(config);
    const TestRunResult result = run.execute();
    return {result, log.console(), log.records()};
}

QString text(const std::optional<QMap<QString, QByteArray>> &summary)
{
    if (!summary)
        return u"default"_s;
    QStringList parts;
    for (auto it = summary->cbegin(); it != summary->cend(); ++it)
        parts.append(it.key() + u'=' + QString::fromUtf8(it.value()));
    return parts.join(u' ');
}

} // namespace

class TestRunSummary : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void results_data();
    void results();
    void stage();
    void withoutHandleSummary();
    void afterAbort();
    void infiniteValues_data();
    void infiniteValues();
};

void TestRunSummary::results_data()
{
    QTest::addColumn<QString>("body");
    QTest::addColumn<QString>("result");
    QTest::addColumn<QString>("error");
    const auto row = [](const char *name, const QString &body, const QString &result, const QString &error = {}) {
        QTest::newRow(name) << body << result << error;
    };
    row("texts", u"return { stdout: 'a', 'b.txt': data.x }"_s, u"b.txt=1 stdout=a"_s);
    row("bytes", u"return { a: new Uint8Array([65, 66]).buffer, b: new Uint8Array([65, 66, 67]).subarray(1) }"_s,
        u"a=AB b=BC"_s);
    row("empty", u"return {}"_s, u""_s);
    row("nothing", u""_s, u"default"_s);
    row("null", u"return null"_s, u"default"_s);
    row("false", u"return false"_s, u"default"_s);
    row("async", u"return new Promise((resolve) => setTimeout(() => resolve({ stdout: 'late' }), 5))"_s,
        u"stdout=late"_s);
    row("throws", u"throw new Error('boo')"_s, u"default"_s, u"Error: boo"_s);
    row("rejects", u"return Promise.reject(new Error('boo'))"_s, u"default"_s, u"Uncaught (in promise) Error: boo"_s);
    row("number", u"return 5"_s, u""_s, u"handleSummary() should return a map with string keys"_s);
    row("list", u"return ['a']"_s, u""_s, u"handleSummary() should return a map with string keys"_s);
    row("number inside", u"return { ok: 'x', a: 5 }"_s, u""_s,
        u"error handling summary object a: invalid type int64, it needs to be a string or ArrayBuffer"_s);
    row("null inside", u"return { a: null }"_s, u""_s,
        u"error handling summary object a: invalid type <nil>, it needs to be a string or ArrayBuffer"_s);
}

void TestRunSummary::results()
{
    QFETCH(QString, body);
    QFETCH(QString, result);
    QFETCH(QString, error);
    const Summarised run = runWithSummary(
        u"export default function () {}\nexport function handleSummary (data) { %1 }"_s.arg(body), R"({"x":"1"})");
    QCOMPARE(text(run.result.summary), result);
    QCOMPARE(run.result.exitCode, ExitCode::Ok);
    QString logged;
    for (const LogRecord &record : run.log) {
        if (record.level == LogLevel::Error)
            logged = record.fields.contains(u"error"_s) ? record.fields.value(u"error"_s) : record.message;
    }
    QVERIFY2(error.isEmpty() ? logged.isEmpty() : logged.startsWith(error), qPrintable(logged));
}

void TestRunSummary::stage()
{
    const Summarised run = runWithSummary(uR"(
import exec from 'k6/execution'
console.log('init', __VU)
export function setup () { return { a: [1] } }
export default function () { console.log('iteration') }
export function teardown () { console.log('teardown') }
export function handleSummary (data) {
    console.log('summary', __VU, exec.vu.idInTest, JSON.stringify(data), typeof __ITER)
    return { stdout: '' }
})"_s);
    QCOMPARE(run.console,
             (QStringList{u"init 0"_s, u"init 1"_s, u"init 0"_s, u"iteration"_s, u"init 0"_s, u"teardown"_s,
                          u"init 0"_s, u"summary 0 0 {\"setup\":{\"a\":[1]}} undefined"_s}));
    QVERIFY(run.result.seconds > 0);
}

/// The init code runs for it all the same.
void TestRunSummary::withoutHandleSummary()
{
    const Summarised run = runWithSummary(u"console.log('init', __VU)\nexport default function () {}"_s);
    QCOMPARE(run.console, (QStringList{u"init 0"_s, u"init 1"_s, u"init 0"_s}));
    QVERIFY(!run.result.summary);
}

void TestRunSummary::afterAbort()
{
    const Summarised run = runWithSummary(uR"(
import exec from 'k6/execution'
export default function () { exec.test.abort('enough') }
export function handleSummary () { return { stdout: 'made' } })"_s);
    QCOMPARE(run.result.exitCode, ExitCode::AbortedByScript);
    QCOMPARE(text(run.result.summary), u"stdout=made"_s);
}

void TestRunSummary::infiniteValues_data()
{
    QTest::addColumn<QByteArray>("data");
    QTest::addColumn<QString>("metric");
    QTest::newRow("usual")
        << QByteArray(
               R"({"metrics":{"first":{"values":{"x":1}},"m":{"type":"trend","values":{"max":"Infinity","min":"-Infinity","avg":"NaN","med":2}}}})")
        << u"data.metrics.m"_s;
    QTest::newRow("machine-readable")
        << QByteArray(
               R"({"results":{"metrics":[{"name":"m","type":"trend","values":{"max":"Infinity","min":"-Infinity","avg":"NaN","med":2,"p90":null}}]}})")
        << u"data.results.metrics[0]"_s;
}

/// JSON has no such numbers, k6 gives them to the script all the same.
void TestRunSummary::infiniteValues()
{
    QFETCH(const QByteArray, data);
    QFETCH(const QString, metric);
    const Summarised run = runWithSummary(uR"(
export default function () {}
export function handleSummary (data) {
    const { max, min, avg, med } = %1.values
    console.log(%1.type, [max, min, avg, med].map((n) => typeof n + ' ' + n).join())
    return { stdout: '' }
})"_s.arg(metric),
                                          data);
    QCOMPARE(run.console, QStringList(u"trend number Infinity,number -Infinity,number NaN,number 2"_s));
}

QTEST_GUILESS_MAIN(TestRunSummary)
#include "tst_run_summary.moc"
