// SPDX-License-Identifier: GPL-3.0-or-later
// The stages of a run, in their order and number; the data of setup().
#include "support/script_runner.h"

#include <QLoggingCategory>
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

QTEST_GUILESS_MAIN(TestTestRun)
#include "tst_test_run.moc"
