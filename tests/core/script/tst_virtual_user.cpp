// SPDX-License-Identifier: GPL-3.0-or-later
// One virtual user: its globals in every stage, how calls into it end, and how it is interrupted.
#include "core/k6/k6_script.h"
#include "journal/journal_reader.h"
#include "journal/journal_writer.h"

#include <QElapsedTimer>
#include <QLoggingCategory>
#include <QTest>

#include <thread>

using namespace sockscope;
using namespace sockscope::test;
using Kind = CallOutcome::Kind;
using Stage = VirtualUser::Stage;

namespace {

/// Interrupts a VU from another thread after a while.
class Interrupter
{
public:
    explicit Interrupter(VirtualUser &vu, int afterMs = 100)
        : m_thread([&vu, afterMs] {
            std::this_thread::sleep_for(std::chrono::milliseconds(afterMs));
            vu.interrupt();
        })
    {
    }
    ~Interrupter() { m_thread.join(); }

private:
    std::thread m_thread;
};

} // namespace

class TestVirtualUser : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void init();
    void globals();
    void numbers();
    void iterNeedsAnIteration();
    void environment();
    void environmentChangesStay();
    void exportsAreLive();
    void exportsOfCommonJs();
    void globalsPersist();
    void twoUsersShareNothing();
    void outcomes_data();
    void outcomes();
    void failuresInTheBackground_data();
    void failuresInTheBackground();
    void iterationOutcomes_data();
    void iterationOutcomes();
    void interrupts_data();
    void interrupts();
    void interruptInInit();
    void interruptBeforeACall();
    void interruptedUsersSayNothing();
    void interruptFromWithin();
    void abortTest();
    void startKeepsTheLoopToTheCaller();
    void servicesAreMadeOnce();
    void tags();
    void locationsAndFrames();
    void format();
    void logGoesToTheJournalToo();
    void goErrorsFromNative();
    void crashersDoNotCrash_data();
    void crashersDoNotCrash();
};

void TestVirtualUser::init()
{
    QLoggingCategory::setFilterRules(u"qt.qml.compiler=false"_s);
}

void TestVirtualUser::globals()
{
    K6Script script(R"(
const kinds = (...names) => names.map((name) => name + ':' + typeof globalThis[name]).join(' ')
export default function () {
  console.log(kinds('console', 'setTimeout', 'clearTimeout', 'setInterval', 'clearInterval', 'open', 'GoError', '__ENV', '__VU', '__ITER', 'Promise'))
  console.log(globalThis === global, typeof require, Object.keys(console).sort().join())
  console.log(kinds('process', 'Buffer', 'window', 'self', 'Qt', 'print', 'gc', 'fetch', 'setImmediate', 'performance'))
  console.log(Object.keys(globalThis).filter((name) => /native|rt|sockscope|binding/i.test(name)).join())
})");
    QCOMPARE(script.run(), (QStringList{u"console:object setTimeout:function clearTimeout:function "
                                        u"setInterval:function clearInterval:function open:function "
                                        "GoError:function __ENV:object __VU:number __ITER:number Promise:function"_s,
                                        u"true function debug,error,info,log,warn"_s,
                                        u"process:undefined Buffer:undefined window:undefined self:undefined "
                                        u"Qt:undefined print:undefined gc:undefined "
                                        "fetch:undefined setImmediate:undefined performance:undefined"_s,
                                        u""_s}));
}

void TestVirtualUser::numbers()
{
    K6Script script(R"(
console.log('init', __VU)
export default function () { console.log(__VU, __ITER); __VU = 99; __ITER = 'mine' })");
    const auto vu = script.makeVu(7);
    script.iterate(*vu, 0);
    script.iterate(*vu, 1);
    QCOMPARE(vu->id(), 7);
    QCOMPARE(vu->iteration(), 1U);
    QCOMPARE(script.consoleLines(),
             (QStringList{u"init 7"_s, u"7 0"_s, u"99 1"_s})); // ordinary globals; k6 only renews __ITER
}

void TestVirtualUser::iterNeedsAnIteration()
{
    K6Script script(R"(
try { console.log(__ITER) } catch (e) { console.log(e.name) }
export function setup () { try { console.log(__ITER) } catch (e) { console.log(e.name) } }
export default function () {})");
    const auto vu = script.makeVu(0);
    script.call(*vu, Stage::Setup, u"setup"_s);
    QCOMPARE(script.consoleLines(), (QStringList{u"ReferenceError"_s, u"ReferenceError"_s}));
}

void TestVirtualUser::environment()
{
    K6Script script(R"(
export default function () {
  console.log(__ENV.GIVEN, __ENV.NOPE, 'GIVEN' in __ENV, Object.keys(__ENV).sort().join(), JSON.stringify(__ENV))
  __ENV.NEW = 5; __ENV.GONE = 'x'; delete __ENV.GONE
  console.log(typeof __ENV.NEW, __ENV.NEW, __ENV.GONE)
})");
    script.context.env = {{u"GIVEN"_s, u"value"_s}};
    const auto vu = script.makeVu(1);
    script.iterate(*vu, 0);
    script.iterate(*vu, 1);
    vu->setEnvironment({{u"OF_SCENARIO"_s, u"s"_s}});
    script.iterate(*vu, 2);
    QCOMPARE(
        script.consoleLines(),
        (QStringList{u"value undefined true GIVEN {\"GIVEN\":\"value\"}"_s, u"string 5 undefined"_s,
                     u"value undefined true GIVEN,NEW {\"GIVEN\":\"value\",\"NEW\":\"5\"}"_s, u"string 5 undefined"_s,
                     u"value undefined true GIVEN,OF_SCENARIO {\"GIVEN\":\"value\",\"OF_SCENARIO\":\"s\"}"_s,
                     u"string 5 undefined"_s}));
}

/// Variables are taken over one by one; what a script did to them before counts.
void TestVirtualUser::environmentChangesStay()
{
    K6Script script(R"(
export default function () {
  __ENV.A = 1; delete __ENV.B
  console.log(__ENV.A, 'B' in __ENV, __ENV.B, Object.keys(__ENV).sort().join(), JSON.stringify({ ...__ENV }.C))
  console.log(Object.entries(__ENV).sort().join(' '), __ENV.hasOwnProperty('C'), __ENV.hasOwnProperty('B'))
})");
    script.context.env = {{u"A"_s, u"a"_s}, {u"B"_s, u"b"_s}, {u"C"_s, u"c"_s}};
    QCOMPARE(script.run(), (QStringList{u"1 false undefined A,C \"c\""_s, u"A,1 C,c true false"_s}));
}

void TestVirtualUser::exportsAreLive()
{
    K6Script script(R"(
export let late
export const fixed = 5
export function setup () {}
export default function () { late = () => {} })");
    const auto vu = script.makeVu(1);
    QVERIFY(vu->exported(u"late"_s).isUndefined());
    QVERIFY(vu->exported(u"nowhere"_s).isUndefined());
    QVERIFY(vu->exported(u"setup"_s).isCallable());
    QCOMPARE(vu->exported(u"fixed"_s).toInt(), 5);
    QVERIFY(vu->hasExportedFunction());
    script.iterate(*vu, 0);
    QVERIFY(vu->exported(u"late"_s).isCallable());
}

void TestVirtualUser::exportsOfCommonJs()
{
    for (const QByteArray &source : {QByteArray("exports.default = function () {}; exports.options = { vus: 1 }"),
                                     QByteArray("module.exports = { default () {}, options: { vus: 1 } }")}) {
        K6Script script(source);
        const auto vu = script.makeVu(1);
        QVERIFY(vu->exported(u"default"_s).isCallable());
        QCOMPARE(vu->exported(u"options"_s).property(u"vus"_s).toInt(), 1);
    }
    K6Script none("export const x = 1");
    QVERIFY(!none.makeVu(1)->hasExportedFunction());
    K6Script function("module.exports = function () {}");
    QVERIFY(!function.makeVu(1)->exported(u"default"_s).isCallable()); // k6 doesn't take that for a default export
}

void TestVirtualUser::globalsPersist()
{
    K6Script script("let n = 0; globalThis.m = 10\nexport default function () { console.log(++n, ++m) }");
    const auto vu = script.makeVu(1);
    for (std::uint32_t i = 0; i < 3; ++i)
        script.iterate(*vu, i);
    QCOMPARE(script.consoleLines(), (QStringList{u"1 11"_s, u"2 12"_s, u"3 13"_s}));
}

void TestVirtualUser::twoUsersShareNothing()
{
    K6Script script("let n = 0; Array.prototype.mine = 1\nexport default function () { globalThis.g = (globalThis.g || "
                    "0) + 1; console.log(__VU, ++n, g) }");
    const auto first = script.makeVu(1), second = script.makeVu(2);
    script.iterate(*first, 0);
    script.iterate(*first, 1);
    script.iterate(*second, 0);
    QCOMPARE(script.consoleLines(), (QStringList{u"1 1 1"_s, u"1 2 2"_s, u"2 1 1"_s}));
}

void TestVirtualUser::outcomes_data()
{
    QTest::addColumn<QByteArray>("body");
    QTest::addColumn<int>("kind");
    QTest::addColumn<QString>("value"); // or the beginning of the error
    QTest::addColumn<bool>("isRejected");
    const auto row = [](const char *name, const QByteArray &body, Kind kind, const QString &value,
                        bool rejected = false) { QTest::newRow(name) << body << int(kind) << value << rejected; };
    row("value", "return 5", Kind::Complete, u"5"_s);
    row("nothing", "", Kind::Complete, u"undefined"_s);
    row("promise", "return Promise.resolve('p')", Kind::Complete, u"p"_s);
    row("late promise", "return new Promise((r) => setTimeout(r, 10, 'late'))", Kind::Complete, u"late"_s);
    row("promise of a promise", "return Promise.resolve(new Promise((r) => setTimeout(r, 5, 'inner')))", Kind::Complete,
        u"inner"_s);
    row("promise that nothing settles", "return new Promise(() => {})", Kind::Complete, u"undefined"_s);
    row("value, timers go on", "setTimeout(() => console.log('timer'), 5); return 'v'", Kind::Complete, u"v"_s);
    row("throw", "throw new Error('boom')", Kind::Failed, u"Error: boom\n\tat f ("_s);
    row("throw of a string", "throw 'text'", Kind::Failed, u"text"_s);
    row("rejection", "return Promise.reject(new Error('no'))", Kind::Failed, u"Error: no\n\tat f ("_s, true);
    row("late rejection", "return new Promise((_, j) => setTimeout(() => j('late'), 5))", Kind::Failed, u"late"_s,
        true);
    row("rejection with undefined", "return Promise.reject()", Kind::Failed, u"undefined"_s, true);
}

void TestVirtualUser::outcomes()
{
    QFETCH(QByteArray, body);
    QFETCH(int, kind);
    QFETCH(QString, value);
    QFETCH(bool, isRejected);
    K6Script script("export function f () { " + body + " }");
    const auto vu = script.makeVu(0);
    const CallOutcome outcome = script.call(*vu, Stage::Setup, u"f"_s);
    QCOMPARE(int(outcome.kind), kind);
    if (outcome.kind == Kind::Complete) {
        QCOMPARE(outcome.value.toString(), value);
        QCOMPARE(outcome.error, QString());
    } else {
        QVERIFY2(outcome.error.startsWith(value), qPrintable(outcome.error));
    }
    QCOMPARE(outcome.rejected, isRejected);
    QCOMPARE(script.logLines(), QStringList()); // errors are the caller's to tell
}

void TestVirtualUser::failuresInTheBackground_data()
{
    QTest::addColumn<QByteArray>("body");
    QTest::addColumn<QString>("told");
    QTest::addColumn<bool>("isRejected");
    QTest::newRow("timer") << QByteArray("setTimeout(() => { throw new Error('in timer') }, 5); return 1")
                           << u"Error: in timer\n\tat "_s << false;
    QTest::newRow("floating") << QByteArray("Promise.reject(new Error('floating')); return 1")
                              << u"Error: floating\n\tat "_s << true;
    QTest::newRow("floating late")
        << QByteArray("setTimeout(() => { Promise.reject('late') }, 5); return new Promise((r) => setTimeout(r, 1000))")
        << u"late"_s << true;
}

void TestVirtualUser::failuresInTheBackground()
{
    QFETCH(QByteArray, body);
    QFETCH(QString, told);
    QFETCH(bool, isRejected);
    K6Script script("export function f () { " + body + " }");
    const auto vu = script.makeVu(0);
    const CallOutcome outcome = script.call(*vu, Stage::Setup, u"f"_s);
    QCOMPARE(int(outcome.kind), int(Kind::Failed));
    QCOMPARE(outcome.rejected, isRejected); // k6's exit code depends on it
    QVERIFY2(outcome.error.startsWith(told), qPrintable(outcome.error));
    for (const QString &line : script.logLines()) // the caller tells the error; of timers the VU warns
        QVERIFY2(line.startsWith(u"warning: setTimeout "_s), qPrintable(line));
}

void TestVirtualUser::iterationOutcomes_data()
{
    QTest::addColumn<QByteArray>("body");
    QTest::addColumn<int>("kind");
    QTest::newRow("returns") << QByteArray("return 1") << int(Kind::Complete);
    QTest::newRow("promise") << QByteArray("return new Promise((r) => setTimeout(r, 5))") << int(Kind::Complete);
    QTest::newRow("unsettled promise") << QByteArray("return new Promise(() => {})") << int(Kind::Complete);
    QTest::newRow("throws") << QByteArray("throw 1") << int(Kind::Failed);
    QTest::newRow("rejects") << QByteArray("return Promise.reject(1)") << int(Kind::Failed);
    QTest::newRow("rejects, handled later")
        << QByteArray("const p = Promise.reject(1); setTimeout(() => p.catch(() => {}), 1); return 1")
        << int(Kind::Failed);
    QTest::newRow("timer throws") << QByteArray("setTimeout(() => { throw 1 }, 1)") << int(Kind::Failed);
}

void TestVirtualUser::iterationOutcomes()
{
    QFETCH(QByteArray, body);
    QFETCH(int, kind);
    K6Script script("export default function () { " + body + " }");
    const auto vu = script.makeVu(1);
    QCOMPARE(int(script.iterate(*vu, 0).kind), kind);
    QCOMPARE(int(script.iterate(*vu, 1).kind), kind); // and it is as good as new
    QCOMPARE(script.logLines().filter(u"error: "_s).size(), kind == int(Kind::Failed) ? 2 : 0);
}

void TestVirtualUser::interrupts_data()
{
    QTest::addColumn<QByteArray>("body");
    const auto row = [](const char *name, const QByteArray &body) { QTest::newRow(name) << body; };
    row("endless loop", "for (;;) {}");
    row("endless loop with calls", "let n = 0; for (;;) n += Math.sqrt(n)");
    row("uncatchable",
        "for (;;) { try { for (;;) {} } catch (e) { console.log('caught') } finally { console.log('finally') } }");
    row("sleep", "sleep(1000); console.log('never')");
    row("sleep in a loop", "for (;;) sleep(1000)");
    row("timer", "setTimeout(() => console.log('never'), 60000)");
    row("interval", "setInterval(() => {}, 1)");
    row("await", "return new Promise((r) => setTimeout(r, 60000)).then(() => console.log('never'))");
    row("microtasks without end", "const again = () => Promise.resolve().then(again); again()");
    row("timers without end", "const again = () => setTimeout(again, 0); again()");
    row("socket", "new Socket()");
    row("generator", "const g = (function * () { for (;;) yield 1 })(); for (const x of g) {}");
    row("recursion in catch", "const f = () => { try { f() } catch (e) { f() } }; f()");
    row("constructor",
        "class A { constructor (x) { this.is = x === 1; this.as = typeof x === 'string' } }; for (;;) new A(2)");
    row("callbacks of the library",
        "for (;;) [3, 1, 2].map((x) => x === 1).filter((x) => x !== true).sort((a, b) => a < b)");
    row("regexp loop", "while (true) /a+b/.test('aaaaaaaaaaaaaaa')");
    row("check in a loop", "for (;;) check(1, { x: () => true })");
    row("group in a loop", "for (;;) group('g', () => {})");
}

void TestVirtualUser::interrupts()
{
    QFETCH(QByteArray, body);
    K6Script script(
        "import { Socket } from 'k6/x/tcp'\nimport { check, group, sleep } from 'k6'\nexport default function () { " +
        body + " }");
    const auto vu = script.makeVu(1);
    QElapsedTimer elapsed;
    elapsed.start();
    const Interrupter interrupter(*vu);
    QCOMPARE(int(script.iterate(*vu, 0).kind), int(Kind::Interrupted));
    QVERIFY2(elapsed.elapsed() < 10'000, qPrintable(QString::number(elapsed.elapsed())));
    QVERIFY(vu->isInterrupted());
    QVERIFY(!script.consoleLines().contains(u"never"_s));
    QVERIFY(!script.consoleLines().contains(u"caught"_s));
    QVERIFY(!script.consoleLines().contains(u"finally"_s));
    for (const QString &line : script.logLines())
        QVERIFY2(line.startsWith(u"warning: set"_s), qPrintable(line)); // no errors of interrupted scripts
}

void TestVirtualUser::interruptInInit()
{
    K6Script script("for (;;) {}\nexport default function () {}");
    VirtualUser vu(script.context, 1);
    const Interrupter interrupter(vu);
    QCOMPARE(int(vu.initialise().kind), int(Kind::Interrupted));
}

void TestVirtualUser::interruptBeforeACall()
{
    K6Script script("export default function () { console.log('never') }");
    const auto vu = script.makeVu(1);
    vu->interrupt();
    QCOMPARE(int(script.iterate(*vu, 0).kind), int(Kind::Interrupted));
    VirtualUser other(script.context, 2);
    other.interrupt();
    QCOMPARE(int(other.initialise().kind), int(Kind::Interrupted));
    QCOMPARE(script.consoleLines(), QStringList());
}

void TestVirtualUser::interruptedUsersSayNothing()
{
    K6Script script("import { sleep } from 'k6'\nexport default async function () { setTimeout(() => {}, 60000); "
                    "sleep(1000); throw new Error('after') }");
    const auto vu = script.makeVu(1);
    {
        const Interrupter interrupter(*vu);
        QCOMPARE(int(script.iterate(*vu, 0).kind), int(Kind::Interrupted));
    }
    QCOMPARE(script.logLines(),
             QStringList(u"warning: setTimeout 1 was stopped because the VU iteration was interrupted"_s));
}

void TestVirtualUser::interruptFromWithin()
{
    K6Script script("export default function () { console.log('before'); setTimeout(() => console.log('never'), 0) }");
    const auto vu = script.makeVu(1);
    vu->loop().post([&] { vu->loop().post([&] { vu->interrupt(); }); });
    QCOMPARE(int(script.iterate(*vu, 0).kind), int(Kind::Interrupted));
    QCOMPARE(script.consoleLines(), QStringList(u"before"_s));
}

void TestVirtualUser::abortTest()
{
    K6Script script("import exec from 'k6/execution'\nexport default function () { try { exec.test.abort('why') } "
                    "catch (e) { console.log('caught') } finally { console.log('finally') }; console.log('never') }");
    const auto vu = script.makeVu(1);
    QStringList reasons;
    connect(vu.get(), &VirtualUser::abortRequested, this, [&](const QString &reason) { reasons.append(reason); });
    QCOMPARE(int(script.iterate(*vu, 0).kind), int(Kind::Interrupted));
    QCOMPARE(script.consoleLines(), QStringList());
    QCOMPARE(reasons.size(), 1);
    QVERIFY2(reasons.first().startsWith(u"test aborted: why at default (file:///"_s), qPrintable(reasons.first()));
}

void TestVirtualUser::startKeepsTheLoopToTheCaller()
{
    K6Script script("export function f (x) { return new Promise((r) => setTimeout(r, 10, x * 2)) }\nexport function g "
                    "() { throw new Error('g') }");
    const auto vu = script.makeVu(1);
    vu->enterStage(Stage::Session);
    QStringList ended;
    const auto note = [&](const CallOutcome &outcome) {
        ended.append(outcome.kind == Kind::Complete ? outcome.value.toString() : outcome.error.section(u'\n', 0, 0));
    };
    vu->start(vu->exported(u"f"_s), {21}, note);
    vu->start(vu->exported(u"g"_s), {}, note);
    QElapsedTimer elapsed;
    elapsed.start();
    while (ended.size() < 2 && elapsed.elapsed() < 10'000)
        vu->loop().runFor(50);
    QCOMPARE(ended, (QStringList{u"Error: g"_s, u"42"_s}));
}

namespace {

struct CountingService
{
    explicit CountingService(VirtualUser &) { ++made; }
    ~CountingService() { ++gone; }
    inline static int made = 0, gone = 0;
};

} // namespace

void TestVirtualUser::servicesAreMadeOnce()
{
    K6Script script("export default function () {}");
    {
        const auto vu = script.makeVu(1), other = script.makeVu(2);
        CountingService &first = vu->service<CountingService>();
        QCOMPARE(&vu->service<CountingService>(), &first);
        QVERIFY(&other->service<CountingService>() != &first);
        QCOMPARE(CountingService::made, 2);
    }
    QCOMPARE(CountingService::gone, 2);
}

void TestVirtualUser::tags()
{
    K6Script script("export default function () {}");
    const auto vu = script.makeVu(1);
    vu->enterStage(Stage::Setup);
    QCOMPARE(vu->tags(), (QMap<QString, QString>{{u"build"_s, u"test"_s}, {u"group"_s, u"::setup"_s}}));
    auto info = std::make_shared<ExecutionInfo>(script.info);
    info->tags = {{u"of"_s, u"scenario"_s}, {u"build"_s, u"scenario's"_s}};
    vu->setExecutionInfo(info);
    vu->enterStage(Stage::Iteration, 0);
    const QMap<QString, QString> base{
        {u"build"_s, u"scenario's"_s}, {u"group"_s, u""_s}, {u"of"_s, u"scenario"_s}, {u"scenario"_s, u"default"_s}};
    QCOMPARE(vu->tags(), base);
    vu->setOwnTag(u"own"_s, u"1"_s);
    vu->setOwnTag(u"of"_s, u"script"_s);
    vu->setGroup(u"::g"_s);
    QCOMPARE(vu->tags(), (QMap<QString, QString>{{u"build"_s, u"scenario's"_s},
                                                 {u"group"_s, u"::g"_s},
                                                 {u"of"_s, u"script"_s},
                                                 {u"own"_s, u"1"_s},
                                                 {u"scenario"_s, u"default"_s}}));
    vu->removeOwnTag(u"of"_s);
    QCOMPARE(vu->tags().value(u"of"_s), u"scenario"_s);
    vu->enterStage(Stage::Iteration, 1);
    QCOMPARE(vu->tags().value(u"own"_s), u"1"_s);  // they last
    QCOMPARE(vu->tags().value(u"group"_s), u""_s); // a group doesn't
    vu->setExecutionInfo(info);
    QCOMPARE(vu->tags(), base); // until the VU works for another scenario
}

void TestVirtualUser::locationsAndFrames()
{
    K6Script script(R"(
export default function outer () {
  const inner = () => {
    console.log('here')
  }
  inner()
})");
    QString error;
    const QString path = script.folder.filePath(u"j.journal"_s);
    const auto journal = JournalWriter::create(path, {}, &error);
    QVERIFY2(journal, qPrintable(error));
    script.context.journal = journal.get();
    const auto vu = script.makeVu(1);
    script.iterate(*vu, 3);
    QCOMPARE(vu->currentLocation(), ScriptLocation()); // outside of any script
    QCOMPARE(vu->currentFrame(), QString());
    journal->close();
    JournalReader reader;
    QVERIFY(reader.open(path));
    bool found = false;
    while (const auto record = reader.next()) {
        if (record->kind != RecordKind::Console)
            continue;
        found = true;
        QCOMPARE(record->payload, QByteArray("here"));
        QCOMPARE(record->location.line, 4U);
        QCOMPARE(record->iteration, 3U);
        QCOMPARE(formatLocation(reader, record->location).section(u':', 0, 1), u"script.js:4"_s);
    }
    QVERIFY(found);
}

void TestVirtualUser::format()
{
    K6Script script("export const o = { a: [1, 'x'] }; export const e = new TypeError('t')");
    const auto vu = script.makeVu(1);
    QCOMPARE(vu->format(vu->exported(u"o"_s)), u"{ a: [ 1, \"x\" ] }"_s);
    QCOMPARE(vu->format(QJSValue()), u"undefined"_s);
    QCOMPARE(vu->format(QJSValue(QJSValue::NullValue)), u"null"_s);
    QVERIFY(vu->describe(vu->exported(u"e"_s)).startsWith(u"TypeError: t\n\tat "_s));
    QCOMPARE(vu->describe(QJSValue(5)), u"5"_s);
}

void TestVirtualUser::logGoesToTheJournalToo()
{
    K6Script script("export default function () {}");
    QString error;
    const QString path = script.folder.filePath(u"j.journal"_s);
    const auto journal = JournalWriter::create(path, {}, &error);
    script.context.journal = journal.get();
    const auto vu = script.makeVu(5);
    vu->log(LogLevel::Warning, u"careful"_s, {{u"a"_s, u"b"_s}});
    journal->close();
    QCOMPARE(script.log.records().size(), 1);
    QCOMPARE(script.log.records().first().fields, (QMap<QString, QString>{{u"a"_s, u"b"_s}}));
    JournalReader reader;
    QVERIFY(reader.open(path));
    const auto record = reader.next();
    QVERIFY(record && record->kind == RecordKind::Log && record->level == LogLevel::Warning && record->vu == 5);
    QVERIFY(record->payload.startsWith("careful"));
}

void TestVirtualUser::goErrorsFromNative()
{
    K6Script script(
        "import encoding from 'k6/encoding'\nexport default function () { try { encoding.b64decode('!!') } catch (e) { "
        "console.log(e instanceof GoError, e instanceof Error, e.name, e.stack.split('\\n').length > 1) } }");
    QCOMPARE(script.run(), QStringList(u"true true GoError true"_s));
}

/// Scripts that crash V4 by itself or come close to it are the engine process's business, but these must not get that
/// far.
void TestVirtualUser::crashersDoNotCrash_data()
{
    QTest::addColumn<QByteArray>("body");
    const auto row = [](const char *name, const QByteArray &body) { QTest::newRow(name) << body; };
    row("console of a deep object", "let o = {}; for (let i = 0; i < 20000; ++i) o = { o }; console.log(o)");
    row("console of a hostile object", "console.log({ get x () { throw new Error('x') } })");
    row("console of a hostile error",
        "const e = new Error(); e.toString = () => { throw new Error('y') }; console.log(e)");
    row("console of a proxy", "console.log(new Proxy({}, { ownKeys () { throw new Error('z') } }))");
    row("throws a proxy", "throw new Proxy({}, { get () { throw new Error('z') } })");
    row("throws a symbol", "throw Symbol('s')");
    row("rejects with a symbol", "Promise.reject(Symbol('s'))");
    row("error with a hostile name",
        "const e = new Error('m'); Object.defineProperty(e, 'name', { get () { throw new Error('n') } }); throw e");
    row("deleted globals", "delete globalThis.Promise; delete globalThis.Error; delete globalThis.JSON; delete "
                           "globalThis.console; setTimeout(() => {}, 1)");
    row("overwritten globals", "globalThis.Error = globalThis.Promise = globalThis.Object = globalThis.Reflect = "
                               "globalThis.Array = null; setTimeout(() => {}, 1); throw 'x'");
    row("frozen prototypes", "Object.freeze(Object.prototype); Object.freeze(Array.prototype); "
                             "Object.freeze(Promise.prototype); return Promise.resolve().then(() => {})");
    row("hostile Array iterator",
        "Array.prototype[Symbol.iterator] = function () { throw new Error('it') }; setTimeout((a) => {}, 1, 1, 2, 3)");
    row("hostile Function.prototype.call",
        "Function.prototype.call = Function.prototype.apply = () => { throw new Error('call') }; setTimeout(() => {}, "
        "1, 5); Promise.resolve().then(() => {})");
    row("hostile then", "Object.prototype.then = 5; return (async () => ({}))()");
}

void TestVirtualUser::crashersDoNotCrash()
{
    QFETCH(QByteArray, body);
    K6Script script("export default function () { if (__ITER === 0) { " + body + " } else { return 1 } }");
    const auto vu = script.makeVu(1);
    const CallOutcome outcome = script.iterate(*vu, 0);
    QVERIFY(outcome.kind == Kind::Complete || outcome.kind == Kind::Failed);
    if (outcome.kind == Kind::Failed) // never silently
        QVERIFY(!script.logLines().isEmpty());
    QCOMPARE(int(script.iterate(*vu, 1).kind), int(Kind::Complete));
}

QTEST_GUILESS_MAIN(TestVirtualUser)
#include "tst_virtual_user.moc"
