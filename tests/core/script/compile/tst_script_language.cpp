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
    QCOMPARE(printedBy(u"let "_s + shaped.temporary + u';' + shaped.code), plain);
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
