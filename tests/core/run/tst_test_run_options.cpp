// SPDX-License-Identifier: GPL-3.0-or-later
// The options that a script exports: good, broken, unknown. Exit codes and texts are those of k6 2.2.
#include "support/script_runner.h"

#include <QLoggingCategory>
#include <QTest>

using namespace Qt::StringLiterals;
using namespace sockscope;
using namespace sockscope::test;

namespace {

/// A default function that must not run.
const QString Never = u"console.log('never')"_s;

/// Runs a script that exports these options, an expression.
ScriptRun runWith(const QString &options, const QString &body = u"{}"_s)
{
    return runScript(u"export const options = %1; export default () => %2"_s.arg(options, body));
}

} // namespace

class TestTestRunOptions : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void init();
    void timeoutsMustBePositive_data();
    void timeoutsMustBePositive();
    void exportedOptions_data();
    void exportedOptions();
    void brokenOptions_data();
    void brokenOptions();
    void unknownOptions();
    void optionsNotProvided();
    void inspect();
};

void TestTestRunOptions::init()
{
    QLoggingCategory::setFilterRules(u"qt.qml.compiler=false"_s);
}

void TestTestRunOptions::timeoutsMustBePositive_data()
{
    QTest::addColumn<QString>("options");
    QTest::addColumn<QString>("sentence");
    QTest::newRow("zero") << u"setupTimeout: 0"_s << u"setupTimeout must be positive"_s;
    QTest::newRow("negative") << u"setupTimeout: '-1s'"_s << u"setupTimeout must be positive"_s;
    QTest::newRow("teardown") << u"teardownTimeout: '0s'"_s << u"teardownTimeout must be positive"_s;
}

void TestTestRunOptions::timeoutsMustBePositive()
{
    QFETCH(QString, options);
    QFETCH(QString, sentence);
    const ScriptRun run = runWith(u"{ %1 }"_s.arg(options), Never);
    QCOMPARE(int(run.result.exitCode), 104);
    QCOMPARE(run.result.reason, u"There were problems with the specified script configuration:\n\t- "_s + sentence);
    QCOMPARE(run.console, QStringList());
}

void TestTestRunOptions::exportedOptions_data()
{
    QTest::addColumn<QString>("options");
    QTest::addColumn<int>("iterations");
    QTest::newRow("none") << u"{}"_s << 1;
    QTest::newRow("null") << u"null"_s << 1;
    QTest::newRow("undefined") << u"undefined"_s << 1;
    QTest::newRow("iterations") << u"{ iterations: 4 }"_s << 4;
    QTest::newRow("numeric strings") << u"{ iterations: '4', vus: '2' }"_s << 4;
    QTest::newRow("vus alone") << u"{ vus: 3 }"_s << 3;
    QTest::newRow("nulls") << u"{ vus: null, iterations: null, tags: null }"_s << 1;
    QTest::newRow("getters") << u"{ get iterations () { return 2 } }"_s << 2;
    QTest::newRow("http options")
        << u"{ batch: 5, userAgent: 'x', maxRedirects: 1, rps: 3, discardResponseBodies: true }"_s << 1;
}

void TestTestRunOptions::exportedOptions()
{
    QFETCH(QString, options);
    QFETCH(int, iterations);
    const ScriptRun run = runWith(options);
    QCOMPARE(run.result.reason, QString());
    QCOMPARE(int(run.result.completed), iterations);
    QCOMPARE(run.warnings, QStringList());
}

void TestTestRunOptions::brokenOptions_data()
{
    QTest::addColumn<QString>("options");
    QTest::addColumn<int>("exitCode");
    QTest::addColumn<QString>("fragment");
    const auto row = [](const QString &options, int exitCode, const QString &fragment) {
        QTest::newRow(qPrintable(options)) << options << exitCode << fragment;
    };
    row(u"{ f () {} }"_s, 255, u"error parsing script options: json: unsupported type: func("_s);
    row(u"{ iterations: NaN }"_s, 255, u"error parsing script options: json: unsupported value: NaN"_s);
    row(u"{ vus: 'many' }"_s, 104, u"vus"_s);
    row(u"{ vus: 1.5 }"_s, 104, u"vus"_s);
    row(u"{ vus: 0 }"_s, 104, u"the number of VUs must be more than 0"_s);
    row(u"{ vus: 2, iterations: 1 }"_s, 104,
        u"the number of iterations (1) can't be less than the number of VUs (2)"_s);
    row(u"{ duration: '500ms' }"_s, 104, u"the duration must be at least 1s, but is 500ms"_s);
    row(u"{ iterations: 1, duration: '500ms' }"_s, 104, u"the maxDuration must be at least 1s, but is 500ms"_s);
    row(u"{ duration: 'long' }"_s, 104, u"time: invalid duration \"long\""_s);
    row(u"{ duration: {} }"_s, 104, u"duration"_s);
    row(u"{ noSetup: 'true' }"_s, 104, u"noSetup"_s);
    row(u"{ tags: { a: 1 } }"_s, 104, u"tags"_s);
    row(u"{ hosts: 5 }"_s, 104, u"hosts"_s);
    row(u"{ blockHostnames: 'a' }"_s, 104, u"blockHostnames"_s);
    row(u"{ tlsVersion: 'tls9' }"_s, 104, u"tls9"_s);
    row(u"{ dns: { policy: 'any kind' } }"_s, 104, u"any kind does not belong to DNSPolicy values"_s);
    row(u"{ dns: { ttl: 'soon' } }"_s, 255, u"invalid DNS TTL: soon"_s);
    row(u"{ summaryTrendStats: ['p(101)'] }"_s, 255, u"invalid percentile trend stat value 'p(101)'"_s);
    row(u"{ executionSegmentSequence: '0,1/2,1' }"_s, 104,
        u"provided segment 0:1 can't be found in sequence 0,1/2,1"_s);
    row(u"5"_s, 104, u"json: cannot unmarshal number into Go value of type lib.Options"_s);
    row(u"'text'"_s, 104, u"json: cannot unmarshal string into Go value of type lib.Options"_s);
    row(u"[]"_s, 104, u"json: cannot unmarshal array into Go value of type lib.Options"_s);
}

void TestTestRunOptions::brokenOptions()
{
    QFETCH(QString, options);
    QFETCH(int, exitCode);
    QFETCH(QString, fragment);
    const ScriptRun run = runWith(options, Never);
    QCOMPARE(int(run.result.exitCode), exitCode);
    QVERIFY2(run.result.reason.contains(fragment), qPrintable(run.result.reason));
    QCOMPARE(run.console, QStringList());
}

void TestTestRunOptions::unknownOptions()
{
    const ScriptRun run = runWith(u"{ foo: 1, iterations: 2, bar: 2 }"_s);
    QCOMPARE(run.result.completed, 2U);
    QCOMPARE(run.log.size(), 1);
    QCOMPARE(run.log.first().level, LogLevel::Warning);
    QCOMPARE(run.log.first().message, u"There were unknown fields in the options exported in the script"_s);
    QCOMPARE(run.log.first().fields,
             (QMap<QString, QString>{{u"error"_s, u"json: unknown field \"bar\""_s}})); // k6 names one
}

/// An option that k6 has and this program doesn't act on is never ignored in silence.
void TestTestRunOptions::optionsNotProvided()
{
    const ScriptRun run = runWith(u"{ thresholds: { checks: ['rate>0.9'] } }"_s);
    if (!run.warnings.isEmpty()) { // until it is provided
        QCOMPARE(run.warnings.size(), 1);
        QVERIFY2(run.warnings.first().contains(u"thresholds"_s), qPrintable(run.warnings.first()));
    }
}

void TestTestRunOptions::inspect()
{
    const QTemporaryDir folder;
    QFile file(folder.filePath(u"script.js"_s));
    QVERIFY(file.open(QIODevice::WriteOnly));
    file.write("console.log('init'); export const options = { vus: 3, tags: { a: 'b' } }; export function setup () { "
               "console.log('never') } export default () => console.log('never')");
    file.close();
    LogRecorder log;
    TestRunConfig config;
    config.script = file.fileName();
    config.log = &log;
    TestRun run(config);
    QJsonObject options;
    QCOMPARE(run.inspect(&options).reason, QString());
    QCOMPARE(options.value(u"vus"_s).toInt(), 3);
    QCOMPARE(options.value(u"tags"_s).toObject().value(u"a"_s).toString(), u"b"_s);
    QCOMPARE(log.console(), QStringList(u"init"_s));
}

QTEST_GUILESS_MAIN(TestTestRunOptions)
#include "tst_test_run_options.moc"
