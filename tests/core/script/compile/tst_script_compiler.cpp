// SPDX-License-Identifier: GPL-3.0-or-later
#include "script_runner.h"

#include "script/compile/esbuild_process.h"
#include "script/compile/script_compiler.h"

#include <QTest>

using namespace sockscope;
using namespace Qt::StringLiterals;

class TestScriptCompiler : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void errors_data();
    void errors();
    void errorsInTypeScript();
    void errorPositionsCountCharacters();
    void moduleKinds_data();
    void moduleKinds();
    void imports();
    void exportNames();
    void importsWithUnusualSpacing();
    void topLevelAwait();
    void topLevelAwaitKeepsBindingsLive();
    void topLevelAwaitWithOtherErrors();
    void typeScript();
    void typeScriptOnlyInItsFiles();
    void encodings_data();
    void encodings();
    void commonJs();
    void moduleObjectIsHiddenInEsModules();
    void largeScript();
    void missingEsbuild();
    void unusableEsbuild_data();
    void unusableEsbuild();
    void hangingEsbuild();

private:
    CompiledModule compile(const QByteArray &text, const QString &url = u"file:///a.js"_s)
    {
        m_error = {};
        return ScriptCompiler().compile(url, text, &m_error);
    }
    QString fakeEsbuild(const QByteArray &script)
    {
        const QString path = m_runner.write(u"esbuild"_s, "#!/bin/sh\n" + script);
        QFile::setPermissions(path, QFile::ReadOwner | QFile::WriteOwner | QFile::ExeOwner);
        return path;
    }

    ScriptRunner m_runner;
    CompileError m_error;
};

void TestScriptCompiler::errors_data()
{
    QTest::addColumn<QByteArray>("text");
    QTest::addColumn<QString>("message"); // k6's where it is not marked "ours"
    const auto at = [](const char *place, const char *text) {
        return u"file:///a.js: Line %1 %2"_s.arg(QString::fromLatin1(place), QString::fromLatin1(text));
    };
    const auto later = [](const char *text, const char *place) {
        return u"SyntaxError: %1 at file:///a.js:%2"_s.arg(QString::fromLatin1(text), QString::fromLatin1(place));
    };
    QTest::newRow("missing operand") << QByteArray("let x = ;") << at("1:9", "Unexpected token ;");
    QTest::newRow("end") << QByteArray("foo(") << at("1:5", "Unexpected end of input");
    QTest::newRow("number") << QByteArray("foo(1 2)") << at("1:7", "Unexpected number");
    QTest::newRow("identifier") << QByteArray("\n\n  a b") << at("3:5", "Unexpected identifier");
    QTest::newRow("keyword") << QByteArray("a = if") << at("1:5", "Unexpected token if");
    QTest::newRow("brace") << QByteArray("x = {a:1, b:}") << at("1:13", "Unexpected token }");
    QTest::newRow("TypeScript") << QByteArray("let x: number = 1") << at("1:6", "Unexpected token :");
    QTest::newRow("JSON") << QByteArray("{\"a\": 1}") << at("1:5", "Unexpected token :");
    QTest::newRow("string") << QByteArray("'abc") << at("1:5", "Unterminated string literal"); // ours
    QTest::newRow("await outside") << QByteArray("function f() { await x }")
                                   << at("1:16", "\"await\" can only be used inside an \"async\" function"); // ours
    QTest::newRow("duplicate") << QByteArray("let a; let a")
                               << later("Identifier 'a' has already been declared", "1:12");
    QTest::newRow("no initialiser") << QByteArray("const x")
                                    << later("Missing initializer in const declaration", "1:7");
    QTest::newRow("unknown export") << QByteArray("export { nope }")
                                    << later("exporting unknown binding: \"nope\"", "1:10");
    QTest::newRow("duplicate export") << QByteArray("export let a; export { a }")
                                      << later("Duplicate export name a", "1:24");
    QTest::newRow("with") << QByteArray("with (a) {}")
                          << later("Strict mode code may not include a with statement", "1:1");
    QTest::newRow("delete") << QByteArray("delete x")
                            << later("Delete of an unqualified identifier in strict mode", "1:8");
    QTest::newRow("async generator") << QByteArray("x = 1; async function* f() {}")
                                     << later("Async generators are not supported yet", "1:8");
    QTest::newRow("for await") << QByteArray("async function f() { for await (const x of y) z(x) }")
                               << later("for await loops are not supported", "1:22"); // ours
    QTest::newRow("BigInt")
        << QByteArray("x = 10n") // ours
        << later("BigInt literals are not supported by the JavaScript engine of Sockscope; k6 itself runs them", "1:5");
}

void TestScriptCompiler::errors()
{
    QFETCH(QByteArray, text);
    QFETCH(QString, message);
    (void)compile(text);
    QCOMPARE(m_error.message, message);
    QCOMPARE(m_error.name, u"SyntaxError"_s);
    QCOMPARE(m_error.url, u"file:///a.js"_s);
    QVERIFY(m_error.line > 0 && m_error.column > 0);
}

void TestScriptCompiler::errorsInTypeScript()
{
    (void)compile("interface A { a: number }\nlet x: = 1", u"file:///a.ts"_s);
    QCOMPARE(m_error.message, u"file:///a.ts: Line 2:8 Unexpected \"=\""_s);
}

void TestScriptCompiler::errorPositionsCountCharacters()
{
    (void)compile("'\xf0\x9f\x98\x80\xc3\xa9' 5");
    QCOMPARE(m_error.column, 7); // two quotes, a surrogate pair, a letter, a space
}

void TestScriptCompiler::moduleKinds_data()
{
    QTest::addColumn<QByteArray>("text");
    QTest::addColumn<bool>("isEsModule");
    QTest::addColumn<bool>("isAsync");
    QTest::newRow("empty") << QByteArray() << false << false;
    QTest::newRow("script") << QByteArray("foo()") << false << false;
    QTest::newRow("CommonJS") << QByteArray("const a = require('./x'); module.exports = a") << false << false;
    QTest::newRow("import") << QByteArray("import 'k6'") << true << false;
    QTest::newRow("named import") << QByteArray("import { a } from 'k6'") << true << false;
    QTest::newRow("export") << QByteArray("export const a = 1") << true << false;
    QTest::newRow("empty export") << QByteArray("export {}") << true << false;
    QTest::newRow("star export") << QByteArray("export * from 'k6'") << true << false;
    QTest::newRow("import in a string") << QByteArray("const a = \"import './x'\\nexport default 1\"") << false
                                        << false;
    QTest::newRow("import in a comment") << QByteArray("/*\nimport './x'\n*/ foo()") << false << false;
    QTest::newRow("await") << QByteArray("await 1") << true << true;
    QTest::newRow("await with exports") << QByteArray("export const a = await 1") << true << true;
    QTest::newRow("await in a loop") << QByteArray("for (const x of [1])\n  await x") << true << true;
    QTest::newRow("await in a function") << QByteArray("export default async () => { await 1 }") << true << false;
    QTest::newRow("await in a one-liner") << QByteArray("async function f() { await 1 }; f()") << false << false;
}

void TestScriptCompiler::moduleKinds()
{
    QFETCH(QByteArray, text);
    QFETCH(bool, isEsModule);
    QFETCH(bool, isAsync);
    const CompiledModule module = compile(text);
    QVERIFY2(m_error.isEmpty(), qPrintable(m_error.message));
    QCOMPARE(module.isEsModule, isEsModule);
    QCOMPARE(module.isAsync, isAsync);
    QCOMPARE(module.source, QString::fromUtf8(text));
}

void TestScriptCompiler::imports()
{
    const CompiledModule module = compile("import d, { a as b, default as e } from './one.js'\n"
                                          "  import * as ns from \"./two.js\"\n"
                                          "foo(); export * from './three.js'; export * as q from './four.js'\n"
                                          "export { x as y } from './five.js'; import 'k6/x/tcp'\n"
                                          "import {\n  long,\n  list,\n} from './six.js'\n"
                                          "import './one.js'");
    QVERIFY2(m_error.isEmpty(), qPrintable(m_error.message));
    QStringList seen;
    for (const ImportRecord &record : module.imports)
        seen.append(u"%1 [%2]%3%4 %5:%6"_s
                        .arg(record.specifier, record.names.join(u','), record.isNamespace ? u" ns"_s : QString(),
                             record.isStarExport ? u" star"_s : QString())
                        .arg(record.line)
                        .arg(record.column));
    const QStringList expected{u"./one.js [default,a,default] 1:41"_s,
                               u"./two.js [] ns 2:23"_s,
                               u"./three.js [] star 3:22"_s,
                               u"./four.js [] ns 3:55"_s,
                               u"./five.js [x] 4:24"_s,
                               u"k6/x/tcp [] 4:44"_s,
                               u"./six.js [long,list] 8:8"_s,
                               u"./one.js [] 9:8"_s};
    QCOMPARE(seen, expected);
}

void TestScriptCompiler::exportNames()
{
    const CompiledModule module = compile(
        "export const { a, b: [c] } = foo()\nexport let d, e = 1\nexport function f() {}\n"
        "export class G {}\nconst h = 1; export { h as i, h as default }\nimport { j } from 'k6'; export { j }");
    QStringList names = module.exportNames;
    names.sort();
    QCOMPARE(names, QStringList({u"G"_s, u"a"_s, u"c"_s, u"d"_s, u"default"_s, u"e"_s, u"f"_s, u"i"_s, u"j"_s}));
}

void TestScriptCompiler::importsWithUnusualSpacing()
{
    const CompiledModule module =
        compile("import{a}from/* from './no.js' */'./one.js';import/**/\n'./two.js'\nexport{b}from\"./three.js\"");
    QCOMPARE(module.imports.size(), 3);
    QCOMPARE(module.imports.at(0).specifier, u"./one.js"_s);
    QCOMPARE(module.imports.at(0).names, QStringList(u"a"_s));
    QCOMPARE(module.imports.at(2).names, QStringList(u"b"_s));
}

void TestScriptCompiler::topLevelAwait()
{
    m_runner.write(u"lib.js"_s, "export const add = (a, b) => a + b");
    const QStringList printed =
        m_runner.runText("import { add } from './lib.js'\n"
                         "export * from './lib.js'\n"
                         "const first = await Promise.resolve(1)\n"
                         "export { first as one }\n"
                         "console.log(early(), add(first, 2), this === undefined)\n"
                         "function early() { return 'hoisted' }\n"
                         "for (const x of [3, 4]) console.log(await x)\n"
                         "try { await (async () => { null.x })() } catch (e) { console.log(at(e)) }\n"
                         "throw new Error('last')");
    QCOMPARE(printed.mid(0, 4), QStringList({u"hoisted 3 true"_s, u"3"_s, u"4"_s, u"8:33, 8:37"_s}));
    CompileError error;
    const CompiledModule *module = m_runner.program->module(m_runner.program->mainUrl(), &error);
    QVERIFY(module->isAsync);
    QCOMPARE(module->exportNames, QStringList(u"one"_s));
    QCOMPARE(module->imports.size(), 2);
    QVERIFY(module->imports.at(1).isStarExport);
}

void TestScriptCompiler::topLevelAwaitKeepsBindingsLive()
{
    m_runner.write(u"script.js"_s, "export let n = 1\nexport function later() { return n }\nawait null\nn = 2\n"
                                   "export default class A {}\nexport { n as 'a name' }");
    m_runner.run(u"script.js"_s);
    const QJSValue exports = m_runner.load(m_runner.program->mainUrl());
    QCOMPARE(exports.property(u"n"_s).toInt(), 2);
    QCOMPARE(exports.property(u"a name"_s).toInt(), 2);
    QVERIFY(exports.property(u"default"_s).isCallable());
    QVERIFY(exports.property(u"later"_s).isCallable());
}

void TestScriptCompiler::topLevelAwaitWithOtherErrors()
{
    (void)compile("await 1; x y");
    QCOMPARE(m_error.message, u"file:///a.js: Line 1:12 Unexpected identifier"_s);
    (void)compile("await 1\nconst x = 1n");
    QCOMPARE(m_error.line, 2);
    QCOMPARE(m_error.column, 11);
}

void TestScriptCompiler::typeScript()
{
    m_runner.write(u"lib.js"_s, "export const add = (a, b) => a + b");
    m_runner.write(u"script.ts"_s, R"(import { add } from "./lib.js"
import type { Foo } from "./missing.js"
enum Color { Red, Green = 5 }
namespace NS { export const v = 3 }
abstract class A<T> { constructor(private readonly x: T, public y = 1) {} abstract foo(): void; get() { return this.x } }
class B extends A<number> { foo() { fail<number>(this.get()!) } z?: string; declare q: number }
function fail<T>(x: T): never { throw new Error("ts " + x as string) }
const o = { a: 1 } satisfies { a: number }
export default function (): void {
  console.log(Color[5], NS.v, add(1, 2), (<any>o).a, "z" in new B(1), "q" in new B(1))
  try { new B(7).foo() } catch (e) { console.log(at(e)) }
})");
    const QStringList printed = m_runner.run(u"script.ts"_s);
    QCOMPARE(printed, QStringList({u"Green 3 3 1 true false"_s,
                                   u"fail script.ts:7:39, foo script.ts:6:49, default script.ts:11:21"_s}));
}

void TestScriptCompiler::typeScriptOnlyInItsFiles()
{
    const QByteArray text = "export const a: number = 1";
    for (const QString &url : {u"file:///a.ts"_s, u"file:///a.mts"_s, u"file:///a.cts"_s, u"file:///-"_s}) {
        QCOMPARE(compile(text, url).exportNames, QStringList(u"a"_s));
        QVERIFY2(m_error.isEmpty(), qPrintable(m_error.message));
    }
    (void)compile(text, u"file:///a.js"_s);
    QVERIFY(!m_error.isEmpty());
    // what is JavaScript stays so in a .ts file: unused imports are not dropped
    QCOMPARE(compile("import x from 'k6'", u"file:///a.ts"_s).imports.size(), 1);
    QCOMPARE(compile("import x from 'k6'; let y: number", u"file:///a.ts"_s).imports.size(), 0);
}

void TestScriptCompiler::encodings_data()
{
    QTest::addColumn<QByteArray>("text");
    QTest::newRow("byte order mark") << QByteArray("\xef\xbb\xbftry { nope } catch (e) { console.log(at(e)) }");
    QTest::newRow("hashbang") << QByteArray("try { nope } catch (e) { console.log(at(e)) }");
    QTest::newRow("carriage returns") << QByteArray("try { nope } catch (e) {\r\n console.log(at(e))\r\n}\r\n");
    QTest::newRow("no line end") << QByteArray("try { nope } catch (e) { console.log(at(e)) } // comment");
    QTest::newRow("line separator in a string")
        << QByteArray("try { nope } catch (e) { console.log(at(e), '\xe2\x80\xa8'.trim()) }");
}

void TestScriptCompiler::encodings()
{
    QFETCH(QByteArray, text);
    QCOMPARE(m_runner.runText(text).value(0).trimmed(), u"1:7"_s);
    if (QByteArrayView(QTest::currentDataTag()) == "hashbang")
        QCOMPARE(m_runner.runText("#!/usr/bin/env -S k6 run\n" + text).value(0), u"2:7"_s);
}

void TestScriptCompiler::commonJs()
{
    m_runner.write(
        u"legacy.js"_s,
        "let n = 7\nexports.times = (k) => n * k\nexports.strict = (function () { return this === undefined })()\n");
    m_runner.write(u"function.js"_s, "module.exports = function () { return 'f' }\n");
    const QStringList printed =
        m_runner.runText("import legacy, { times } from './legacy.js'\nimport * as ns from './legacy.js'\n"
                         "import f from './function.js'\nconst same = require('./legacy.js')\n"
                         "console.log(times(2), legacy.times(3), ns.times(4), same.times(5), f(), same.strict)\n"
                         "console.log(Object.keys(ns).sort().join())");
    QCOMPARE(printed, QStringList({u"14 21 28 35 f true"_s, u"default,strict,times"_s}));
}

void TestScriptCompiler::moduleObjectIsHiddenInEsModules()
{
    QCOMPARE(m_runner.runText("export const a = 1\nconsole.log(typeof module, typeof exports, typeof require)"),
             QStringList(u"undefined undefined function"_s));
    QCOMPARE(m_runner.runText("console.log(typeof module, typeof exports, typeof require)"),
             QStringList(u"object object function"_s));
}

void TestScriptCompiler::largeScript()
{
    QByteArray text;
    for (int i = 0; text.size() < 5'000'000; ++i)
        text += "export const f" + QByteArray::number(i) +
                " = (a, b) => { const r = g(a.x, b.y); return r ? `${r} of ${a}` : r }\n";
    text += "function g(a, b) { return a + b }\nnope.x";
    const CompiledModule module = compile(text);
    QVERIFY2(m_error.isEmpty(), qPrintable(m_error.message));
    const ScriptPosition last =
        module.layout.position(static_cast<int>(module.wrappedCode.count(u'\n')) - 1, SourceLayout::Use::Token);
    QCOMPARE(last.line, static_cast<int>(text.count('\n')) + 1);
}

void TestScriptCompiler::missingEsbuild()
{
    EsbuildProcess process;
    process.start({}, {}, "x");
    QVERIFY(!process.wait());
    QVERIFY(process.failure().contains(u"sudo apt install esbuild"_s));
}

void TestScriptCompiler::unusableEsbuild_data()
{
    QTest::addColumn<QByteArray>("script");
    QTest::addColumn<QString>("says");
    QTest::newRow("not a program") << QByteArray() << u"could not be started"_s;
    QTest::newRow("crash") << QByteArray("kill -SEGV $$") << u"crashed"_s;
    QTest::newRow("refusal") << QByteArray("echo no such option >&2; exit 3") << u"exit code 3: no such option"_s;
    QTest::newRow("reads nothing") << QByteArray("exit 7") << u"exit code 7"_s;
}

void TestScriptCompiler::unusableEsbuild()
{
    QFETCH(QByteArray, script);
    QFETCH(QString, says);
    const QString path = script.isEmpty() ? m_runner.write(u"plain"_s, "no program") : fakeEsbuild(script);
    CompileError error;
    (void)ScriptCompiler(path).compile(u"file:///a.js"_s, QByteArray(3'000'000, ' '), &error);
    QVERIFY2(error.message.contains(says), qPrintable(error.message));
    QVERIFY2(error.message.contains(path), qPrintable(error.message));
    QCOMPARE(error.name, u"GoError"_s);
}

void TestScriptCompiler::hangingEsbuild()
{
    EsbuildProcess process;
    process.start(fakeEsbuild("exec sleep 60"), {}, "x", 200);
    QElapsedTimer clock;
    clock.start();
    QVERIFY(!process.wait());
    QVERIFY(clock.elapsed() < 5000);
    QVERIFY2(process.failure().contains(u"did not finish within 0.2 seconds"_s), qPrintable(process.failure()));
}

QTEST_GUILESS_MAIN(TestScriptCompiler)
#include "tst_script_compiler.moc"
