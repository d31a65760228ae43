// SPDX-License-Identifier: GPL-3.0-or-later
// Modules as scripts see them: order, cycles, live bindings, CommonJS, what may not be imported, what later VUs may
// load.
#include "support/script_runner.h"

#include <QLoggingCategory>
#include <QTest>

using namespace Qt::StringLiterals;
using namespace sockscope;
using namespace sockscope::test;

using Files = QHash<QString, QString>;

class TestModuleLoader : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void init();
    void works_data();
    void works();
    void evaluatedOnce();
    void fails_data();
    void fails();
    void requireOutsideOfInit();
    void openOutsideOfInit();
    void openIsRelativeToItsModule();
    void openFails_data();
    void openFails();
    void openBinary();
    void laterUsersMayOnlyLoadTheSame();
    void aThrowingModuleThrowsAgain();
    void topLevelAwait();
    void topLevelAwaitThatRejects();
    void sourceOfStandardInput();
    void unsavedText();
    void typescript();
};

void TestModuleLoader::init()
{
    QLoggingCategory::setFilterRules(u"qt.qml.compiler=false"_s);
}

void TestModuleLoader::works_data()
{
    QTest::addColumn<QString>("main");
    QTest::addColumn<Files>("files");
    QTest::addColumn<QString>("expected"); // printed by the default function
    const auto row = [](const char *name, const QString &main, const Files &files, const QString &expected) {
        QTest::newRow(name) << main << files << expected;
    };
    row("named and default",
        u"import twice, { add as plus, list } from './a.js'; export default () => console.log(plus(1, 2), twice(3), list.join())"_s,
        {{u"a.js"_s, u"export const add = (a, b) => a + b; export default (x) => 2 * x; export let list = [1, 2]"_s}},
        u"3 6 1,2"_s);
    row("namespace",
        u"import * as ns from './a.js'; export default () => console.log(Object.keys(ns).sort().join(), ns.default, typeof ns.f)"_s,
        {{u"a.js"_s, u"export default 5; export function f () {} export const x = 1"_s}}, u"default,f,x 5 function"_s);
    row("live bindings", u"import { n, inc } from './a.js'; export default () => { inc(); inc(); console.log(n) }"_s,
        {{u"a.js"_s, u"export let n = 0; export const inc = () => { n++ }"_s}}, u"2"_s);
    row("re-exports", u"import { a, b, c, ns } from './all.js'; export default () => console.log(a, b, c, ns.a)"_s,
        {{u"all.js"_s,
          u"export { a } from './a.js'; export * from './b.js'; export { default as c } from './c.js'; export * as ns from './a.js'"_s},
         {u"a.js"_s, u"export const a = 'A'"_s},
         {u"b.js"_s, u"export const b = 'B'"_s},
         {u"c.js"_s, u"export default 'C'"_s}},
        u"A B C A"_s);
    row("order",
        u"import './b.js'; import './a.js'; globalThis.order.push('main'); export default () => console.log(order.join())"_s,
        {{u"a.js"_s, u"import './c.js'; globalThis.order.push('a')"_s},
         {u"b.js"_s, u"import './c.js'; globalThis.order.push('b')"_s},
         {u"c.js"_s, u"globalThis.order = ['c']"_s}},
        u"c,b,a,main"_s);
    row("cycle", u"import { a } from './a.js'; export default () => console.log(a())"_s,
        {{u"a.js"_s, u"import { b } from './b.js'; export const a = () => 'a' + b()"_s},
         {u"b.js"_s, u"import { a } from './a.js'; export const b = () => 'b' + typeof a"_s}},
        u"abfunction"_s);
    row("cycle through the main module",
        u"import { a } from './a.js'; export const m = 'main'; export default () => console.log(a())"_s,
        {{u"a.js"_s, u"import { m } from './script.js'; export const a = () => m"_s}}, u"main"_s);
    row("itself",
        u"import * as self from './script.js'; export const x = 7; export default () => console.log(self.x, typeof self.default)"_s,
        {}, u"7 function"_s);
    row("folders", u"import { up } from './lib/deep/a.js'; export default () => console.log(up)"_s,
        {{u"lib/deep/a.js"_s, u"import { b } from '../b.js'; export const up = b + '!'"_s},
         {u"lib/b.js"_s, u"export const b = 'up'"_s}},
        u"up!"_s);
    row("any extension",
        u"import { a } from './a.mjs'; import { b } from './b.whatever'; export default () => console.log(a, b)"_s,
        {{u"a.mjs"_s, u"export const a = 1"_s}, {u"b.whatever"_s, u"export const b = 2"_s}}, u"1 2"_s);
    row("file url",
        u"import { a } from './a.js'; const { a: b } = require(import.meta.resolve('./a.js')); export default () => console.log(a, b, import.meta.resolve('./a.js').startsWith('file:///'))"_s,
        {{u"a.js"_s, u"export const a = 1"_s}}, u"1 1 true"_s);
    row("CommonJS", u"const a = require('./a.js'); export default () => console.log(a.x, a.f(2), typeof require)"_s,
        {{u"a.js"_s, u"exports.x = 1; module.exports.f = (n) => n * 21"_s}}, u"1 42 function"_s);
    row("CommonJS replaced exports", u"const f = require('./f.js'); export default () => console.log(f(3))"_s,
        {{u"f.js"_s, u"module.exports = (n) => n + 1"_s}}, u"4"_s);
    row("CommonJS imported",
        u"import whole, { x } from './a.js'; export default () => console.log(x, whole.x, typeof whole)"_s,
        {{u"a.js"_s, u"exports.x = 9"_s}}, u"9 9 object"_s);
    row("CommonJS default", u"import d, { x } from './a.js'; export default () => console.log(d, x)"_s,
        {{u"a.js"_s, u"exports.default = 'dflt'; exports.x = 1"_s}}, u"dflt 1"_s);
    row("CommonJS requires CommonJS", u"const a = require('./a.js'); export default () => console.log(a.v)"_s,
        {{u"a.js"_s, u"exports.v = require('./b.js').v + 1"_s}, {u"b.js"_s, u"exports.v = 1"_s}}, u"2"_s);
    row("CommonJS cycle", u"const a = require('./a.js'); export default () => console.log(a.done, a.seen)"_s,
        {{u"a.js"_s, u"exports.done = false; const b = require('./b.js'); exports.seen = b.saw; exports.done = true"_s},
         {u"b.js"_s, u"exports.saw = require('./a.js').done"_s}},
        u"true false"_s);
    row("CommonJS is strict", u"const a = require('./a.js'); export default () => console.log(a.result)"_s,
        {{u"a.js"_s, u"try { undeclared = 1; exports.result = 'sloppy' } catch (e) { exports.result = e.name }"_s}},
        u"ReferenceError"_s);
    row("CommonJS requires an ES module",
        u"const a = require('./a.js'); export default () => console.log(a.x, a.default)"_s,
        {{u"a.js"_s, u"export const x = 1; export default 2"_s}}, u"1 2"_s);
    row("CommonJS main", u"const { sleep } = require('k6'); exports.default = () => console.log(typeof sleep)"_s, {},
        u"function"_s);
    row("this is undefined", u"const t = this; export default () => console.log(t === undefined)"_s, {}, u"true"_s);
    row("module is explained",
        u"let e; try { module.exports } catch (x) { e = x } export default () => console.log(e instanceof Error)"_s, {},
        u"true"_s);
    row("built-in forms",
        u"import k6, { check } from 'k6'; import * as ns from 'k6'; import exec from 'k6/execution'; export default () => console.log(k6.check === check, ns.check === check, ns.default === k6, typeof exec.test)"_s,
        {}, u"true true true object"_s);
    row("built-in in a library",
        u"import { same } from './a.js'; import { Socket } from 'k6/x/tcp'; export default () => console.log(same(Socket))"_s,
        {{u"a.js"_s, u"import { Socket } from 'k6/x/tcp'; export const same = (S) => S === Socket"_s}}, u"true"_s);
    row("missing built-in name",
        u"import { nope } from 'k6'; export default () => console.log(nope === undefined || nope === null)"_s, {},
        u"true"_s);
    row("import is hoisted",
        u"globalThis.early = typeof a; import { a } from './a.js'; export default () => console.log(early)"_s,
        {{u"a.js"_s, u"export const a = 1"_s}}, u"number"_s);
    row("dynamic import rejects",
        u"let e; import('./a.js').catch((x) => { e = x }); export default () => console.log(e instanceof Error, String(e.message || e).length > 0)"_s,
        {{u"a.js"_s, u""_s}}, u"true true"_s);
    row("hashbang", u"#!/usr/bin/env k6\nexport default () => console.log('run')"_s, {}, u"run"_s);
    row("byte order mark", u"\uFEFFexport default () => console.log('run')"_s, {}, u"run"_s);
    row("carriage returns", u"import { a } from './a.js'\r\nexport default () =>\r\n  console.log(a)\r\n"_s,
        {{u"a.js"_s, u"export const a = 1\r\n"_s}}, u"1"_s);
    row("spaces and umlauts in names",
        u"import { a } from './sub folder/ä b.js'; export default () => console.log(a)"_s,
        {{u"sub folder/ä b.js"_s, u"export const a = 'ok'"_s}}, u"ok"_s);
}

void TestModuleLoader::works()
{
    QFETCH(QString, main);
    QFETCH(Files, files);
    QFETCH(QString, expected);
    ScriptOptions options;
    options.files = files;
    const ScriptRun run = runScript(main, options);
    QVERIFY2(run.result.reason.isEmpty(), qPrintable(run.result.reason));
    QCOMPARE(run.errors, QStringList());
    QCOMPARE(run.console, QStringList(expected));
}

void TestModuleLoader::evaluatedOnce()
{
    ScriptOptions options;
    options.files = {{u"a.js"_s, u"console.log('a', __VU)"_s}, {u"b.js"_s, u"import './a.js'; require('./a.js')"_s}};
    options.overrides.vus = 2;
    options.overrides.iterations = 4;
    const ScriptRun run = runScript(
        u"import './a.js'; import './b.js'; const again = require('./a.js'); export function setup () {} export function teardown () {} export default () => {}"_s,
        options);
    QCOMPARE(run.errors, QStringList());
    QCOMPARE(run.console.count(u"a 0"_s), 3); // the looking pass, setup(), teardown()
    QCOMPARE(run.console.count(u"a 1"_s), 1);
    QCOMPARE(run.console.count(u"a 2"_s), 1);
}

void TestModuleLoader::fails_data()
{
    QTest::addColumn<QString>("main");
    QTest::addColumn<Files>("files");
    QTest::addColumn<QString>("fragment");
    const auto row = [](const char *name, const QString &main, const Files &files, const QString &fragment) {
        QTest::newRow(name) << main << files << fragment;
    };
    const QString rest = u"; export default () => {}"_s;
    row("missing file", u"import './nope.js'"_s + rest, {}, u"nope.js\" couldn't be found on local disk"_s);
    row("no guessing of extensions", u"import './a'"_s + rest, {{u"a.js"_s, u""_s}},
        u"couldn't be found on local disk"_s);
    row("no index files", u"import './lib'"_s + rest, {{u"lib/index.js"_s, u""_s}}, u"lib"_s);
    row("bare name", u"import 'lodash'"_s + rest, {},
        u"The moduleSpecifier \"lodash\" couldn't be recognised as something k6 supports."_s);
    row("unknown k6 module", u"import 'k6/nope'"_s + rest, {},
        u"unknown modules [\"k6/nope\"] were tried to be loaded, but couldn't"_s);
    row("http", u"import 'http://example.com/a.js'"_s + rest, {},
        u"only supported schemes for imports are file and https, http://example.com/a.js has `http`"_s);
    row("k6/http", u"import http from 'k6/http'"_s + rest, {}, u"k6/http"_s);
    row("missing name", u"import { nope } from './a.js'"_s + rest, {{u"a.js"_s, u"export const a = 1"_s}},
        u"The requested module \"./a.js\" does not provide an export named \"nope\""_s);
    row("json", u"import d from './d.json'"_s + rest, {{u"d.json"_s, u"{\"a\": 1}"_s}}, u"d.json"_s);
    row("syntax error", u"export default function () { const = 5 }"_s, {}, u"script.js: Line 1:"_s);
    row("syntax error in a library", u"import './a.js'"_s + rest, {{u"a.js"_s, u"let x = ;\n"_s}}, u"a.js: Line 1:9"_s);
    row("syntax error in a required library", u"require('./a.js')"_s + rest, {{u"a.js"_s, u"\nlet x = ;\n"_s}},
        u"a.js: Line 2:"_s);
    row("throw", u"\nthrow new Error('in init')\nexport default () => {}"_s, {}, u"Error: in init\n\tat "_s);
    row("throw in a library", u"import './a.js'"_s + rest, {{u"a.js"_s, u"\n\nthrow new TypeError('in lib')"_s}},
        u"TypeError: in lib\n\tat "_s);
    row("require of nothing", u"require()"_s + rest, {}, u""_s);
    row("unknown name at the top level", u"nowhere()"_s + rest, {}, u"ReferenceError: nowhere is not defined"_s);
}

void TestModuleLoader::fails()
{
    QFETCH(QString, main);
    QFETCH(Files, files);
    QFETCH(QString, fragment);
    ScriptOptions options;
    options.files = files;
    const ScriptRun run = runScript(main, options);
    QCOMPARE(int(run.result.exitCode), 107);
    QVERIFY2(run.result.reason.contains(fragment), qPrintable(run.result.reason));
    QVERIFY(!run.result.reason.isEmpty());
    QCOMPARE(run.result.completed, 0U);
}

void TestModuleLoader::requireOutsideOfInit()
{
    const ScriptRun run = runScript(
        u"const load = require; export default () => { for (const f of [() => require('k6'), () => load('./a.js')]) try { f() } catch (e) { console.log(String(e)) } }"_s);
    const QString line =
        u"GoError: the \"require\" function is only available in the init stage (i.e. the global scope), see "
        "https://grafana.com/docs/k6/latest/using-k6/test-lifecycle/ for more information"_s;
    QCOMPARE(run.console, (QStringList{line, line}));
}

void TestModuleLoader::openOutsideOfInit()
{
    ScriptOptions options;
    options.files = {{u"a.txt"_s, u"text"_s}};
    const ScriptRun run = runScript(
        u"const text = open('a.txt'); export default () => { try { open('a.txt') } catch (e) { console.log(text, String(e)) } }"_s,
        options);
    QCOMPARE(
        run.console,
        QStringList(
            u"text GoError: the \"open\" function is only available in the init stage (i.e. the global scope), see "
            "https://grafana.com/docs/k6/latest/using-k6/test-lifecycle/ for more information"_s));
}

void TestModuleLoader::openIsRelativeToItsModule()
{
    ScriptOptions options;
    options.files = {
        {u"data.txt"_s, u"main's"_s},
        {u"lib/data.txt"_s, u"lib's"_s},
        {u"lib/a.js"_s, u"export const text = open('./data.txt'); export const later = () => open('data.txt')"_s}};
    const ScriptRun run = runScript(
        u"import { text, later } from './lib/a.js'; const own = open('data.txt'), up = open('./lib/../data.txt'), called = later();\nexport default () => console.log(text, own, up, called)"_s,
        options);
    QCOMPARE(run.errors, QStringList());
    QCOMPARE(run.console.size(), 1);
    QCOMPARE(run.console.first().section(u' ', 0, 2), u"lib's main's main's"_s);
}

void TestModuleLoader::openFails_data()
{
    QTest::addColumn<QString>("argument");
    QTest::addColumn<QString>("fragment");
    QTest::newRow("empty") << u"''"_s << u"open() can't be used with an empty filename"_s;
    QTest::newRow("nothing") << u""_s << u"open() can't be used with an empty filename"_s;
    QTest::newRow("folder") << u"'./lib'"_s << u"open() can't be used with directories, path: \""_s;
    QTest::newRow("missing") << u"'./nope.txt'"_s << u"no such file or directory"_s;
}

void TestModuleLoader::openFails()
{
    QFETCH(QString, argument);
    QFETCH(QString, fragment);
    ScriptOptions options;
    options.files = {{u"lib/x.txt"_s, u""_s}};
    const ScriptRun run = runScript(
        u"let e; try { open(%1) } catch (x) { e = x } export default () => console.log(e instanceof GoError, e.message)"_s
            .arg(argument),
        options);
    QCOMPARE(run.console.size(), 1);
    QVERIFY2(run.console.first().startsWith(u"true "_s) && run.console.first().contains(fragment),
             qPrintable(run.console.first()));
}

void TestModuleLoader::openBinary()
{
    ScriptOptions options;
    options.files = {{u"a.bin"_s, u"a\0é"_s}};
    const ScriptRun run = runScript(
        u"const b = open('a.bin', 'b'), t = open('a.bin'), r = open('a.bin', 'r'); export default () => console.log(b instanceof ArrayBuffer, new Uint8Array(b).join(), t.length, t === r)"_s,
        options);
    QCOMPARE(run.console, QStringList(u"true 97,0,195,169 3 true"_s));
}

void TestModuleLoader::laterUsersMayOnlyLoadTheSame()
{
    ScriptOptions options;
    options.files = {{u"a.js"_s, u"exports.a = 1"_s}, {u"b.txt"_s, u"b"_s}};
    const ScriptRun required =
        runScript(u"if (__VU !== 0) require('./a.js'); export default () => console.log('never')"_s, options);
    QCOMPARE(int(required.result.exitCode), 107);
    QVERIFY2(required.result.reason.contains(u"was not previously resolved during initialization (__VU==0)"_s),
             qPrintable(required.result.reason));
    QCOMPARE(required.console, QStringList());
    const ScriptRun opened =
        runScript(u"if (__VU !== 0) open('b.txt'); export default () => console.log('never')"_s, options);
    QCOMPARE(int(opened.result.exitCode), 107);
    QVERIFY2(opened.result.reason.contains(
                 u"open() can't be used with files that weren't previously opened during initialization (__VU==0)"_s),
             qPrintable(opened.result.reason));
}

void TestModuleLoader::aThrowingModuleThrowsAgain()
{
    ScriptOptions options;
    options.files = {{u"a.js"_s, u"globalThis.runs = (globalThis.runs || 0) + 1; throw new Error('once')"_s}};
    const ScriptRun run = runScript(
        u"const seen = []; for (let i = 0; i < 3; ++i) try { require('./a.js') } catch (e) { seen.push(e) }\nexport default () => console.log(seen.length, seen[0].message, runs)"_s,
        options);
    QCOMPARE(run.console.size(), 1);
    QVERIFY2(run.console.first().startsWith(u"3 once "_s), qPrintable(run.console.first()));
}

void TestModuleLoader::topLevelAwait()
{
    ScriptOptions options;
    options.files = {{u"a.js"_s, u"export let a = 'early'; await new Promise((r) => setTimeout(r, 20)); a = 'late'"_s},
                     {u"b.js"_s, u"import { a } from './a.js'; export const b = a + '!'"_s}};
    const ScriptRun run = runScript(
        u"import { b } from './b.js'; import { a } from './a.js'; const c = await Promise.resolve('c'); export default () => console.log(a, b, c)"_s,
        options);
    QVERIFY2(run.result.reason.isEmpty(), qPrintable(run.result.reason));
    QCOMPARE(run.console, QStringList(u"late late! c"_s));
}

void TestModuleLoader::topLevelAwaitThatRejects()
{
    const ScriptRun run = runScript(u"await Promise.reject(new Error('tla')); export default () => {}"_s);
    QCOMPARE(int(run.result.exitCode), 107);
    QVERIFY2(run.result.reason.contains(u"Error: tla"_s), qPrintable(run.result.reason));
}

void TestModuleLoader::sourceOfStandardInput()
{
    LogRecorder log;
    TestRunConfig config;
    config.script = u"-"_s;
    config.source = "export default function () { console.log('from stdin'); if (__ITER === 0) throw new Error('x') }";
    config.log = &log;
    QCOMPARE(int(TestRun(config).execute().exitCode), 0);
    QCOMPARE(log.console(), QStringList(u"from stdin"_s));
    QVERIFY2(log.messages(LogLevel::Error).value(0).contains(u"file:///-:1:"_s),
             qPrintable(log.messages(LogLevel::Error).value(0)));
}

void TestModuleLoader::unsavedText()
{
    const QTemporaryDir folder;
    QFile library(folder.filePath(u"a.js"_s));
    QVERIFY(library.open(QIODevice::WriteOnly) && library.write("export const a = 'from disk'") > 0);
    library.close();
    LogRecorder log;
    TestRunConfig config;
    config.script = folder.filePath(u"never saved.js"_s);
    config.source = "import { a } from './a.js'; export default function () { console.log(a) }";
    config.log = &log;
    const TestRunResult result = TestRun(config).execute();
    QVERIFY2(result.reason.isEmpty(), qPrintable(result.reason));
    QCOMPARE(log.console(), QStringList(u"from disk"_s));
}

void TestModuleLoader::typescript()
{
    ScriptOptions options;
    options.name = u"script.ts"_s;
    options.files = {
        {u"lib.ts"_s,
         u"export enum Kind { A = 1, B }\nexport interface Shape { kind: Kind }\nexport const area = <T extends Shape>(s: T): number => s.kind * 2"_s}};
    const ScriptRun run = runScript(
        u"import { Kind, area, type Shape } from './lib.ts'\nconst shape: Shape = { kind: Kind.B }\nexport default function (): void { console.log(area(shape)) }"_s,
        options);
    QVERIFY2(run.result.reason.isEmpty(), qPrintable(run.result.reason));
    QCOMPARE(run.console, QStringList(u"4"_s));
}

QTEST_GUILESS_MAIN(TestModuleLoader)
#include "tst_module_loader.moc"
