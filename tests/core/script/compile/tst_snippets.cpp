// SPDX-License-Identifier: GPL-3.0-or-later
// Texts typed at a console, compiled one after the other for one engine.
#include "script/compile/program.h"

#include <QCoreApplication>
#include <QJSEngine>
#include <QTest>

using namespace sockscope;
using namespace Qt::StringLiterals;

class TestSnippets : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init();
    void values_data();
    void values();
    void declarationsPersist_data();
    void declarationsPersist();
    void constantsStayConstant();
    void failedDeclarations();
    void closuresShareVariables();
    void awaitedValues();
    void awaitedDeclarations();
    void imports();
    void pastedScript();
    void errors_data();
    void errors();
    void incompleteInput_data();
    void incompleteInput();
    void stacks();
    void caughtErrors();

private:
    QString evaluate(const QString &text)
    {
        m_error = {};
        const CompiledModule module = m_program->compileExpression(text, u"prompt"_s, ++m_id, &m_error);
        if (!m_error.isEmpty())
            return m_error.message;
        const QJSValue body = m_engine->evaluate(module.wrappedCode, module.url);
        if (!body.isCallable())
            return u"V4 refuses the code: "_s + body.toString();
        m_value = body.call();
        for (int i = 0; i < 200; ++i)
            QCoreApplication::sendPostedEvents();
        m_engine->globalObject().setProperty(u"shown"_s, m_value);
        return m_engine
            ->evaluate(u"shown instanceof Error ? String(shown) : typeof shown === 'object' && shown !== null ? "
                       "JSON.stringify(shown) : String(shown)"_s)
            .toString();
    }
    /// The same for a text that awaits: what its promise was settled with.
    QString settled(const QString &text)
    {
        (void)evaluate(text);
        if (!m_error.isEmpty())
            return m_error.message;
        m_engine->evaluate(
            u"var outcome = 'pending'; shown.then(function (x) { outcome = String(x) }, function (e) { outcome = 'rejected ' + e })"_s);
        for (int i = 0; i < 200; ++i)
            QCoreApplication::sendPostedEvents();
        return m_engine->globalObject().property(u"outcome"_s).toString();
    }

    std::unique_ptr<QJSEngine> m_engine;
    std::unique_ptr<Program> m_program;
    CompileError m_error;
    QJSValue m_value;
    int m_id = 0;
};

void TestSnippets::init()
{
    m_engine = std::make_unique<QJSEngine>();
    m_engine->evaluate(
        u"var globalThis = this; var require = function (name) { return { __esModule: true, name: name, default: 'd ' + name } }"_s);
    m_program = std::make_unique<Program>(u"/session.js"_s, [](const QString &name) { return name == u"k6"; });
}

void TestSnippets::values_data()
{
    QTest::addColumn<QString>("text");
    QTest::addColumn<QString>("value");
    QTest::newRow("nothing") << u""_s << u"undefined"_s;
    QTest::newRow("comment") << u"// nothing"_s << u"undefined"_s;
    QTest::newRow("number") << u"1 + 1"_s << u"2"_s;
    QTest::newRow("string") << u"'use'"_s << u"use"_s;
    QTest::newRow("object") << u"{ a: 1, b: [2] }"_s << u"{\"a\":1,\"b\":[2]}"_s;
    QTest::newRow("object with a call") << u"{ a: 1 }.toString()"_s << u"[object Object]"_s;
    QTest::newRow("block") << u"{ let a = 1; a }"_s << u"undefined"_s;
    QTest::newRow("empty braces") << u"{}"_s << u"{}"_s;
    QTest::newRow("last of several") << u"1; 2; 'three'"_s << u"three"_s;
    QTest::newRow("over lines") << u"[1, 2]\n  .map((x) => x * 2)\n  .join('-')"_s << u"2-4"_s;
    QTest::newRow("sequence") << u"1, 2"_s << u"2"_s;
    QTest::newRow("semicolons") << u"5;;;"_s << u"5"_s;
    QTest::newRow("function expression") << u"(function () { return 6 })()"_s << u"6"_s;
    QTest::newRow("arrow") << u"(() => 7)()"_s << u"7"_s;
    QTest::newRow("template") << u"`a${1}\nb`"_s << u"a1\nb"_s;
    QTest::newRow("regular expression") << u"/a\\/b/.test('a/b')"_s << u"true"_s;
    QTest::newRow("declaration") << u"const a = 1"_s << u"undefined"_s;
    QTest::newRow("declaration and value") << u"const a = 1; a + 1"_s << u"2"_s;
    QTest::newRow("assignment") << u"let b; b = 4"_s << u"4"_s;
    QTest::newRow("function") << u"function f() { return 1 }"_s << u"undefined"_s;
    QTest::newRow("class") << u"class A {}"_s << u"undefined"_s;
    QTest::newRow("if") << u"if (true) 1; else 2"_s << u"undefined"_s;
    QTest::newRow("loop") << u"for (const x of [1]) x"_s << u"undefined"_s;
    QTest::newRow("do while") << u"let i = 0; do i++; while (i < 3)"_s << u"undefined"_s;
    QTest::newRow("label") << u"x: for (;;) break x"_s << u"undefined"_s;
    QTest::newRow("try") << u"try { 1 } finally { 2 }"_s << u"undefined"_s;
    QTest::newRow("throw") << u"throw new Error('x')"_s << u"Error: x"_s;
    QTest::newRow("new syntax") << u"const { a, ...r } = { a: 1, b: null }; r.b ?\?= a; r?.b"_s << u"1"_s;
    QTest::newRow("strict") << u"undeclared = 1"_s << u"ReferenceError: undeclared is not defined"_s;
    QTest::newRow("this") << u"this"_s << u"undefined"_s;
    QTest::newRow("comment behind") << u"1 // one"_s << u"1"_s;
    QTest::newRow("return value is an object") << u"({ a: 1 })"_s << u"{\"a\":1}"_s;
    // what esbuild computes, and would drop as a statement
    QTest::newRow("constant texts") << u"'a' + 'b'"_s << u"ab"_s;
    QTest::newRow("constant texts, semicolon") << u"'a' + \"b\" + `c`; // abc"_s << u"abc"_s;
    QTest::newRow("negation") << u"!0"_s << u"true"_s;
    QTest::newRow("minus") << u"-5"_s << u"-5"_s;
    QTest::newRow("typeof") << u"typeof 1"_s << u"number"_s;
    QTest::newRow("void") << u"void 0"_s << u"undefined"_s;
    QTest::newRow("choice") << u"true ? 'y' + 'es' : 'no'"_s << u"yes"_s;
    QTest::newRow("in parentheses") << u"('a' + 'b')"_s << u"ab"_s;
    QTest::newRow("constant behind a statement") << u"let c = 1; 'a' + 'b'"_s << u"ab"_s;
    QTest::newRow("constant on its line") << u"const d = 1\n'a' +\n  'b'"_s << u"ab"_s;
    QTest::newRow("constant behind a block") << u"if (true) { 1 } 'a' + 'b'"_s << u"ab"_s;
    QTest::newRow("constant behind a function") << u"function g() { return 1 }\n!1"_s << u"false"_s;
    QTest::newRow("constant that goes on") << u"let e = 'x'\n+ 'a' + 'b'"_s << u"undefined"_s;
    QTest::newRow("constant that is assigned") << u"let h; h =\n'a' + 'b'"_s << u"ab"_s;
    QTest::newRow("constant of a call") << u"String('a' + 'b')"_s << u"ab"_s;
    QTest::newRow("constant of a loop") << u"let n = 0; do n++\nwhile (n < 3)\n'a' + 'b'"_s << u"ab"_s;
    QTest::newRow("constant in a branch") << u"if (false)\n'a' + 'b'\nelse\n'c' + 'd'"_s << u"undefined"_s;
    QTest::newRow("await as a name of a property") << u"({ await: 1 }).await"_s << u"1"_s;
}

void TestSnippets::values()
{
    QFETCH(QString, text);
    QFETCH(QString, value);
    QCOMPARE(evaluate(text), value);
}

void TestSnippets::declarationsPersist_data()
{
    QTest::addColumn<QString>("declaration");
    QTest::addColumn<QString>("expression");
    QTest::addColumn<QString>("value");
    QTest::newRow("const") << u"const a = 1, b = a + 1"_s << u"a + b"_s << u"3"_s;
    QTest::newRow("let without value") << u"let a, b = 2"_s << u"[a, b]"_s << u"[null,2]"_s;
    QTest::newRow("var") << u"var a = 1"_s << u"a"_s << u"1"_s;
    QTest::newRow("object pattern")
        << u"const { a, b: { c = 3, ['d' + 1]: e } = {}, 'x-y': f, ...g } = { a: 1, 'x-y': 2, z: 9 }"_s
        << u"[a, c, e, f, g]"_s << u"[1,3,null,2,{\"z\":9}]"_s;
    QTest::newRow("array pattern") << u"let [a, , [b = (1, 2)] = [], ...c] = [1, 2, undefined, 4, 5]"_s
                                   << u"[a, b, c]"_s << u"[1,2,[4,5]]"_s;
    QTest::newRow("values with commas")
        << u"const a = [1, 2], b = ((x, y) => x + y)(3, 4), c = 'x, y = 1', d = { p: 1, q: 2 }"_s << u"[a, b, c, d]"_s
        << u"[[1,2],7,\"x, y = 1\",{\"p\":1,\"q\":2}]"_s;
    QTest::newRow("function") << u"function f() { return 8 }"_s << u"f()"_s << u"8"_s;
    QTest::newRow("generator") << u"function* g() { yield 9 }"_s << u"[...g()]"_s << u"[9]"_s;
    QTest::newRow("async function") << u"async function h() {}"_s << u"typeof h().then"_s << u"function"_s;
    QTest::newRow("class") << u"class A { static x = 10; #p = 1; p() { return this.#p } }"_s << u"[A.x, new A().p()]"_s
                           << u"[10,1]"_s;
    QTest::newRow("over lines") << u"const\n  a = {\n    b: 1,\n  },\n  c = 2\nfunction f() {\n  return a.b\n}"_s
                                << u"f() + c"_s << u"3"_s;
    QTest::newRow("again") << u"const a = 1; function a2() { return a }"_s << u"const a = 5; a + a2()"_s << u"6"_s;
    QTest::newRow("assigned later") << u"let a = 1; const get = () => a"_s << u"a = 7; get()"_s << u"7"_s;
    QTest::newRow("counted") << u"let a = 1"_s << u"a++; a += 2; a"_s << u"4"_s;
    QTest::newRow("inside of a block") << u"{ let hidden = 1 }"_s << u"typeof hidden"_s << u"undefined"_s;
}

void TestSnippets::declarationsPersist()
{
    QFETCH(QString, declaration);
    QFETCH(QString, expression);
    QFETCH(QString, value);
    QCOMPARE(evaluate(declaration), u"undefined"_s);
    QCOMPARE(evaluate(expression), value);
}

void TestSnippets::constantsStayConstant()
{
    (void)evaluate(u"const c = 1; class K {}"_s);
    QCOMPARE(evaluate(u"c = 2"_s), u"TypeError: Assignment to constant variable."_s);
    QCOMPARE(evaluate(u"c"_s), u"1"_s);
    QCOMPARE(evaluate(u"K = 3; K"_s), u"3"_s);
}

void TestSnippets::failedDeclarations()
{
    QCOMPARE(evaluate(u"const a = nope"_s), u"ReferenceError: nope is not defined"_s);
    QVERIFY(evaluate(u"a"_s).startsWith(u"ReferenceError"_s)); // never initialised
    QCOMPARE(evaluate(u"const a = 2; a"_s), u"2"_s);
}

void TestSnippets::closuresShareVariables()
{
    (void)evaluate(u"let n = 0; const up = () => ++n"_s);
    QCOMPARE(evaluate(u"up(); up(); n"_s), u"2"_s);
    QCOMPARE(evaluate(u"n = 10; up()"_s), u"11"_s);
    QCOMPARE(evaluate(u"let n = 'new'; up()"_s), u"12"_s);
    QCOMPARE(evaluate(u"n"_s), u"new"_s);
}

void TestSnippets::awaitedValues()
{
    QCOMPARE(settled(u"await 5"_s), u"5"_s);
    QCOMPARE(settled(u"const x = await Promise.resolve(1); x + 1"_s), u"2"_s);
    QCOMPARE(settled(u"await (async () => { throw new Error('x') })()"_s), u"rejected Error: x"_s);
    QCOMPARE(settled(u"for (const x of [1, 2]) await x"_s), u"undefined"_s);
    QCOMPARE(settled(u"{ a: await 1 }"_s), u"[object Object]"_s);
    QCOMPARE(settled(u"(async () => 3)()"_s), u"3"_s); // no await: the promise itself is the value
}

void TestSnippets::awaitedDeclarations()
{
    QCOMPARE(settled(u"const a = await 1; function f() { return a }; let [b] = [await 2]"_s), u"undefined"_s);
    QCOMPARE(evaluate(u"[f(), b]"_s), u"[1,2]"_s);
    (void)evaluate(u"const late = await new Promise(() => {})"_s);
    QVERIFY(evaluate(u"late"_s).startsWith(u"ReferenceError"_s));
}

void TestSnippets::imports()
{
    QCOMPARE(evaluate(u"import k6, { name as n } from 'k6'; import * as ns from 'k6'; n"_s), u"k6"_s);
    QCOMPARE(evaluate(u"[k6, n, ns.name]"_s), u"[\"d k6\",\"k6\",\"k6\"]"_s);
    QCOMPARE(evaluate(u"n = 1"_s), u"TypeError: Assignment to constant variable."_s);
    QCOMPARE(settled(u"import { name as m } from 'k6'; await m"_s), u"k6"_s);
}

void TestSnippets::pastedScript()
{
    QCOMPARE(
        evaluate(
            u"import { name } from 'k6'\nexport const options = { vus: 1 }\nexport default function () { return name }\nexport { name as other }"_s),
        u"undefined"_s);
    QCOMPARE(evaluate(u"[options, name]"_s), u"[{\"vus\":1},\"k6\"]"_s);
}

void TestSnippets::errors_data()
{
    QTest::addColumn<QString>("text");
    QTest::addColumn<QString>("message");
    QTest::newRow("token") << u"1 +\n  ;"_s << u"prompt:1: Line 2:3 Unexpected token ;"_s;
    QTest::newRow("identifier") << u"foo bar"_s << u"prompt:1: Line 1:5 Unexpected identifier"_s;
    QTest::newRow("in braces") << u"{ a: 1, b c }"_s << u"prompt:1: Line 1:11 Unexpected identifier"_s;
    QTest::newRow("TypeScript") << u"let a: number"_s << u"prompt:1: Line 1:6 Unexpected token :"_s;
    QTest::newRow("string") << u"'abc"_s << u"prompt:1: Line 1:5 Unterminated string literal"_s;
    QTest::newRow("found in the second pass")
        << u"let a\n  a = 5n"_s
        << u"SyntaxError: BigInt literals are not supported by the JavaScript engine of Sockscope; "
           "k6 itself runs them at prompt:1:2:7"_s;
}

void TestSnippets::errors()
{
    QFETCH(QString, text);
    QFETCH(QString, message);
    m_id = 0;
    QCOMPARE(evaluate(text), message);
    QVERIFY(!m_error.isIncomplete);
}

void TestSnippets::incompleteInput_data()
{
    QTest::addColumn<QString>("text");
    for (const QString &text :
         {u"function f() {"_s, u"foo("_s, u"[1, 2"_s, u"{ a: 1,"_s, u"`abc"_s, u"`a${"_s, u"/* comment"_s, u"1 +"_s,
          u"if (x)"_s, u"const a ="_s, u"x => {"_s, u"for (const x of y) {"_s, u"try {"_s, u"class A {"_s, u"await"_s})
        QTest::newRow(qPrintable(text)) << text;
}

void TestSnippets::incompleteInput()
{
    QFETCH(QString, text);
    (void)evaluate(text);
    QVERIFY2(m_error.isIncomplete, qPrintable(m_error.message));
}

void TestSnippets::stacks()
{
    m_id = 6;
    (void)evaluate(u"const boom = (x) => {\n  return x.y.z\n}"_s);
    (void)evaluate(u"  boom({})"_s);
    QCOMPARE(m_program->formatStack(m_value.property(u"stack"_s).toString(), m_value.property(u"message"_s).toString()),
             u"\tat boom (prompt:7:2:14(0))\n\tat prompt:8:1:7(0)\n"_s);
    (void)evaluate(u"{ a: boom(1) }"_s);
    QCOMPARE(m_program->formatStack(m_value.property(u"stack"_s).toString(), m_value.property(u"message"_s).toString()),
             u"\tat boom (prompt:7:2:14(0))\n\tat prompt:9:1:10(0)\n"_s);
}

void TestSnippets::caughtErrors()
{
    QCOMPARE(evaluate(u"let seen; try { null.x } catch (e) { seen = e.name } seen"_s), u"TypeError"_s);
    CompileError error;
    const CompiledModule module =
        m_program->compileExpression(u"let q; try { null.x } catch (e) { q = e } q"_s, u"prompt"_s, 99, &error);
    const QJSValue body = m_engine->evaluate(module.wrappedCode, module.url);
    QCOMPARE(body.call({m_engine->evaluate(u"(function () { return 'converted' })"_s)}).toString(), u"converted"_s);
}

QTEST_GUILESS_MAIN(TestSnippets)
#include "tst_snippets.moc"
