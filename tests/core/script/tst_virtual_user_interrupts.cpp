// SPDX-License-Identifier: GPL-3.0-or-later
// How a virtual user is interrupted, from another thread and from within.
#include "core/k6/k6_script.h"

#include <QElapsedTimer>
#include <QLoggingCategory>
#include <QTest>

#include <thread>

using namespace sockscope;
using namespace sockscope::test;
using Kind = CallOutcome::Kind;

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

class TestVirtualUserInterrupts : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void init();
    void interrupts_data();
    void interrupts();
    void interruptInInit();
    void interruptBeforeACall();
    void interruptedUsersSayNothing();
    void interruptFromWithin();
    void abortTest();
};

void TestVirtualUserInterrupts::init()
{
    QLoggingCategory::setFilterRules(u"qt.qml.compiler=false"_s);
}

void TestVirtualUserInterrupts::interrupts_data()
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

void TestVirtualUserInterrupts::interrupts()
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

void TestVirtualUserInterrupts::interruptInInit()
{
    K6Script script("for (;;) {}\nexport default function () {}");
    VirtualUser vu(script.context, 1);
    const Interrupter interrupter(vu);
    QCOMPARE(int(vu.initialise().kind), int(Kind::Interrupted));
}

void TestVirtualUserInterrupts::interruptBeforeACall()
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

void TestVirtualUserInterrupts::interruptedUsersSayNothing()
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

void TestVirtualUserInterrupts::interruptFromWithin()
{
    K6Script script("export default function () { console.log('before'); setTimeout(() => console.log('never'), 0) }");
    const auto vu = script.makeVu(1);
    vu->loop().post([&] { vu->loop().post([&] { vu->interrupt(); }); });
    QCOMPARE(int(script.iterate(*vu, 0).kind), int(Kind::Interrupted));
    QCOMPARE(script.consoleLines(), QStringList(u"before"_s));
}

void TestVirtualUserInterrupts::abortTest()
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

QTEST_GUILESS_MAIN(TestVirtualUserInterrupts)
#include "tst_virtual_user_interrupts.moc"
