// SPDX-License-Identifier: GPL-3.0-or-later
// Stacks of compiled code, run in a real engine, against what k6 prints for the same scripts.
#include "script_runner.h"

#include <QTest>

using namespace sockscope;
using namespace Qt::StringLiterals;

class TestStackPositions : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void throwing_data();
    void throwing();
    void calls_data();
    void calls();
    void asynchronous_data();
    void asynchronous();
    void names_data();
    void names();
    void nonLatinSource();
    void importedModules();
    void windowsLineEnds();
    void everyFrameOfAChain();
    void innermostAtNativeCalls();
    void sourceMapsOfBundlers();

private:
    ScriptRunner m_runner;
};

namespace {

// Line 1 to 3 of every script here; the statement under test begins on line 4.
const QByteArray head = R"(function deep() { null.x }
const id = (...values) => values, o = {}
const boom = (f) => { try { f() } catch (e) { console.log(at(e)) } }
)";

} // namespace

void TestStackPositions::throwing_data()
{
    QTest::addColumn<QByteArray>("statement");
    QTest::addColumn<QString>("frames"); // innermost first; the last one is that of boom(), whose call is at 4:5
    const QString end = u", boom 3:30, 4:5"_s;
    QTest::newRow("undefined variable") << QByteArray("boom(() => nope)") << u"4:12"_s + end;
    QTest::newRow("called undefined variable") << QByteArray("boom(() => nope(1))") << u"4:16"_s + end;
    QTest::newRow("new undefined variable") << QByteArray("boom(() => new nope(1))") << u"4:16"_s + end;
    QTest::newRow("property of undefined") << QByteArray("boom(() => o.a.b)") << u"4:16"_s + end;
    QTest::newRow("method of undefined") << QByteArray("boom(() => o.a.b())") << u"4:14"_s + end;
    QTest::newRow("element of undefined") << QByteArray("boom(() => o.a[0])") << u"4:15"_s + end;
    QTest::newRow("missing method") << QByteArray("boom(() => o.foo(1))") << u"4:17"_s + end;
    QTest::newRow("call of a local") << QByteArray("boom(() => { let u; u(1) })") << u"4:22"_s + end;
    QTest::newRow("new Error") << QByteArray("boom(() => { const e = new Error('x'); throw e })") << u"4:24"_s + end;
    QTest::newRow("throw new Error") << QByteArray("boom(() => { throw new Error(o.name) })") << u"4:20"_s + end;
    QTest::newRow("throw over lines") << QByteArray("boom(() => { throw new\n Error(\n'x') })") << u"4:20"_s + end;
    QTest::newRow("template") << QByteArray("boom(() => `a${\n  nope}b`)") << u"5:3"_s + end;
    QTest::newRow("call in template") << QByteArray("boom(() => `a${1} ${deep()}`)") << u"deep 1:24, 4:25"_s + end;
    QTest::newRow("optional chain") << QByteArray("boom(() => o?.a.b)") << u"4:17"_s + end;
    QTest::newRow("logical assignment") << QByteArray("boom(() => { o.q ?\?= deep() })") << u"deep 1:24, 4:26"_s + end;
    QTest::newRow("object rest") << QByteArray("boom(() => { const { a, ...r } = id(deep()) })")
                                 << u"deep 1:24, 4:41"_s + end;
    QTest::newRow("default value") << QByteArray("boom(() => { const { x = deep() } = {} })")
                                   << u"deep 1:24, 4:30"_s + end;
    QTest::newRow("class field") << QByteArray("boom(() => { new (class { x = deep() })() })")
                                 << u"deep 1:24, 4:35, 4:14"_s + end;
    QTest::newRow("private method") << QByteArray(
                                           "boom(() => { class A { #p() { deep() } q() { this.#p() } }; new A().q() })")
                                    << u"deep 1:24, #p 4:35, q 4:53, 4:70"_s + end;
    QTest::newRow("super")
        << QByteArray(
               "boom(() => { class A { m() { deep() } }; class B extends A { m() { super.m(\n1) } }; new B().m() })")
        << u"deep 1:24, m 4:34, m 4:68, 5:18"_s + end;
}

void TestStackPositions::throwing()
{
    QFETCH(QByteArray, statement);
    QFETCH(QString, frames);
    QCOMPARE(m_runner.runText(head + statement).join(u'\n'), frames);
}

void TestStackPositions::calls_data()
{
    QTest::addColumn<QByteArray>("statement");
    QTest::addColumn<QString>("frames"); // between those of deep() and boom(); the statement begins at 5:1
    QTest::newRow("statement") << QByteArray("deep()") << u"statement 5:5"_s;
    QTest::newRow("return") << QByteArray("return deep()") << u"statement 5:12"_s;
    QTest::newRow("declaration") << QByteArray("const x = deep()") << u"statement 5:15"_s;
    QTest::newRow("condition") << QByteArray("if (id(1)[0] && deep()) return") << u"statement 5:21"_s;
    QTest::newRow("conditional") << QByteArray("const x = o ? deep() : 1") << u"statement 5:19"_s;
    QTest::newRow("argument") << QByteArray("id(1,\n  2,\n deep()\n)") << u"statement 7:6"_s;
    QTest::newRow("spread") << QByteArray("id(...[deep()])") << u"statement 5:12"_s;
    QTest::newRow("array") << QByteArray("[1,\n  deep()]") << u"statement 6:7"_s;
    QTest::newRow("object") << QByteArray("({ a: 1,\n  b: deep() })") << u"statement 6:10"_s;
    QTest::newRow("loop") << QByteArray("for (let i = 0; i < 2; i++) { i ? deep() : id(i) }") << u"statement 5:39"_s;
    QTest::newRow("for of") << QByteArray("for (const x of [1, 2].map((v) => v * 2)) { if (x > 3) deep() }")
                            << u"statement 5:60"_s;
    QTest::newRow("while") << QByteArray("while (deep());") << u"statement 5:12"_s;
    QTest::newRow("switch") << QByteArray("switch (1) { case 1: { deep(); break } }") << u"statement 5:28"_s;
    QTest::newRow("computed callee") << QByteArray("(o.zz || deep)()") << u"statement 5:15"_s;
    QTest::newRow("called result") << QByteArray("id(deep)[0]()") << u"statement 5:12"_s;
    QTest::newRow("comma") << QByteArray("id(1), deep()") << u"statement 5:12"_s;
    QTest::newRow("callback") << QByteArray("[1].map(function cb() { deep() })") << u"cb 5:29, statement 5:8"_s;
    QTest::newRow("arrow callback") << QByteArray("[1].map((x) => deep())") << u"5:20, statement 5:8"_s;
    QTest::newRow("sort") << QByteArray("[3, 1].sort((a, b) => deep())") << u"5:27, statement 5:12"_s;
    QTest::newRow("immediate") << QByteArray("(() => {\n  deep()\n})()") << u"6:7, statement 7:3"_s;
    QTest::newRow("immediate function") << QByteArray("(function named(a) {\n  deep()\n})(o.a)")
                                        << u"named 6:7, statement 7:3"_s;
    QTest::newRow("generator") << QByteArray("function* g() { yield 1; yield deep() }; for (const x of g());")
                               << u"g 5:36, statement 5:59"_s;
    QTest::newRow("getter") << QByteArray("({ get x() { return deep() } }).x") << u"x 5:25, statement 5:33"_s;
    QTest::newRow("bound") << QByteArray("const bound = deep.bind(1); bound()") << u"statement 5:34"_s;
    QTest::newRow("callee behind arguments with lines")
        << QByteArray("const f = (a, b) => b(a);\nf(o.zz,\n  (x) => {\n   deep()\n})")
        << u"8:8, f 5:22, statement 6:2"_s;
    QTest::newRow("recursion") << QByteArray("const r = (n) => n === 0 ? deep() : r(n - 1); r(2)")
                               << u"r 5:32, r 5:38, r 5:38, statement 5:48"_s;
    QTest::newRow("arrow of a derived constructor")
        << QByteArray(
               "class A {}\nclass C extends A { constructor() { super(); this.f = () => deep(this) } }\nnew C().f()")
        << u"6:65, statement 7:10"_s;
    QTest::newRow("arrow field of a derived class")
        << QByteArray("class A {}\nclass C extends A { f = (x) => id(this, deep()) }\nnew C().f()")
        << u"f 6:45, statement 7:10"_s;
    QTest::newRow("argument of super()")
        << QByteArray(
               "class A {}\nclass C extends A { constructor() { super(id(1), deep()); this.f = () => this } }\nnew C()")
        << u"6:54, statement 7:1"_s;
    QTest::newRow("parent constructor") << QByteArray(
                                               "class A { constructor(x) { deep() } }\nclass C extends A { "
                                               "constructor() { super(\n id(1)); this.f = () => this } }\nnew C()")
                                        << u"5:32, 6:42, statement 8:1"_s;
    QTest::newRow("one of several super()")
        << QByteArray("class A { constructor(x) { deep() } }\nclass C extends A { q = () => this; constructor(x) { if "
                      "(x) super(1); else super(o.a) } }\nnew C(0)")
        << u"5:32, 6:81, statement 7:1"_s;
    QTest::newRow("super method in an arrow")
        << QByteArray("class A { m() { deep() } }\nclass C extends A { m() { const f = (x) => super.m(x, id(o.a)); "
                      "f(1) } }\nnew C().m()")
        << u"m 5:21, f 6:51, m 6:66, statement 7:10"_s;
    QTest::newRow("argument of a super method in an arrow")
        << QByteArray("class A { m() {} }\nclass C extends A { m() { const f = (x) => super.m(x, deep()); f(1) } "
                      "}\nnew C().m()")
        << u"f 6:59, m 6:65, statement 7:10"_s;
    QTest::newRow("body behind a rest pattern")
        << QByteArray("const f = (a, ...[b]) => {\n  deep()\n}; f(1)") << u"f 6:7, statement 7:5"_s;
    QTest::newRow("expression behind a rest pattern")
        << QByteArray("const f = (a, ...[b]) => id(b) && deep(); f(1)") << u"f 5:39, statement 5:44"_s;
    QTest::newRow("class made at once") << QByteArray("const f = () => class { static g() { deep() } }.g(); f()")
                                        << u"g 5:42, f 5:50, statement 5:55"_s;
}

void TestStackPositions::calls()
{
    QFETCH(QByteArray, statement);
    QFETCH(QString, frames);
    const QByteArray script = head + "function statement() {\n" + statement + "\n}\nboom(statement)";
    const auto lastLine = 7 + statement.count('\n');
    QCOMPARE(m_runner.runText(script).join(u'\n'), u"deep 1:24, %1, boom 3:30, %2:5"_s.arg(frames).arg(lastLine));
}

void TestStackPositions::asynchronous_data()
{
    QTest::addColumn<QByteArray>("script");
    QTest::addColumn<QString>("frames");
    QTest::newRow("before await") << QByteArray("async function direct() { deep(); await 1 }\ndirect().catch(say)")
                                  << u"deep 1:24, direct 4:31, 5:7"_s;
    QTest::newRow("after await") << QByteArray("async function later() { await null; deep() }\nlater().catch(say)")
                                 << u"deep 1:24, later 4:42"_s;
    QTest::newRow("arrow") << QByteArray("const alater = async () => { await null; deep() }\nalater().catch(say)")
                           << u"deep 1:24, alater 4:46"_s;
    QTest::newRow("method") << QByteArray("class A { async m(x = 1) { await x; deep() } }\nnew A().m().catch(say)")
                            << u"deep 1:24, m 4:41"_s;
    QTest::newRow("anonymous") << QByteArray(";(async () => { await null; null.foo })().catch(say)") << u"4:34"_s;
    QTest::newRow("await in arguments")
        << QByteArray(";(async () => {\n id(await 1, await\n   2, deep(), await 3)\n})().catch(say)")
        << u"deep 1:24, 6:11"_s;
    QTest::newRow("method of awaited") << QByteArray(";(async () => {\n (await o).zzz()\n})().catch(say)") << u"5:15"_s;
    QTest::newRow("then") << QByteArray("Promise.resolve(1).then(() => deep()).catch(say)") << u"deep 1:24, 4:35"_s;
    QTest::newRow("nested") << QByteArray(
                                   "async function f() { return (async () => { await 1; deep() })() }\nf().catch(say)")
                            << u"deep 1:24, 4:57"_s;
}

void TestStackPositions::asynchronous()
{
    QFETCH(QByteArray, script);
    QFETCH(QString, frames);
    QByteArray withSay = head;
    withSay.replace("const boom", "const say = (e) => console.log(at(e)), boom");
    QCOMPARE(m_runner.runText(withSay + script).join(u'\n'), frames);
}

void TestStackPositions::names_data()
{
    QTest::addColumn<QByteArray>("script");
    QTest::addColumn<QString>("name");
    QTest::newRow("declaration") << QByteArray("function f() { FAIL }; f()") << u"f"_s;
    QTest::newRow("constant arrow") << QByteArray("const f = () => FAIL; f()") << u"f"_s;
    QTest::newRow("assigned member") << QByteArray("o.f = () => { FAIL }; o.f()") << QString();
    QTest::newRow("property") << QByteArray("const q = { f: function () { FAIL } }; q.f()") << u"f"_s;
    QTest::newRow("arrow property") << QByteArray("const q = { f: () => FAIL }; q.f()") << u"f"_s;
    QTest::newRow("string key") << QByteArray("const q = { 'a b'() { FAIL } }; q['a b']()") << u"a b"_s;
    QTest::newRow("symbol key") << QByteArray("const q = { [Symbol.iterator]() { FAIL } }; [...q]") << QString();
    QTest::newRow("constructor") << QByteArray("class A { constructor() { FAIL } }; new A()") << QString();
    QTest::newRow("static method") << QByteArray("class A { static m() { FAIL } }; A.m()") << u"m"_s;
    QTest::newRow("field") << QByteArray("class A { f = () => FAIL }; new A().f()") << u"f"_s;
    QTest::newRow("static field") << QByteArray("class A { static f = () => FAIL }; A.f()") << u"f"_s;
    QTest::newRow("private field") << QByteArray("class A { #f = () => FAIL; x() { this.#f() } }; new A().x()")
                                   << u"#f"_s;
    QTest::newRow("renamed by the compiler")
        << QByteArray("{ const e = 1 }; const id = () => { const id = () => FAIL; id() }; id()") << u"id"_s;
    QTest::newRow("default function") << QByteArray("export default function () { FAIL }") << u"default"_s;
    QTest::newRow("default arrow") << QByteArray("export default () => { FAIL }") << u"default"_s;
    QTest::newRow("default async") << QByteArray("export default async function () { FAIL }") << u"default"_s;
    QTest::newRow("named default") << QByteArray("export default function main() { FAIL }") << u"main"_s;
}

void TestStackPositions::names()
{
    QFETCH(QByteArray, script);
    QFETCH(QString, name);
    script.replace("FAIL", "console.log('<' + at(new Error()).split(/,| \\d|^\\d/)[0] + '>')");
    const QStringList printed = m_runner.runText("const o = {};\n" + script);
    QCOMPARE(printed.value(0), u'<' + name + u'>');
}

void TestStackPositions::nonLatinSource()
{
    const QByteArray script =
        "const \xc3\xa9t\xc3\xa9 = '\xf0\x9f\x98\x80', boom = (f) => { try { f() } catch (e) { console.log(at(e)) } }\n"
        "boom(() => { '\xf0\x9f\x98\x80'; '\xe2\x82\xac'; \xc3\xa9t\xc3\xa9.x.y })";
    QCOMPARE(m_runner.runText(script).value(0), u"2:31, boom 1:42, 2:5"_s);
}

void TestStackPositions::importedModules()
{
    m_runner.write(u"lib.js"_s, "export const add = (a, b) => a + b\n"
                                "export default function () { throw new Error('lib') }\n"
                                "export function self() { return this }");
    const QStringList printed =
        m_runner.runText("import dflt, { add as plus, self } from './lib.js'\n"
                         "import * as ns from './lib.js'\n"
                         "import { check, value } from 'k6'\n"
                         "try { plus(1, plus(2,\n  dflt())) } catch (e) { console.log(at(e)) }\n"
                         "try { ns.add(1,\n  ns.default(\n1)) } catch (e) { console.log(at(e)) }\n"
                         "console.log(self(), check(), value, plus(2, 3))");
    QCOMPARE(printed.value(0), u"default lib.js:2:36, 5:7"_s);
    QCOMPARE(printed.value(1), u"default lib.js:2:36, 7:13"_s);
    QCOMPARE(printed.value(2), u"undefined true 7 5"_s);
}

void TestStackPositions::windowsLineEnds()
{
    const QStringList printed =
        m_runner.runText("const f = () => {\r\n  nope\r\n}\r\ntry { f() } catch (e) {\r\n console.log(at(e)) }");
    QCOMPARE(printed.value(0), u"f 2:3, 4:8"_s);
}

void TestStackPositions::everyFrameOfAChain()
{
    const QStringList printed =
        m_runner.runText("const chain = { link() { console.log(at(new Error()).split(', ')[1]); return this } }\n"
                         "chain\n .link()\n  .link(chain\n   .link())\n [\"link\"]()\n");
    QCOMPARE(printed, QStringList({u"3:7"_s, u"5:9"_s, u"4:8"_s, u"6:10"_s}));
}

void TestStackPositions::innermostAtNativeCalls()
{
    const QStringList printed = m_runner.runText("const f = () => here()\n"
                                                 "function g(x) {\n  return x ? here() : 0\n}\n"
                                                 "console.log(\n  here(),\n  f(), g(1))\n"
                                                 "const later = async () => { await 1; console.log(here()) }\nlater()");
    QCOMPARE(printed.value(0), u"6:7 1:21 3:18"_s);
    QCOMPARE(printed.value(1), u"8:54"_s);
}

void TestStackPositions::sourceMapsOfBundlers()
{
    // esbuild's output for
    //   function fail(): never { throw new Error("from ts") }
    //   fail()
    const QByteArray map =
        R"({"version":3,"sources":["src/orig.ts"],"names":[],"mappings":"AAAA,SAAS,OAAc;AAAE,QAAM,IAAI,MAAM,SAAS;AAAE;AACpD,KAAK;"})";
    const QByteArray code = "function fail() {\n  throw new Error(\"from ts\");\n}\nfail();\n";
    m_runner.write(u"bundle.js.map"_s, map);
    const QString file = m_runner.url(u"src/orig.ts"_s);
    const QString expected = u"Error: from ts\n\tat fail (%1:1:32(0))\n\tat %1:2:1(0)\n"_s.arg(file);
    QCOMPARE(m_runner.runText(code + "//# sourceMappingURL=bundle.js.map\n").value(0), expected);
    const QByteArray inlined = "//# sourceMappingURL=data:application/json;base64," + map.toBase64();
    QCOMPARE(m_runner.runText(code + inlined).value(0), expected);
    const QString script = m_runner.url(u"script.js"_s);
    QCOMPARE(m_runner.runText(code + "//# sourceMappingURL=missing.map").value(0),
             u"Error: from ts\n\tat fail (%1:2:9(0))\n\tat %1:4:5(0)\n"_s.arg(script));
}

QTEST_GUILESS_MAIN(TestStackPositions)
#include "tst_stack_positions.moc"
