// SPDX-License-Identifier: GPL-3.0-or-later
// One virtual user: its globals in every stage, its exports, services, tags, and where its script stands.
#include "core/k6/k6_script.h"
#include "journal/journal_reader.h"
#include "journal/journal_writer.h"

#include <QElapsedTimer>
#include <QLoggingCategory>
#include <QTest>

using namespace sockscope;
using namespace sockscope::test;
using Kind = CallOutcome::Kind;
using Stage = VirtualUser::Stage;

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
    void startKeepsTheLoopToTheCaller();
    void servicesAreMadeOnce();
    void tags();
    void locationsAndFrames();
    void format();
    void logGoesToTheJournalToo();
    void goErrorsFromNative();
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

QTEST_GUILESS_MAIN(TestVirtualUser)
#include "tst_virtual_user.moc"
