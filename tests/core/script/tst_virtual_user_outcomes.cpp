// SPDX-License-Identifier: GPL-3.0-or-later
// How calls into a virtual user end.
#include "core/k6/k6_script.h"

#include <QLoggingCategory>
#include <QTest>

using namespace sockscope;
using namespace sockscope::test;
using Kind = CallOutcome::Kind;
using Stage = VirtualUser::Stage;

class TestVirtualUserOutcomes : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void init();
    void outcomes_data();
    void outcomes();
    void failuresInTheBackground_data();
    void failuresInTheBackground();
    void iterationOutcomes_data();
    void iterationOutcomes();
    void crashersDoNotCrash_data();
    void crashersDoNotCrash();
};

void TestVirtualUserOutcomes::init()
{
    QLoggingCategory::setFilterRules(u"qt.qml.compiler=false"_s);
}

void TestVirtualUserOutcomes::outcomes_data()
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

void TestVirtualUserOutcomes::outcomes()
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

void TestVirtualUserOutcomes::failuresInTheBackground_data()
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

void TestVirtualUserOutcomes::failuresInTheBackground()
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

void TestVirtualUserOutcomes::iterationOutcomes_data()
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

void TestVirtualUserOutcomes::iterationOutcomes()
{
    QFETCH(QByteArray, body);
    QFETCH(int, kind);
    K6Script script("export default function () { " + body + " }");
    const auto vu = script.makeVu(1);
    QCOMPARE(int(script.iterate(*vu, 0).kind), kind);
    QCOMPARE(int(script.iterate(*vu, 1).kind), kind); // and it is as good as new
    QCOMPARE(script.logLines().filter(u"error: "_s).size(), kind == int(Kind::Failed) ? 2 : 0);
}

/// Scripts that crash V4 by itself or come close to it are the engine process's business, but these must not get that
/// far.
void TestVirtualUserOutcomes::crashersDoNotCrash_data()
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

void TestVirtualUserOutcomes::crashersDoNotCrash()
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

QTEST_GUILESS_MAIN(TestVirtualUserOutcomes)
#include "tst_virtual_user_outcomes.moc"
