// SPDX-License-Identifier: GPL-3.0-or-later
// What compiled code means: the same as in any other engine.
#include "script_runner.h"

#include "script/compile/code_shaper.h"
#include "script/compile/esbuild_passes.h"
#include "script/compile/esbuild_process.h"

#include <QDirIterator>
#include <QRandomGenerator>
#include <QTest>

using namespace sockscope;
using namespace Qt::StringLiterals;

class TestScriptLanguage : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void cases_data();
    void cases();
    void namesOfTheWrapper_data();
    void namesOfTheWrapper();
    void classesAndParameters_data();
    void classesAndParameters();
    void shippedScriptsAreAccepted_data();
    void shippedScriptsAreAccepted();
    void shapingChangesNothing_data();
    void shapingChangesNothing();
    void catchBlocksSeeConvertedErrors();
    void importCallsAreRefused();

private:
    ScriptRunner m_runner;
};

void TestScriptLanguage::cases_data()
{
    QTest::addColumn<QByteArray>("body");
    QTest::addColumn<QByteArray>("result");
    QTest::addColumn<bool>("isAsync");
    QFile file(QStringLiteral(SOCKSCOPE_SOURCE_DIR "/tests/core/script/compile/language_cases.js"));
    QVERIFY(file.open(QIODevice::ReadOnly));
    const QList<QByteArray> lines = file.readAll().split('\n');
    QByteArray name;
    QByteArray body;
    for (const QByteArray &line : lines) {
        if (line.startsWith("//# ")) {
            name = line.mid(4);
            body.clear();
        } else if (line.startsWith("//=> ")) {
            QTest::newRow(name.constData()) << body << line.mid(5) << name.startsWith("async ");
        } else {
            body += line + '\n';
        }
    }
}

void TestScriptLanguage::cases()
{
    QFETCH(QByteArray, body);
    QFETCH(QByteArray, result);
    QFETCH(bool, isAsync);
    const QByteArray say = "const say = (value) => console.log(JSON.stringify(value))\n";
    const QByteArray script =
        isAsync ? say + "const run = async () => {\n" + body + "}\nrun().then(say, (e) => console.log(stackOf(e)))"
                : say + "const run = () => {\n" + body + "}\nsay(run())";
    QCOMPARE(m_runner.runText(script).join(u'\n'), QString::fromUtf8(result));
}

void TestScriptLanguage::namesOfTheWrapper_data()
{
    QTest::addColumn<QByteArray>("script");
    QTest::addColumn<QString>("printed");
    for (const char *name :
         {"__helpers", "__caught", "__module", "__exports", "__importMeta", "__import", "__v", "__c"}) {
        const QByteArray declared = name;
        const QByteArray tail =
            "import.meta; import('x').catch((e) => console.log('refused')); export const other = async () => 1\n"
            "export default () => { try { null.x } catch (e) { console.log(e instanceof TypeError) } "
            "try { throw { p: 3 } } catch ({ p }) { console.log(p) } console.log(" +
            declared + ") }\n";
        QTest::addRow("%s at top level", name)
            << QByteArray("const " + declared + " = 1\n" + tail) << u"refused,true,3,1"_s;
        QTest::addRow("%s in a CommonJS module", name)
            << QByteArray("const " + declared + " = 1; module.exports.default = () => console.log(" + declared + ")\n")
            << u"1"_s;
        QTest::addRow("%s in a function", name)
            << QByteArray("export default () => { const " + declared +
                          " = 1; try { null.x } catch (e) { console.log(e instanceof TypeError, " + declared +
                          ") } try { throw { p: 3 } } catch ({ p }) { console.log(p, " + declared + ") } }\n")
            << u"true 1,3 1"_s;
    }
    QTest::newRow("import.meta beside a variable of that name")
        << QByteArray("const __importMeta = 1\nexport default () => console.log(typeof import.meta, __importMeta)\n")
        << u"object 1"_s;
    QTest::newRow("asynchronous module")
        << QByteArray("const __module = 1, __caught = 2, __importMeta = 3, v = await 4\n"
                      "try { null.x } catch { console.log(typeof import.meta, __module, __caught, __importMeta, v) }\n")
        << u"object 1 2 3 4"_s;
}

void TestScriptLanguage::namesOfTheWrapper()
{
    QFETCH(QByteArray, script);
    QFETCH(QString, printed);
    QCOMPARE(m_runner.runText(script).join(u','), printed);
}

void TestScriptLanguage::classesAndParameters_data()
{
    QTest::addColumn<QByteArray>("body");
    QTest::addColumn<QString>("result");
    const QByteArray base =
        "class B { constructor(o) { this.o = o } on(n, f) { this.h = f } emit(v) { return this.h(v) } m(x) { "
        "return this.n + (x ?? '') } static s() { return this.q } }\n";
    const auto add = [&](const char *name, const QByteArray &body, const QString &result) {
        QTest::newRow(name) << base + body << result;
    };
    // clang-format off
    add("returned result of a generator called at once",
        "function r() { return function* () { yield 1 }() } return [...r()]", u"[1]"_s);
    add("arrow with the result of a generator called at once",
        "const r = () => (function* () { yield 2 })(); return [...r()]", u"[2]"_s);
    add("returned result of a method of a class made at once",
        "const r = () => class { static f() { return 3 } }.f(); return [r(), (() => { return class { static f() { return 4 } }.f() })()]", u"[3,4]"_s);
    add("returned functions and classes keep their names",
        "const r = () => class {}, s = () => () => 1; const q = r(), p = s(); return [q.name, p.name, p()]", u"[\"\",\"\",1]"_s);

    add("arrow in a derived constructor sees this",
        "class C extends B { constructor() { super(); this.n = 'c'; this.on('d', (d) => this.n + d) } } return new C().emit(1)", u"\"c1\""_s);
    add("arrow field of a derived class sees this",
        "class D extends B { n = 4; arrow = () => this.n } return new D().arrow()", u"4"_s);
    add("arrow field of a derived class passes its arguments on",
        "class D extends B { arrow = () => this.o } return new D(7).arrow()", u"7"_s);
    add("arrow field of a class derived from Error",
        "class E extends Error { f = () => this.message } const e = new E('m'); return [e.f(), e instanceof E, e instanceof Error]", u"[\"m\",true,true]"_s);
    add("arrow field of a class derived from Array",
        "class L extends Array { f = () => this.length } const l = new L(); l.push(1, 2); return l.f()", u"2"_s);
    add("arrow in the arguments of super()",
        "class C extends B { constructor() { super({ f: () => this.k }); this.k = 5 } } return new C().o.f()", u"5"_s);
    add("nested arrows in a derived constructor",
        "class C extends B { constructor() { super(); this.n = 6; this.f = () => () => [1].map(() => this.n)[0] } } return new C().f()()", u"6"_s);
    add("functions in a derived constructor keep their own this",
        "class C extends B { constructor() { super(); this.n = 1; const o = { n: 2, f() { return (() => this.n)() }, g: function () { return this.n }, h: () => this.n }; this.r = [o.f(), o.g(), o.h()] } } return new C().r", u"[2,2,1]"_s);
    add("arrow as a default parameter of a derived constructor",
        "class C extends B { constructor(f = () => this.n) { super(); this.n = 8; this.f = f } } return [new C().f(), new C(() => 9).f()]", u"[8,9]"_s);
    add("arrow as a default parameter before a rest parameter",
        "class C extends B { constructor(f = () => this.n, ...r) { super(); this.n = r.length; this.f = f } } return new C(undefined, 1, 2).f()", u"2"_s);
    add("several super() in branches",
        "class C extends B { constructor(x) { if (x) super(1); else super(2); this.f = () => this.o } } return [new C(true).f(), new C(false).f()]", u"[1,2]"_s);
    add("several super() with fields",
        "class C extends B { g = () => this.o; constructor(x) { if (x) super(1); else super(2); this.f = () => this.o + this.g() } } return [new C(true).f(), new C(false).f()]", u"[2,4]"_s);
    add("super() in an expression",
        "class C extends B { g = () => this.o; constructor(x) { x ? super(1) : super(2); this.f = () => this.o + this.g() } } return [new C(true).f(), new C(false).f()]", u"[2,4]"_s);
    add("class expression that extends another",
        "const K = (P) => class extends P { f = () => this.o }; return [new (K(B))(3).f(), new (K(class extends B {}))(4).f()]", u"[3,4]"_s);
    add("class nested in a derived constructor",
        "class C extends B { constructor() { super(); this.n = 1; this.f = () => this.n; class I extends B { constructor() { super(); this.n = 2; this.f = () => this.n } } this.i = new I(); this.g = () => new (class { n = 3; h = () => this.n })().h() + this.n } } const c = new C(); return [c.f(), c.i.f(), c.g()]", u"[1,2,4]"_s);
    add("each object of a derived class has its own this",
        "class C extends B { f = () => this.o } const a = new C(1), b = new C(2); return [a.f(), b.f()]", u"[1,2]"_s);
    add("derived constructor that returns an object of its parent",
        "class P { constructor() { return { z: 1 } } } class C extends P { constructor() { super(); this.f = () => this.z } } return new C().f()", u"1"_s);

    add("async arrow field of a derived class",
        "class D extends B { arrow = async () => { await null; return this.o } } return new D(7).arrow()", u"7"_s);
    add("async arrow in a derived constructor",
        "class C extends B { constructor() { super(2); this.f = async (x) => { await null; return this.o + x } } } return new C().f(1)", u"3"_s);
    add("async rest pattern of an async function",
        "const f = async (a, ...[b, { c = a }]) => { await null; return [a, b, c] }; return f(1, 2, {})", u"[1,2,1]"_s);
    add("rest parameter with an array pattern", "const f = (...[d, e]) => [d, e].join(); return f(1, 2)", u"\"1,2\""_s);
    add("rest parameter with an object pattern", "const f = (...{ length }) => length; return f(1, 2, 3)", u"3"_s);
    add("rest pattern behind other parameters",
        "function f(a, b = 2, ...[c = 3, { d }, ...e]) { var c; return [a, b, c, d, e] } return f(1, undefined, undefined, { d: 4 }, 5, 6)", u"[1,2,3,4,[5,6]]"_s);
    add("rest patterns of nested arrows",
        "const f = (...[a]) => (...[b]) => (...[c]) => ({ a, b, c }); return f(1)(2)(3)", u"{\"a\":1,\"b\":2,\"c\":3}"_s);
    add("rest pattern of an arrow in a conditional",
        "const id = (x) => x; const f = (x) => x ? id(x) : (...[b]) => id(b); return [f(1), f(0)(2)]", u"[1,2]"_s);
    add("rest patterns of methods, constructors and generators",
        "class A { constructor(...[a]) { this.a = a } m(...[b]) { return this.a + b } *g(...[c]) { yield c } } const a = new A(1); return [a.m(2), [...a.g(4)]]", u"[3,[4]]"_s);
    add("rest pattern of a derived constructor",
        "class C extends B { constructor(...[a]) { super(a); this.f = () => this.o + a } } return new C(2).f()", u"4"_s);

    add("super method in an arrow keeps this",
        "class C extends B { n = 'c'; m() { return [1].map(() => super.m()) } k() { return [1].map((x) => super.m(x)) } } return [new C().m(), new C().k()]", u"[[\"c\"],[\"c1\"]]"_s);
    add("static super method in an arrow keeps this",
        "class C extends B { static q = 5; static s() { return [1].map(() => super.s()) } } return C.s()", u"[5]"_s);
    add("super method in nested arrows",
        "class C extends B { n = 'c'; m(x) { return (() => () => super.m(x))()() } } return new C().m(2)", u"\"c2\""_s);
    add("super method by a computed name in an arrow",
        "class C extends B { n = 'c'; m(x) { const k = 'm'; return (() => super[k](x))() + (() => super['m']())() } } return new C().m(2)", u"\"c2c\""_s);
    add("optional call of a super method in an arrow",
        "class C extends B { n = 'c'; m(x) { return [(() => super.m?.(x))(), (() => super.none?.(x))() === undefined] } } return new C().m(2)", u"[\"c2\",true]"_s);
    add("super method in an arrow of a derived constructor",
        "class C extends B { constructor() { super(); this.n = 'c'; this.f = () => super.m(3) } } return new C().f()", u"\"c3\""_s);
    add("super method with spread arguments in an arrow",
        "class C extends B { n = 'c'; m(...a) { return (() => super.m(...a))() } } return new C().m(4)", u"\"c4\""_s);
    // clang-format on
}

void TestScriptLanguage::classesAndParameters()
{
    QFETCH(QByteArray, body);
    QFETCH(QString, result);
    const QByteArray script =
        "const run = () => {\n" + body + "}\nconst say = (value) => console.log(JSON.stringify(value))\n" +
        (QByteArray(QTest::currentDataTag()).startsWith("async ") ? "run().then(say, say)" : "say(run())");
    QCOMPARE(m_runner.runText(script).join(u'\n'), result);
}

void TestScriptLanguage::shippedScriptsAreAccepted_data()
{
    QTest::addColumn<QString>("path");
    const QString root = QStringLiteral(SOCKSCOPE_SOURCE_DIR);
    for (const QString &folder : {root + u"/tests/conformance/cases"_s, root + u"/resources/examples"_s}) {
        QDirIterator scripts(folder, {u"*.js"_s, u"*.ts"_s}, QDir::Files, QDirIterator::Subdirectories);
        while (scripts.hasNext()) {
            const QString path = scripts.next();
            QTest::newRow(qPrintable(QDir(root).relativeFilePath(path))) << path;
        }
    }
}

void TestScriptLanguage::shippedScriptsAreAccepted()
{
    QFETCH(QString, path);
    Program program(path, [](const QString &) { return true; });
    CompileError error;
    const CompiledModule *module = program.module(program.mainUrl(), &error);
    QVERIFY2(module, qPrintable(error.message));
    QJSEngine engine;
    const QJSValue body = engine.evaluate(module->wrappedCode, module->url);
    QVERIFY2(body.isCallable(), qPrintable(body.toString()));
}

namespace {

/// Writes programs at random, of what the shaping touches: calls of every form, returns, element accesses, closures.
class ProgramWriter
{
public:
    explicit ProgramWriter(quint32 seed)
        : m_random(seed)
    {
    }

    QByteArray program()
    {
        QByteArray text =
            "const log = [], t = (x) => { log.push(x); return x }, id = (...a) => a[0], o = { n: 1, f(x) { return x + "
            "this.n }, "
            "g: { h: (x) => x - 1 } }, list = [3, 1, 2], fs = [id, (x) => x + 1, function (x) { return o.f(x) }];\n";
        for (int i = 0; i < 6; ++i) {
            text += "function f" + QByteArray::number(i) + "(a, b) {\n";
            m_functions = i;
            for (int k = 0; k < 3; ++k)
                text += statement(3);
            text += "return " + expression(4) + "\n}\n";
        }
        m_functions = 6;
        return text + "const a = 1, b = 2;\nconsole.log(JSON.stringify([" + expression(4) + ", " + expression(4) +
               ", log]))\n";
    }

private:
    int below(int n) { return static_cast<int>(m_random.bounded(n)); }

    QByteArray statement(int depth)
    {
        switch (below(6)) {
        case 0:
            return "if (" + expression(depth) + ") { t(" + expression(depth) + ") }\n";
        case 1:
            return "for (const x of [" + expression(depth) + ", 2]) t(x)\n";
        case 2:
            return "a = " + expression(depth) + ";\n";
        case 3:
            return "try { t(" + expression(depth) + "); if (a > 50) throw a } catch (e) { b = e }\n";
        case 4:
            return "if (b > " + QByteArray::number(below(9)) + ") return " + expression(depth) + ";\n";
        default:
            return ";" + expression(depth) + ";\n";
        }
    }

    QByteArray expression(int depth)
    {
        if (depth <= 0)
            return below(3) == 0 ? QByteArray::number(below(9)) : below(2) == 0 ? QByteArray("a") : QByteArray("b");
        const QByteArray x = expression(depth - 1 - below(2));
        const QByteArray y = expression(depth - 1 - below(3));
        switch (below(18)) {
        case 0:
            return "id(" + x + ", " + y + ")";
        case 1:
            return "o.f(" + x + ")";
        case 2:
            return "o.g.h(" + x + ")";
        case 3:
            return "o['f'](" + x + ")";
        case 4:
            return "fs[Math.abs(" + x + ") % 3](" + y + ", " + x + ")";
        case 5:
            return "(" + x + " > " + y + " ? " + x + " : " + y + ")";
        case 6:
            return "(" + x + " || " + y + ")";
        case 7:
            return "((p) => " + expression(depth - 2) + " + p)(" + y + ")";
        case 8:
            return "(function (p) { return " + x + " })(" + y + ")";
        case 9:
            return "(" + x + " + " + y + ")";
        case 10:
            return "list[Math.abs(" + x + ") % 3]";
        case 11:
            return "list.map((q) => " + y + ").reduce((q, r) => q + r, " + x + ")";
        case 12:
            return "Math.min(..." + QByteArray("[") + x + ", " + y + "])";
        case 13:
            return "new (class { constructor(v) { this.v = v } w() { return this.v } })(" + x + ").w()";
        case 14:
            return "(o?.f?.(" + x + ") ?? " + y + ")";
        case 15:
            return "t(" + x + ")";
        case 16:
            return m_functions > 0 ? "f" + QByteArray::number(below(m_functions)) + "(" + x + ", " + y + ")" : x;
        default:
            return "((p) => (q) => p + q)(" + x + ")(" + y + ")";
        }
    }

    QRandomGenerator m_random;
    int m_functions = 0;
};

QString printedBy(const QString &code)
{
    QJSEngine engine;
    engine.evaluate(u"var printed = []; var console = { log: function (x) { printed.push(x) } }"_s);
    const QJSValue result = engine.evaluate(u"(function (__caught) { \"use strict\"; "_s + code + u"\n})"_s)
                                .call({engine.evaluate(u"(function (x) { return x })"_s)});
    return result.isError() ? result.toString() : engine.evaluate(u"printed.join()"_s).toString();
}

} // namespace

void TestScriptLanguage::shapingChangesNothing_data()
{
    QTest::addColumn<quint32>("seed");
    for (quint32 seed = 1; seed <= 60; ++seed)
        QTest::addRow("%u", seed) << seed;
}

void TestScriptLanguage::shapingChangesNothing()
{
    QFETCH(quint32, seed);
    const QByteArray source = ProgramWriter(seed).program();
    EsbuildProcess esbuild;
    esbuild.start(EsbuildProcess::find(), EsbuildPasses::code(EsbuildPasses::Language::JavaScript), source);
    QVERIFY(esbuild.wait());
    QVERIFY2(esbuild.succeeded(), esbuild.messages().constData());
    QByteArray output = esbuild.output();
    const std::optional<SourceMap> map = SourceMap::takeInline(output);
    QVERIFY(map);
    const QString code = QString::fromUtf8(output);
    const SourceText text(QString::fromUtf8(source));
    CodeShaper shaper(code, *map, text);
    const CodeShaper::Result shaped = shaper.shape();
    const QString plain = printedBy(code);
    QVERIFY2(plain.startsWith(u'['), qPrintable(plain));
    QCOMPARE(printedBy(u"let "_s + shaped.names.temporary + u';' + shaped.code), plain);
    QCOMPARE(qsizetype(shaped.layout.lines.size()), shaped.code.count(u'\n') + 1);
}

void TestScriptLanguage::catchBlocksSeeConvertedErrors()
{
    m_runner.write(
        u"script.js"_s,
        "try { null.x } catch (e) { console.log(e.mark) }\n"
        "try { null.x } catch ({ mark }) { console.log(mark) }\n"
        "try { null.x } catch {}\n"
        "const later = async () => { try { await (async () => { null.x })() } catch (e) { console.log(e.mark) } }\n"
        "export default () => { try { throw 1 } catch (e) { console.log(e); later() } }");
    m_runner.run(u"script.js"_s); // makes the engine
    m_runner.caught = m_runner.engine->evaluate(
        u"(function (e) { if (e instanceof Error) Object.defineProperty(e, 'mark', { value: 'seen', configurable: true }); return e })"_s);
    m_runner.lines.clear();
    QJSValue module = m_runner.engine->newObject();
    module.setProperty(u"exports"_s, m_runner.engine->newObject());
    CompileError error;
    const CompiledModule *compiled = m_runner.program->module(m_runner.program->mainUrl(), &error);
    m_runner.engine->evaluate(compiled->wrappedCode)
        .call({module, {}, {}, {}, m_runner.caught, moduleHelpers(*m_runner.engine, m_runner.caught)});
    module.property(u"exports"_s).property(u"default"_s).call();
    m_runner.settle();
    QCOMPARE(m_runner.lines, QStringList({u"seen"_s, u"seen"_s, u"1"_s, u"seen"_s}));
}

void TestScriptLanguage::importCallsAreRefused()
{
    const QStringList printed =
        m_runner.runText("export default function () { import('./a.js').catch((e) => console.log(e.message)) }");
    QCOMPARE(printed, QStringList(u"dynamic modules not enabled in the host program"_s));
}

QTEST_GUILESS_MAIN(TestScriptLanguage)
#include "tst_script_language.moc"
