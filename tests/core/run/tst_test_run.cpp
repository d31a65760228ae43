// SPDX-License-Identifier: GPL-3.0-or-later
// The stages of a run, in their order and number; the data of setup(); how each stage fails. Exit codes and texts are
// those that k6 2.2 gave for the same scripts, where it doesn't crash.
#include "support/script_runner.h"

#include <QLoggingCategory>
#include <QRegularExpression>
#include <QTest>

using namespace Qt::StringLiterals;
using namespace sockscope;
using namespace sockscope::test;

class TestTestRun : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void init();
    void stagesInOrder();
    void initRunsForEveryUser_data();
    void initRunsForEveryUser();
    void defaultArguments();
    void commonJsMain();
    void noSetupAndNoTeardown();
    void exportsThatAreMissingOrWrong_data();
    void exportsThatAreMissingOrWrong();
    void setupData_data();
    void setupData();
    void setupDataThatCannotBeEncoded_data();
    void setupDataThatCannotBeEncoded();
    void everyUserHasItsCopyOfTheData();
    void teardownGetsAFreshCopy();
    void failuresOfStages_data();
    void failuresOfStages();
    void initFailures_data();
    void initFailures();
    void linkErrors();
    void laterInitFails();
    void setupTimeout_data();
    void setupTimeout();
    void teardownTimeout();
    void timeoutsMustBePositive_data();
    void timeoutsMustBePositive();
    void abort_data();
    void abort();
    void fail_data();
    void fail();
    void errorsOfIterationsDoNotMatter();
    void exportedOptions_data();
    void exportedOptions();
    void brokenOptions_data();
    void brokenOptions();
    void unknownOptions();
    void optionsNotProvided();
    void inspect();
};

void TestTestRun::init()
{
    QLoggingCategory::setFilterRules(u"qt.qml.compiler=false"_s);
}

void TestTestRun::stagesInOrder()
{
    const ScriptRun run = runScript(uR"(
console.log('init', __VU)
export function setup () { console.log('setup', __VU); return 'data' }
export default function (data) { console.log('iteration', __VU, __ITER, data) }
export function teardown (data) { console.log('teardown', __VU, data) }
export const options = { iterations: 2 })"_s);
    QCOMPARE(int(run.result.exitCode), 0);
    QCOMPARE(run.result.reason, QString());
    QCOMPARE(run.result.completed, 2U);
    QCOMPARE(run.result.interrupted, 0U);
    QVERIFY(run.result.seconds > 0 && run.result.seconds < 60);
    QCOMPARE(run.console, (QStringList{u"init 0"_s, u"init 1"_s, u"init 0"_s, u"setup 0"_s, u"iteration 1 0 data"_s,
                                       u"iteration 1 1 data"_s, u"init 0"_s, u"teardown 0 data"_s}));
}

void TestTestRun::initRunsForEveryUser_data()
{
    QTest::addColumn<QString>("exports");
    QTest::addColumn<int>("users");
    QTest::addColumn<int>("zeros");
    QTest::newRow("default only") << u""_s << 1 << 1;
    QTest::newRow("setup") << u"export function setup () {}"_s << 1 << 2;
    QTest::newRow("teardown") << u"export function teardown () {}"_s << 1 << 2;
    QTest::newRow("both, three users") << u"export function setup () {}; export async function teardown () {}"_s << 3
                                       << 3;
}

void TestTestRun::initRunsForEveryUser()
{
    QFETCH(QString, exports);
    QFETCH(int, users);
    QFETCH(int, zeros);
    ScriptOptions options;
    options.overrides.vus = users;
    const ScriptRun run = runScript(u"console.log('init', __VU); export default function () {};"_s + exports, options);
    QCOMPARE(run.console.count(u"init 0"_s), zeros);
    for (int i = 1; i <= users; ++i)
        QCOMPARE(run.console.count(u"init %1"_s.arg(i)), 1);
    QCOMPARE(run.console.size(), zeros + users);
    QCOMPARE(run.console.first(), u"init 0"_s);
}

void TestTestRun::defaultArguments()
{
    const ScriptRun run = runScript(
        u"export default function () { console.log(arguments.length, typeof arguments[0], this === undefined) }"_s);
    QCOMPARE(run.console, QStringList(u"1 undefined true"_s));
}

void TestTestRun::commonJsMain()
{
    const ScriptRun run = runScript(uR"(
const { sleep } = require('k6')
exports.options = { iterations: 2 }
exports.setup = () => 7
exports.default = (data) => { console.log('iteration', data) }
exports.teardown = () => console.log('teardown'))"_s);
    QCOMPARE(run.console, (QStringList{u"iteration 7"_s, u"iteration 7"_s, u"teardown"_s}));
}

void TestTestRun::noSetupAndNoTeardown()
{
    const QString source =
        u"export function setup () { console.log('setup') } export default (d) => console.log('iteration', d); export function teardown () { console.log('teardown') }"_s;
    ScriptOptions options;
    options.overrides.noSetup = true;
    QCOMPARE(runScript(source, options).console, (QStringList{u"iteration undefined"_s, u"teardown"_s}));
    options.overrides.noTeardown = true;
    QCOMPARE(runScript(source, options).console, QStringList(u"iteration undefined"_s));
    QCOMPARE(runScript(source + u"; export const options = { noSetup: true, noTeardown: true }"_s).console,
             QStringList(u"iteration undefined"_s));
}

void TestTestRun::exportsThatAreMissingOrWrong_data()
{
    QTest::addColumn<QString>("source");
    QTest::addColumn<int>("exitCode");
    QTest::addColumn<QString>("reason");
    const auto row = [](const char *name, const QString &source, int exitCode, const QString &reason) {
        QTest::newRow(name) << source << exitCode << reason;
    };
    const QString noDefault =
        u"There were problems with the specified script configuration:\n\t- executor default: function 'default' not found in exports"_s;
    row("empty file", u""_s, 255, u"no exported functions in script"_s);
    row("no functions", u"export const options = {}"_s, 255, u"no exported functions in script"_s);
    row("no default", u"export function other () {}"_s, 104, noDefault);
    row("default is no function", u"export default 5; export function other () {}"_s, 104, noDefault);
    row("setup is no function", u"export const setup = 5; export default () => {}"_s, 255,
        u"exported 'setup' must be a function"_s);
    row("teardown is no function", u"export const teardown = {}; export default () => {}"_s, 255,
        u"exported 'teardown' must be a function"_s);
    row("null is as good as nothing",
        u"export const setup = null, teardown = undefined, options = null; export default () => {}"_s, 0, QString());
}

void TestTestRun::exportsThatAreMissingOrWrong()
{
    QFETCH(QString, source);
    QFETCH(int, exitCode);
    QFETCH(QString, reason);
    const ScriptRun run = runScript(source);
    QCOMPARE(int(run.result.exitCode), exitCode);
    QCOMPARE(run.result.reason, reason);
}

void TestTestRun::setupData_data()
{
    QTest::addColumn<QString>("value");
    QTest::addColumn<QString>("seen"); // JSON, as the iteration sees it
    const auto row = [](const QString &value, const QString &seen) {
        QTest::newRow(qPrintable(value)) << value << seen;
    };
    row(u"5"_s, u"5"_s);
    row(u"'text \\u00e9 \\n \\u2028'"_s, u"\"text \u00e9 \\n \u2028\""_s);
    row(u"null"_s, u"null"_s);
    row(u"false"_s, u"false"_s);
    row(u"[1, 'x', [null]]"_s, u"[1,\"x\",[null]]"_s);
    row(u"{ a: { b: 1 } }"_s, u"{\"a\":{\"b\":1}}"_s);
    row(u"{ u: undefined }"_s, u"{\"u\":null}"_s);
    row(u"[undefined, , 1]"_s, u"[null,null,1]"_s);
    row(u"new Date(0)"_s, u"\"1970-01-01T00:00:00Z\""_s);
    row(u"new Date(1500)"_s, u"\"1970-01-01T00:00:01.5Z\""_s);
    row(u"new Uint8Array([1, 2, 255])"_s, u"\"AQL/\""_s);
    row(u"new Uint8Array(0)"_s, u"\"\""_s);
    row(u"new Uint8Array([1, 2, 3, 4]).subarray(1, 3)"_s, u"\"AgM=\""_s);
    row(u"new ArrayBuffer(2)"_s, u"{}"_s);
    row(u"new Error('x')"_s, u"{}"_s);
    row(u"new Map([['k', 1]])"_s, u"[[\"k\",1]]"_s);
    row(u"new Set([1, 2])"_s, u"[1,2]"_s);
    row(u"{ toJSON () { return 'never' } , a: 1 }.a"_s, u"1"_s);
    row(u"new String('boxed')"_s, u"\"boxed\""_s);
    row(u"Promise.resolve({ a: 1 })"_s, u"{\"a\":1}"_s);
    row(u"new (class P { constructor () { this.own = 1 } get hidden () { return 2 } })()"_s, u"{\"own\":1}"_s);
}

void TestTestRun::setupData()
{
    QFETCH(QString, value);
    QFETCH(QString, seen);
    const ScriptRun run = runScript(
        u"export function setup () { return %1 }\nexport default (data) => console.log(JSON.stringify(data))\nexport function teardown (data) { console.log(JSON.stringify(data)) }"_s
            .arg(value));
    QCOMPARE(run.result.reason, QString());
    QCOMPARE(run.console, (QStringList{seen, seen}));
}

void TestTestRun::setupDataThatCannotBeEncoded_data()
{
    QTest::addColumn<QString>("value");
    QTest::addColumn<QString>("fragment");
    QTest::newRow("NaN") << u"{ a: NaN }"_s << u"error marshaling setup() data to JSON: json: unsupported value: NaN"_s;
    QTest::newRow("Infinity") << u"-Infinity"_s
                              << u"error marshaling setup() data to JSON: json: unsupported value: -Inf"_s;
    QTest::newRow("function") << u"{ f () {} }"_s
                              << u"error marshaling setup() data to JSON: json: unsupported type: func("_s;
    QTest::newRow("cycle") << u"(() => { const a = {}; a.a = a; return a })()"_s
                           << u"error marshaling setup() data to JSON: "_s;
}

void TestTestRun::setupDataThatCannotBeEncoded()
{
    QFETCH(QString, value);
    QFETCH(QString, fragment);
    const ScriptRun run = runScript(
        u"export function setup () { return %1 }\nexport default () => console.log('never')\nexport function teardown () { console.log('never') }"_s
            .arg(value));
    QCOMPARE(int(run.result.exitCode), 255);
    QVERIFY2(run.result.reason.startsWith(fragment), qPrintable(run.result.reason));
    QCOMPARE(run.console, QStringList());
}

void TestTestRun::everyUserHasItsCopyOfTheData()
{
    ScriptOptions options;
    options.overrides.vus = 2;
    options.overrides.iterations = 8;
    const ScriptRun run = runScript(uR"(
import { sleep } from 'k6'
export function setup () { return { n: 0 } }
export default function (data) { data.n++; console.log(__ITER, data.n); sleep(0.02) })"_s,
                                    options);
    QCOMPARE(run.console.size(), 8);
    for (const QString &line : run.console) // its own changes last, those of others don't show
        QCOMPARE(line.section(u' ', 1).toInt(), line.section(u' ', 0, 0).toInt() + 1);
}

void TestTestRun::teardownGetsAFreshCopy()
{
    const ScriptRun run = runScript(
        u"export function setup () { return { n: 1 } }\nexport default (data) => { data.n = 99 }\nexport function teardown (data) { console.log(data.n) }"_s);
    QCOMPARE(run.console, QStringList(u"1"_s));
}

void TestTestRun::failuresOfStages_data()
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

void TestTestRun::failuresOfStages()
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

void TestTestRun::initFailures_data()
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

void TestTestRun::initFailures()
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

void TestTestRun::linkErrors()
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

void TestTestRun::laterInitFails()
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

void TestTestRun::setupTimeout_data()
{
    QTest::addColumn<QString>("body");
    QTest::newRow("busy") << u"for (;;) {}"_s;
    QTest::newRow("asleep") << u"sleep(1000)"_s;
    QTest::newRow("waiting") << u"return new Promise((r) => setTimeout(r, 60000))"_s;
    QTest::newRow("catching") << u"for (;;) { try { for (;;) {} } catch (e) {} }"_s;
}

void TestTestRun::setupTimeout()
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

void TestTestRun::teardownTimeout()
{
    const ScriptRun run = runScript(
        u"export const options = { teardownTimeout: '1.2s' }; export default () => console.log('iteration')\nexport function teardown () { for (;;) {} }"_s);
    QCOMPARE(int(run.result.exitCode), 101);
    QCOMPARE(run.result.reason, u"teardown() execution timed out after 1 seconds"_s);
    QCOMPARE(run.result.fields.value(u"hint"_s), u"You can increase the time limit via the teardownTimeout option"_s);
    QCOMPARE(run.console, QStringList(u"iteration"_s));
    QCOMPARE(run.result.completed, 1U);
}

void TestTestRun::timeoutsMustBePositive_data()
{
    QTest::addColumn<QString>("options");
    QTest::addColumn<QString>("sentence");
    QTest::newRow("zero") << u"setupTimeout: 0"_s << u"setupTimeout must be positive"_s;
    QTest::newRow("negative") << u"setupTimeout: '-1s'"_s << u"setupTimeout must be positive"_s;
    QTest::newRow("teardown") << u"teardownTimeout: '0s'"_s << u"teardownTimeout must be positive"_s;
}

void TestTestRun::timeoutsMustBePositive()
{
    QFETCH(QString, options);
    QFETCH(QString, sentence);
    const ScriptRun run =
        runScript(u"export const options = { %1 }; export default () => console.log('never')"_s.arg(options));
    QCOMPARE(int(run.result.exitCode), 104);
    QCOMPARE(run.result.reason, u"There were problems with the specified script configuration:\n\t- "_s + sentence);
    QCOMPARE(run.console, QStringList());
}

void TestTestRun::abort_data()
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

void TestTestRun::abort()
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

void TestTestRun::fail_data()
{
    QTest::addColumn<QString>("stage");
    for (const char *stage : {"setup", "default", "teardown"})
        QTest::newRow(stage) << QString::fromLatin1(stage);
}

void TestTestRun::fail()
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

void TestTestRun::errorsOfIterationsDoNotMatter()
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

void TestTestRun::exportedOptions_data()
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

void TestTestRun::exportedOptions()
{
    QFETCH(QString, options);
    QFETCH(int, iterations);
    const ScriptRun run = runScript(u"export const options = %1; export default () => {}"_s.arg(options));
    QCOMPARE(run.result.reason, QString());
    QCOMPARE(int(run.result.completed), iterations);
    QCOMPARE(run.warnings, QStringList());
}

void TestTestRun::brokenOptions_data()
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

void TestTestRun::brokenOptions()
{
    QFETCH(QString, options);
    QFETCH(int, exitCode);
    QFETCH(QString, fragment);
    const ScriptRun run =
        runScript(u"export const options = %1; export default () => console.log('never')"_s.arg(options));
    QCOMPARE(int(run.result.exitCode), exitCode);
    QVERIFY2(run.result.reason.contains(fragment), qPrintable(run.result.reason));
    QCOMPARE(run.console, QStringList());
}

void TestTestRun::unknownOptions()
{
    const ScriptRun run =
        runScript(u"export const options = { foo: 1, iterations: 2, bar: 2 }; export default () => {}"_s);
    QCOMPARE(run.result.completed, 2U);
    QCOMPARE(run.log.size(), 1);
    QCOMPARE(run.log.first().level, LogLevel::Warning);
    QCOMPARE(run.log.first().message, u"There were unknown fields in the options exported in the script"_s);
    QCOMPARE(run.log.first().fields,
             (QMap<QString, QString>{{u"error"_s, u"json: unknown field \"bar\""_s}})); // k6 names one
}

/// An option that k6 has and this program doesn't act on is never ignored in silence.
void TestTestRun::optionsNotProvided()
{
    const ScriptRun run =
        runScript(u"export const options = { thresholds: { checks: ['rate>0.9'] } }; export default () => {}"_s);
    if (!run.warnings.isEmpty()) { // until it is provided
        QCOMPARE(run.warnings.size(), 1);
        QVERIFY2(run.warnings.first().contains(u"thresholds"_s), qPrintable(run.warnings.first()));
    }
}

void TestTestRun::inspect()
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

QTEST_GUILESS_MAIN(TestTestRun)
#include "tst_test_run.moc"
