// SPDX-License-Identifier: GPL-3.0-or-later
#include "script_runner.h"

#include <QDir>
#include <QSemaphore>
#include <QTest>
#include <QThread>

#include <algorithm>

using namespace sockscope;
using namespace Qt::StringLiterals;

class TestProgram : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init();
    void compilesOnce();
    void compilesTheWholeGraph();
    void threadsShareModules();
    void textFromMemory();
    void textFromStandardInput();
    void missingFiles();
    void missingNames_data();
    void missingNames();
    void namesThatAreNotChecked();
    void cyclesAndStarExports();
    void hoistedFunctionsInCycles();
    void unknownModulesAreListed();
    void errorsOfImportedFiles();
    void lockedModules();
    void filesAreReadOnce();
    void fileErrors();
    void lockedFiles();
    void filesAndBuiltinsUsed();
    void servesOnlyWhatItIsGiven();
    void importMetaResolve();
    void stacksOfOthers();
    void codeTheEngineRefuses();

private:
    const CompiledModule *mainModule()
    {
        m_error = {};
        return m_program->module(m_program->mainUrl(), &m_error);
    }
    void write(const QString &name, const QByteArray &text) { m_runner->write(name, text); }

    std::unique_ptr<ScriptRunner> m_runner;
    std::unique_ptr<Program> m_program;
    CompileError m_error;
};

namespace {

bool isBuiltin(const QString &name)
{
    return name == u"k6";
}

} // namespace

void TestProgram::init()
{
    m_runner = std::make_unique<ScriptRunner>();
    m_program = std::make_unique<Program>(m_runner->folder() + u"/script.js"_s, isBuiltin);
}

void TestProgram::compilesOnce()
{
    write(u"script.js"_s, "export default function () {}");
    const CompiledModule *first = mainModule();
    QVERIFY2(first, qPrintable(m_error.message));
    write(u"script.js"_s, "changed");
    QCOMPARE(mainModule(), first);
    QCOMPARE(first->url, m_runner->url(u"script.js"_s));
}

void TestProgram::compilesTheWholeGraph()
{
    write(u"script.js"_s, "import { a } from './a.js'; import './b.js'; export default a");
    write(u"a.js"_s, "import { c } from './lib/c.js'; export const a = c");
    write(u"b.js"_s, "import 'k6'; import './a.js'");
    QVERIFY(QDir(m_runner->folder()).mkdir(u"lib"_s));
    write(u"lib/c.js"_s, "export { d as c } from '../d.js'");
    write(u"d.js"_s, "export const d = 1");
    QVERIFY2(mainModule(), qPrintable(m_error.message));
    for (const QString &name : {u"a.js"_s, u"b.js"_s, u"lib/c.js"_s, u"d.js"_s}) {
        QVERIFY(QFile::remove(m_runner->folder() + u'/' + name));
        QVERIFY(m_program->module(m_runner->url(name), &m_error));
    }
}

void TestProgram::threadsShareModules()
{
    write(u"script.js"_s, "import { a } from './a.js'; export default a");
    write(u"a.js"_s, "export const a = 1");
    write(u"data.txt"_s, "data");
    constexpr int threads = 8;
    std::vector<const CompiledModule *> seen(threads);
    std::vector<std::unique_ptr<QThread>> running;
    std::atomic<int> failures = 0;
    for (int i = 0; i < threads; ++i) {
        running.emplace_back(QThread::create([&, i] {
            CompileError error;
            QString text;
            seen[static_cast<std::size_t>(i)] = m_program->module(m_program->mainUrl(), &error);
            for (int k = 0; k < 200; ++k) {
                const ResolvedModule found = m_program->resolve(u"./a.js"_s, m_program->mainUrl(), &text);
                const CompiledModule *module = m_program->module(found.url, &error);
                failures += module == nullptr ||
                            m_program->openFile(u"data.txt"_s, m_program->mainUrl(), &text) != "data" ||
                            m_program->innermost(QString(u"f@file:"_s + found.url + u":2"_s)).line > 1;
            }
        }));
        running.back()->start();
    }
    for (const auto &thread : running)
        QVERIFY(thread->wait(30'000));
    QCOMPARE(failures.load(), 0);
    QVERIFY(seen.front());
    QVERIFY(std::all_of(seen.begin(), seen.end(), [&](auto *module) { return module == seen.front(); }));
}

void TestProgram::textFromMemory()
{
    write(u"script.js"_s, "import { a } from './a.js'; export const saved = a");
    write(u"a.js"_s, "export const a = 1");
    m_program->setSource(m_program->mainUrl(), "import { a } from './a.js'; export const edited = a");
    const CompiledModule *first = mainModule();
    QCOMPARE(first->exportNames, QStringList(u"edited"_s));
    m_program->setSource(m_runner->url(u"a.js"_s), "export const other = 1");
    QVERIFY(!mainModule()); // it was linked with the text of before
    QCOMPARE(m_error.message, u"The requested module \"./a.js\" does not provide an export named \"a\""_s);
    m_program->setSource(m_program->mainUrl(), "export const again = 1");
    QCOMPARE(mainModule()->exportNames, QStringList(u"again"_s));
    QCOMPARE(first->exportNames, QStringList(u"edited"_s)); // still alive
    m_program->setSource(m_runner->url(u"only/in/memory.js"_s), "export const b = 1");
    QString error;
    QCOMPARE(m_program->resolve(u"./only/in/memory.js"_s, m_program->mainUrl(), &error).url,
             m_runner->url(u"only/in/memory.js"_s));
    QCOMPARE(error, QString());
}

void TestProgram::textFromStandardInput()
{
    Program program(u"-"_s, isBuiltin);
    QCOMPARE(program.mainUrl(), u"file:///-"_s);
    program.setSource(program.mainUrl(), "interface A { a: number }\nexport const a: number = nope");
    CompileError error;
    const CompiledModule *module = program.module(program.mainUrl(), &error);
    QVERIFY2(module, qPrintable(error.message));
    QJSEngine engine;
    QJSValue object = engine.newObject();
    const QJSValue result =
        engine.evaluate(module->wrappedCode, module->url).call({object, {}, {}, {}, {}, moduleHelpers(engine)});
    QCOMPARE(program.formatStack(result.property(u"stack"_s).toString(), result.property(u"message"_s).toString()),
             u"\tat file:///-:2:26(0)\n"_s);
}

void TestProgram::missingFiles()
{
    const QString sentence =
        u"The moduleSpecifier \"%1\" couldn't be found on local disk. Make sure that you've specified the right path "
        "to the file. If you're running k6 using the Docker image make sure you have mounted the local directory "
        "(-v /local/path/:/inside/docker/path) containing your script and modules so that they're accessible by k6 "
        "from inside of the container, see https://grafana.com/docs/k6/latest/using-k6/modules/#use-modules-with-docker."_s;
    QVERIFY(!mainModule());
    QCOMPARE(m_error.message, sentence.arg(m_program->mainUrl()));
    write(u"script.js"_s, "import './nope.js'");
    QVERIFY(!mainModule());
    QCOMPARE(m_error.message, sentence.arg(u"./nope.js"_s));
    QCOMPARE(m_error.name, u"GoError"_s);
    QString error;
    QVERIFY(m_program->resolve(u"/nope.js"_s, m_program->mainUrl(), &error).url.isEmpty());
    QCOMPARE(error, sentence.arg(u"/nope.js"_s));
    QVERIFY(QDir(m_runner->folder()).mkdir(u"folder"_s));
    QVERIFY(m_program->resolve(u"./folder"_s, m_program->mainUrl(), &error).url.isEmpty());
    QCOMPARE(error, u"read %1/folder: is a directory"_s.arg(m_runner->folder()));
    write(u"script.js"_s, "import ''");
    QVERIFY(!mainModule());
    QCOMPARE(m_error.message, u"local or remote path required"_s);
}

void TestProgram::missingNames_data()
{
    QTest::addColumn<QByteArray>("script");
    QTest::addColumn<QString>("module");
    QTest::addColumn<QString>("name");
    QTest::newRow("named") << QByteArray("\n import { a, nope } from './lib.js'") << u"./lib.js"_s << u"nope"_s;
    QTest::newRow("default") << QByteArray("\n import   nope from './lib.js'") << u"./lib.js"_s << u"default"_s;
    QTest::newRow("exported on") << QByteArray("\n export { nope } from './lib.js'") << u"./lib.js"_s << u"nope"_s;
    QTest::newRow("renamed") << QByteArray("\n import { b as a } from './lib.js'") << u"./lib.js"_s << u"b"_s;
    QTest::newRow("through a star") << QByteArray("\n import { nope } from './star.js'") << u"./star.js"_s << u"nope"_s;
    QTest::newRow("default through a star")
        << QByteArray("\n import x from './star.js'") << u"./star.js"_s << u"default"_s;
    QTest::newRow("from a script without exports")
        << QByteArray("\n import { x } from './effect.js'") << u"./effect.js"_s << u"x"_s;
    QTest::newRow("asynchronous module") << QByteArray("\n import { x } from './later.js'") << u"./later.js"_s
                                         << u"x"_s;
}

void TestProgram::missingNames()
{
    QFETCH(QByteArray, script);
    QFETCH(QString, module);
    QFETCH(QString, name);
    write(u"script.js"_s, script);
    write(u"lib.js"_s, "export const a = 1");
    write(u"star.js"_s, "export * from './default.js'; export * from './lib.js'; export * from './star.js'");
    write(u"default.js"_s, "export default 1");
    write(u"effect.js"_s, "import 'k6'");
    write(u"later.js"_s, "await 1; export const y = 1");
    QVERIFY(!mainModule());
    QCOMPARE(m_error.message,
             u"The requested module \"%1\" does not provide an export named \"%2\""_s.arg(module, name));
    QCOMPARE(m_error.name, u"SyntaxError"_s);
    QCOMPARE(m_error.url, m_program->mainUrl());
    QCOMPARE(m_error.line, 2);
    QCOMPARE(m_error.column, static_cast<int>(script.indexOf('\'')));
}

void TestProgram::namesThatAreNotChecked()
{
    write(u"script.js"_s,
          "import { nope } from 'k6'; import { a } from './common.js'; import b from './common.js'\n"
          "import { c } from './star.js'; import * as ns from './lib.js'; console.log(typeof nope, typeof a, ns.nope)");
    write(u"common.js"_s, "exports.x = 1");
    write(u"star.js"_s, "export * from './common.js'; export * from 'k6'");
    write(u"lib.js"_s, "export const a = 1");
    QVERIFY2(mainModule(), qPrintable(m_error.message));
    QCOMPARE(m_runner->run(u"script.js"_s), QStringList(u"undefined undefined undefined"_s));
}

void TestProgram::cyclesAndStarExports()
{
    write(u"script.js"_s, "import { even, odd, count, bump } from './even.js'\n"
                          "export default function () { console.log(even(10), odd(7), count, (bump(), count)) }");
    write(u"even.js"_s, "import { odd } from './odd.js'; export * from './odd.js'\n"
                        "export function even(n) { return n === 0 ? true : odd(n - 1) }");
    write(u"odd.js"_s,
          "import { even } from './even.js'; export function odd(n) { return n === 0 ? false : even(n - 1) }\n"
          "export let count = 0; export function bump() { count++ }");
    QVERIFY2(mainModule(), qPrintable(m_error.message));
    QCOMPARE(m_runner->run(u"script.js"_s), QStringList(u"true true 0 1"_s));
}

void TestProgram::hoistedFunctionsInCycles()
{
    write(u"script.js"_s, "import './b.js'; export function hoisted() { return 'early' }; console.log('main')");
    write(u"b.js"_s, "import { hoisted } from './script.js'; console.log(hoisted())");
    QCOMPARE(m_runner->run(u"script.js"_s), QStringList({u"early"_s, u"main"_s}));
}

void TestProgram::unknownModulesAreListed()
{
    write(u"script.js"_s, "import 'k6/nope'; import './a.js'; import 'k6/x/nope2'; import 'k6/nope'");
    write(u"a.js"_s, "import 'k6/nope3'");
    QVERIFY(!mainModule());
    QCOMPARE(
        m_error.message,
        u"unknown modules [\"k6/nope\", \"k6/nope3\", \"k6/x/nope2\"] were tried to be loaded, but couldn't - this "
        "likely means automatic extension resolution is required or a custom k6 binary with the required extensions"_s);
    write(u"script.js"_s, "import http from 'k6/http'");
    QVERIFY(!mainModule());
    QVERIFY(m_error.message.startsWith(u"the module \"k6/http\" is not part of Sockscope"_s));
    QCOMPARE(m_error.line, 1);
    QCOMPARE(m_error.column, 18);
}

void TestProgram::errorsOfImportedFiles()
{
    write(u"script.js"_s, "import './a.js'");
    write(u"a.js"_s, "import './data.json'");
    write(u"data.json"_s, "{\"a\": 1}");
    QVERIFY(!mainModule());
    QCOMPARE(m_error.message, u"%1: Line 1:5 Unexpected token :"_s.arg(m_runner->url(u"data.json"_s)));
    write(u"data.json"_s, "1"); // nothing of the failed attempt is kept
    QVERIFY2(mainModule(), qPrintable(m_error.message));
}

void TestProgram::lockedModules()
{
    write(u"script.js"_s, "export default function () {}");
    write(u"a.js"_s, "export const a = 1");
    write(u"b.js"_s, "export const b = 1");
    QVERIFY(mainModule());
    QString error;
    QVERIFY(!m_program->resolve(u"./a.js"_s, m_program->mainUrl(), &error).url.isEmpty());
    QVERIFY(m_program->module(m_runner->url(u"a.js"_s), &m_error));
    m_program->lock();
    QVERIFY(m_program->isLocked());
    QCOMPARE(m_program->resolve(u"./a.js"_s, m_program->mainUrl(), &error).url, m_runner->url(u"a.js"_s));
    QCOMPARE(error, QString());
    for (const QString &late : {u"./b.js"_s, u"k6"_s}) {
        QVERIFY(m_program->resolve(late, m_program->mainUrl(), &error).url.isEmpty());
        QCOMPARE(error, u"the module \"%1\" was not previously resolved during initialization (__VU==0)"_s.arg(late));
    }
    QVERIFY(mainModule());
}

void TestProgram::filesAreReadOnce()
{
    QVERIFY(QDir(m_runner->folder()).mkdir(u"lib"_s));
    write(u"data.bin"_s, QByteArray("\0\xff\x80", 3));
    QString error;
    const QByteArray first = m_program->openFile(u"./data.bin"_s, m_program->mainUrl(), &error);
    QCOMPARE(first, QByteArray("\0\xff\x80", 3));
    write(u"data.bin"_s, "changed");
    const QByteArray again = m_program->openFile(u"../data.bin"_s, m_runner->url(u"lib/x.js"_s), &error);
    QCOMPARE(again.constData(), first.constData()); // the same bytes, not a copy of them
    QCOMPARE(m_program->openFile(m_runner->folder() + u"/data.bin"_s, u"file:///elsewhere/x.js"_s, &error), first);
    write(u"empty"_s, "");
    QCOMPARE(m_program->openFile(u"empty"_s, m_program->mainUrl(), &error), QByteArray());
    QCOMPARE(error, QString());
}

void TestProgram::fileErrors()
{
    const QString base = m_program->mainUrl();
    QString error;
    (void)m_program->openFile({}, base, &error);
    QCOMPARE(error, u"open() can't be used with an empty filename"_s);
    (void)m_program->openFile(u"."_s, base, &error);
    QCOMPARE(error, u"open() can't be used with directories, path: \"%1\""_s.arg(m_runner->folder()));
    (void)m_program->openFile(u"./sp%20ace"_s, base, &error);
    QCOMPARE(error, u"stat %1/sp%20ace: no such file or directory"_s.arg(m_runner->folder()));
    const QString secret = m_runner->write(u"secret"_s, "x");
    QFile::setPermissions(secret, {});
    if (QFile(secret).open(QIODevice::ReadOnly))
        return; // root reads everything
    (void)m_program->openFile(u"secret"_s, base, &error);
    QCOMPARE(error, u"open %1: permission denied"_s.arg(secret));
}

void TestProgram::lockedFiles()
{
    write(u"a.txt"_s, "a");
    write(u"b.txt"_s, "b");
    QString error;
    (void)m_program->openFile(u"a.txt"_s, m_program->mainUrl(), &error);
    m_program->lock();
    QCOMPARE(m_program->openFile(u"a.txt"_s, m_program->mainUrl(), &error), QByteArray("a"));
    QCOMPARE(m_program->openFile(u"b.txt"_s, m_program->mainUrl(), &error), QByteArray());
    QCOMPARE(
        error,
        u"open() can't be used with files that weren't previously opened during initialization (__VU==0), path: \"%1/b.txt\""_s
            .arg(m_runner->folder()));
}

void TestProgram::filesAndBuiltinsUsed()
{
    write(u"data.txt"_s, "data");
    write(u"lib.js"_s, "import 'k6'; export const a = 1;");
    write(u"script.js"_s, "import { a } from './lib.js'; export default a;");
    QVERIFY2(mainModule(), qPrintable(m_error.message));
    QString error;
    QCOMPARE(m_program->openFile(u"data.txt"_s, m_program->mainUrl(), &error), "data");
    const QHash<QString, QByteArray> used = m_program->usedFiles();
    QStringList names;
    for (auto it = used.keyBegin(); it != used.keyEnd(); ++it)
        names.append(QFileInfo(*it).fileName());
    names.sort();
    QCOMPARE(names, (QStringList{u"data.txt"_s, u"lib.js"_s, u"script.js"_s}));
    QCOMPARE(m_program->usedBuiltins(), QStringList{u"k6"_s});
}

void TestProgram::servesOnlyWhatItIsGiven()
{
    write(u"script.js"_s, "export default 'disk';");
    write(u"data.txt"_s, "disk");
    const QString main = ModuleResolver::pathOf(m_program->mainUrl());
    const QDir folder = QFileInfo(main).dir();
    m_program->serveOnly({{main, "export default 'given';"}, {folder.filePath(u"given.txt"_s), "given"}});
    QVERIFY(mainModule());
    QVERIFY(mainModule()->source.contains(u"'given'"));
    QString error;
    QCOMPARE(m_program->openFile(u"given.txt"_s, m_program->mainUrl(), &error), "given");
    QVERIFY(m_program->openFile(u"data.txt"_s, m_program->mainUrl(), &error).isEmpty());
    QVERIFY2(error.startsWith(u"stat ") && error.endsWith(u"no such file or directory"), qPrintable(error));
}

void TestProgram::importMetaResolve()
{
    QString error;
    QCOMPARE(m_program->resolveUrl(u"./nope.js"_s, m_program->mainUrl(), &error), m_runner->url(u"nope.js"_s));
    QCOMPARE(error, QString());
    QCOMPARE(m_program->resolveUrl(u"k6"_s, m_program->mainUrl(), &error), QString());
    QCOMPARE(error, u"The moduleSpecifier \"k6\" couldn't be recognised as something k6 supports."_s);
}

void TestProgram::stacksOfOthers()
{
    write(u"script.js"_s, "export default function () {}");
    QVERIFY(mainModule());
    const QString url = m_program->mainUrl();
    QCOMPARE(m_program->formatStack(
                 u"f@file:sockscope:/x.js:3\n[elided tail calls]@\n%entry@file:%1:9999\nnonsense\n@\n"_s.arg(url)),
             QString());
    QCOMPARE(m_program->innermost(u"f@file:sockscope:/x.js:3"_s), ScriptPosition());
    QCOMPARE(m_program->innermost({}), ScriptPosition());
    QCOMPARE(m_program->map(u"file:///unknown.js"_s, 1), ScriptPosition());
    QCOMPARE(m_program->map(url, 0), ScriptPosition());
}

void TestProgram::codeTheEngineRefuses()
{
    write(u"script.js"_s, "let x = 1\nfunction f(a, a) {}\nexport default 1");
    const CompiledModule *module = mainModule();
    if (!module)
        QSKIP("this esbuild refuses it by itself");
    QJSEngine engine;
    const QJSValue body = engine.evaluate(module->wrappedCode, module->url);
    QVERIFY(body.isError());
    const CompileError error = m_program->refusedByEngine(module->url, body.property(u"lineNumber"_s).toInt(),
                                                          body.property(u"message"_s).toString());
    QCOMPARE(error.line, 2);
    QVERIFY2(error.message.startsWith(m_program->mainUrl() + u": Line 2:"_s), qPrintable(error.message));
}

QTEST_GUILESS_MAIN(TestProgram)
#include "tst_program.moc"
