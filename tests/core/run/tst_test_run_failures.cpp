// SPDX-License-Identifier: GPL-3.0-or-later
// How each stage of a run fails. Exit codes and texts are those that k6 2.2 gave for the same scripts, where it
// doesn't crash.
#include "support/script_runner.h"

#include <QLoggingCategory>
#include <QRegularExpression>
#include <QTest>

using namespace Qt::StringLiterals;
using namespace sockscope;
using namespace sockscope::test;

class TestTestRunFailures : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void init();
    void failuresOfStages_data();
    void failuresOfStages();
    void initFailures_data();
    void initFailures();
    void linkErrors();
    void laterInitFails();
    void setupTimeout_data();
    void setupTimeout();
    void longestTimeout();
    void teardownTimeout();
    void abort_data();
    void abort();
    void fail_data();
    void fail();
    void errorsOfIterationsDoNotMatter();
};

void TestTestRunFailures::init()
{
    QLoggingCategory::setFilterRules(u"qt.qml.compiler=false"_s);
}

void TestTestRunFailures::failuresOfStages_data()
{
    QTest::addColumn<QString>("stage");
    QTest::addColumn<QString>("body");
    QTest::addColumn<int>("exitCode");
    QTest::addColumn<QString>("reason"); // its beginning
    for (const QString &stage : {u"setup"_s, u"teardown"_s}) {
        const auto row = [&stage](const char *name, const QString &body, int exitCode, const QString &reason) {
            QTest::newRow(qPrintable(stage + u' ' + QString::fromLatin1(name))) << stage << body << exitCode << reason;
        };
        row("throws", u"throw new Error('boom')"_s, 107, u"Error: boom\n\tat %1 (file:///"_s.arg(stage));
        row("throws a string", u"throw 'text'"_s, 107, u"text"_s);
        row("engine error", u"null.x"_s, 107, u"TypeError: "_s);
        row("rejects", u"return Promise.reject(new Error('boom'))"_s, 255,
            u"Uncaught (in promise) Error: boom\n\tat %1 (file:///"_s.arg(stage));
        row("rejects later", u"return new Promise((_, j) => setTimeout(() => j('late'), 5))"_s, 255,
            u"Uncaught (in promise) late"_s);
        row("floating promise", u"Promise.reject(new Error('float'))"_s, 255,
            u"Uncaught (in promise) Error: float\n\tat "_s);
        row("throws in a timer", u"setTimeout(() => { throw new Error('in timer') }, 5)"_s, 107,
            u"Error: in timer\n\tat "_s);
        row("fails", u"fail('m')"_s, 107, u"GoError: m\n\tat "_s);
    }
}

void TestTestRunFailures::failuresOfStages()
{
    QFETCH(QString, stage);
    QFETCH(QString, body);
    QFETCH(int, exitCode);
    QFETCH(QString, reason);
    const QString other = stage == u"setup" ? u"teardown"_s : u"setup"_s;
    const ScriptRun run = runScript(
        u"import { fail } from 'k6'; export function %1 () { %2 }\nexport default () => console.log('iteration')\nexport function %3 () { console.log('%3') }"_s
            .arg(stage, body, other));
    QCOMPARE(int(run.result.exitCode), exitCode);
    QVERIFY2(run.result.reason.startsWith(reason), qPrintable(run.result.reason));
    QCOMPARE(run.errors, QStringList()); // the result is for the caller to tell, once
    QCOMPARE(run.result.fields, exitCode == 107 ? (QMap<QString, QString>{{u"hint"_s, u"script exception"_s},
                                                                          {u"source"_s, u"stacktrace"_s}})
                                                : (QMap<QString, QString>{}));
    if (stage == u"setup")
        QCOMPARE(run.console, QStringList()); // no iterations, no teardown()
    else
        QCOMPARE(run.console, (QStringList{u"setup"_s, u"iteration"_s}));
}

void TestTestRunFailures::initFailures_data()
{
    QTest::addColumn<QString>("source");
    QTest::addColumn<int>("exitCode");
    QTest::addColumn<QString>("pattern");
    const auto row = [](const char *name, const QString &source, int exitCode, const QString &pattern) {
        QTest::newRow(name) << source << exitCode << pattern;
    };
    const QString rest = u"; export default () => {}"_s;
    row("syntax", u"export default function () { let ; }"_s, 107,
        u"^could not initialize '\\S+script\\.js': could not load JS test 'file:///\\S+script\\.js': file:///\\S+script\\.js: Line 1:\\d+ "_s);
    row("throw", u"throw new Error('boom')"_s + rest, 107, u"^Error: boom\n\tat file:///\\S+script\\.js:1:"_s);
    row("throw a string", u"throw 'boom'"_s + rest, 107, u"^boom"_s);
    row("rejected top-level await", u"await Promise.reject(new Error('boom'))"_s + rest, 107, u"^Error: boom\n\tat "_s);
    row("floating promise", u"Promise.reject(new Error('float'))"_s + rest, 255,
        u"^could not initialize '.*': could not load JS test '.*': Uncaught \\(in promise\\) Error: float\n"_s);
    row("top-level await without end", u"await new Promise(() => {})"_s + rest, 255,
        u"^could not initialize '.*': could not load JS test '.*': the init code waits forever"_s);
    row("fail", u"import { fail } from 'k6'; fail('m')"_s + rest, 107, u"^GoError: m\n"_s);
    row("recursion", u"const f = () => f() + 1; f()"_s + rest, 107, u"^RangeError: "_s);
}

void TestTestRunFailures::initFailures()
{
    QFETCH(QString, source);
    QFETCH(int, exitCode);
    QFETCH(QString, pattern);
    const ScriptRun run = runScript(source);
    QCOMPARE(int(run.result.exitCode), exitCode);
    QVERIFY2(
        QRegularExpression(pattern, QRegularExpression::DotMatchesEverythingOption).match(run.result.reason).hasMatch(),
        qPrintable(run.result.reason));
    QCOMPARE(run.errors, QStringList());
    QCOMPARE(run.result.completed, 0U);
}

void TestTestRunFailures::linkErrors()
{
    ScriptOptions options;
    options.files.insert(u"other.js"_s, u"export const there = 1"_s);
    const ScriptRun run = runScript(u"\nimport { missing } from './other.js'\nexport default () => missing"_s, options);
    QCOMPARE(int(run.result.exitCode), 107);
    const QRegularExpression words(
        u"^SyntaxError: The requested module \"\\./other\\.js\" does not provide an export named \"missing\"\n"
        "\tat file:///\\S+script\\.js:2:\\d+\\(0\\)\n$"_s);
    QVERIFY2(words.match(run.result.reason).hasMatch(), qPrintable(run.result.reason));
    QCOMPARE(run.result.fields,
             (QMap<QString, QString>{{u"hint"_s, u"script exception"_s}, {u"source"_s, u"stacktrace"_s}}));
}

void TestTestRunFailures::laterInitFails()
{
    ScriptOptions options;
    options.overrides.vus = 3;
    const ScriptRun run = runScript(
        u"if (__VU === 2) throw new Error('only here')\nexport function setup () { console.log('setup') }\nexport default () => console.log('iteration')\nexport function teardown () { console.log('teardown') }"_s,
        options);
    QCOMPARE(int(run.result.exitCode), 107);
    QVERIFY2(run.result.reason.startsWith(u"Error: only here\n"_s), qPrintable(run.result.reason));
    QCOMPARE(run.console, QStringList());
}

void TestTestRunFailures::setupTimeout_data()
{
    QTest::addColumn<QString>("body");
    QTest::newRow("busy") << u"for (;;) {}"_s;
    QTest::newRow("asleep") << u"sleep(1000)"_s;
    QTest::newRow("waiting") << u"return new Promise((r) => setTimeout(r, 60000))"_s;
    QTest::newRow("catching") << u"for (;;) { try { for (;;) {} } catch (e) {} }"_s;
}

void TestTestRunFailures::setupTimeout()
{
    QFETCH(QString, body);
    ScriptOptions options;
    options.overrides.setupTimeout = 300'000'000;
    const ScriptRun run = runScript(
        u"import { sleep } from 'k6'; export function setup () { %1 }\nexport default () => console.log('iteration')\nexport function teardown () { console.log('teardown') }"_s
            .arg(body),
        options);
    QCOMPARE(int(run.result.exitCode), 100);
    QCOMPARE(run.result.reason, u"setup() execution timed out after 0 seconds"_s); // k6 rounds
    QCOMPARE(run.result.fields,
             (QMap<QString, QString>{{u"hint"_s, u"You can increase the time limit via the setupTimeout option"_s}}));
    QCOMPARE(run.console, QStringList());
}

/// The largest duration that options take is no time in the past.
void TestTestRunFailures::longestTimeout()
{
    const ScriptRun run = runScript(
        u"import { sleep } from 'k6'; export const options = { setupTimeout: '2562047h' }; export function setup () { sleep(0.2) }\nexport default () => console.log('iteration')"_s);
    QCOMPARE(int(run.result.exitCode), 0);
    QCOMPARE(run.console, QStringList(u"iteration"_s));
}

void TestTestRunFailures::teardownTimeout()
{
    const ScriptRun run = runScript(
        u"export const options = { teardownTimeout: '1.2s' }; export default () => console.log('iteration')\nexport function teardown () { for (;;) {} }"_s);
    QCOMPARE(int(run.result.exitCode), 101);
    QCOMPARE(run.result.reason, u"teardown() execution timed out after 1 seconds"_s);
    QCOMPARE(run.result.fields.value(u"hint"_s), u"You can increase the time limit via the teardownTimeout option"_s);
    QCOMPARE(run.console, QStringList(u"iteration"_s));
    QCOMPARE(run.result.completed, 1U);
}

void TestTestRunFailures::abort_data()
{
    QTest::addColumn<QString>("source");
    QTest::addColumn<QString>("pattern");
    QTest::addColumn<QStringList>("console");
    const auto row = [](const char *name, const QString &source, const QString &pattern, const QStringList &console) {
        QTest::newRow(name) << source << pattern << console;
    };
    const QString functions =
        u"export function setup () { %1 }\nexport default function () { console.log('iteration'); %2; console.log('after') }\nexport function teardown () { console.log('teardown'); %3; console.log('torn down') }"_s;
    const QString abort = u"exec.test.abort('why')"_s;
    row("init", abort + u"; export default () => console.log('never')"_s,
        u"^could not initialize '.*script\\.js': could not load JS test 'file:///.*script\\.js': test aborted: why"_s,
        {});
    row("setup", functions.arg(abort, u""_s, u""_s), u"^test aborted: why at setup \\(file:///"_s, {});
    row("iteration", functions.arg(u""_s, abort, u""_s), u"^test aborted: why at default \\(file:///"_s,
        {u"iteration"_s, u"teardown"_s, u"torn down"_s});
    row("teardown", functions.arg(u""_s, u""_s, abort), u"^test aborted: why at teardown \\(file:///"_s,
        {u"iteration"_s, u"after"_s, u"teardown"_s});
    row("without reason", functions.arg(u""_s, u"exec.test.abort()"_s, u""_s), u"^test aborted at default"_s,
        {u"iteration"_s, u"teardown"_s, u"torn down"_s});
    row("in a timer",
        u"export default function () { setTimeout(() => exec.test.abort('late'), 5); setTimeout(() => console.log('never'), 60000) }"_s,
        u"^test aborted: late at "_s, {});
    row("in a try",
        functions.arg(u""_s,
                      u"try { %1 } catch (e) { console.log('caught') } finally { console.log('finally') }"_s.arg(abort),
                      u""_s),
        u"^test aborted: why"_s, {u"iteration"_s, u"teardown"_s, u"torn down"_s});
}

void TestTestRunFailures::abort()
{
    QFETCH(QString, source);
    QFETCH(QString, pattern);
    QFETCH(QStringList, console);
    const ScriptRun run = runScript(u"import exec from 'k6/execution'\n"_s + source);
    QCOMPARE(int(run.result.exitCode), 108);
    QVERIFY2(
        QRegularExpression(pattern, QRegularExpression::DotMatchesEverythingOption).match(run.result.reason).hasMatch(),
        qPrintable(run.result.reason));
    QCOMPARE(run.console, console);
    QCOMPARE(run.errors, QStringList());
}

void TestTestRunFailures::fail_data()
{
    QTest::addColumn<QString>("stage");
    for (const char *stage : {"setup", "default", "teardown"})
        QTest::newRow(stage) << QString::fromLatin1(stage);
}

void TestTestRunFailures::fail()
{
    QFETCH(QString, stage);
    const auto mark = [&stage](const char *name) {
        return stage == QLatin1String(name) ? u"exec.test.fail('why');"_s : QString();
    };
    const ScriptRun run = runScript(
        u"import exec from 'k6/execution'\nexport function setup () { %1 console.log('setup') }\nexport default function () { %2 console.log('iteration') }\nexport function teardown () { %3 console.log('teardown') }"_s
            .arg(mark("setup"), mark("default"), mark("teardown")));
    QCOMPARE(int(run.result.exitCode), 110);
    QCOMPARE(run.result.reason, u"test run was marked as failed"_s);
    QCOMPARE(run.console, (QStringList{u"setup"_s, u"iteration"_s, u"teardown"_s})); // it goes on
    QCOMPARE(run.errors, QStringList(u"test marked as failed: why"_s));
}

void TestTestRunFailures::errorsOfIterationsDoNotMatter()
{
    const ScriptRun run = runScript(uR"(
export const options = { iterations: 5 }
export default async function () {
  if (__ITER === 0) throw new Error('0')
  if (__ITER === 1) { setTimeout(() => { throw new Error('1') }, 1); return }
  if (__ITER === 2) { Promise.reject(new Error('2')); return }
  if (__ITER === 3) null.x
  console.log('fine', __ITER)
}
export function teardown () { console.log('teardown') })"_s);
    QCOMPARE(int(run.result.exitCode), 0);
    QCOMPARE(run.result.reason, QString());
    QCOMPARE(run.result.completed, 5U);
    QCOMPARE(run.errors.size(), 4);
    QCOMPARE(run.console, (QStringList{u"fine 4"_s, u"teardown"_s}));
    QVERIFY(!run.warnings.contains(u"No script iterations fully finished, consider making the test duration longer"_s));
}

QTEST_GUILESS_MAIN(TestTestRunFailures)
#include "tst_test_run_failures.moc"
