// SPDX-License-Identifier: GPL-3.0-or-later
// The event loop of a virtual user: by itself, and as scripts see it through their timers.
#include "core/k6/k6_script.h"
#include "support/script_runner.h"

#include <QElapsedTimer>
#include <QLoggingCategory>
#include <QTest>
#include <QTimer>

#include <thread>

using namespace Qt::StringLiterals;
using namespace sockscope;
using namespace sockscope::test;
using End = EventLoop::End;

namespace {

const QByteArray Nothing = "export default function () {}";

/// A virtual user with nothing to do, for its loop.
struct LoopOwner
{
    K6Script script{Nothing};
    std::unique_ptr<VirtualUser> vu = script.makeVu(1);
    EventLoop &loop = vu->loop();
};

qint64 milliseconds(const std::function<void()> &work)
{
    QElapsedTimer elapsed;
    elapsed.start();
    work();
    return elapsed.elapsed();
}

} // namespace

class TestEventLoop : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void init();
    void callbacksRunInOrder();
    void callbacksNeverRunInsideThePoster();
    void idleAtOnce();
    void holds();
    void holdsMove();
    void qtEventsAreServed();
    void timersInOrder();
    void timersOfEqualTime();
    void clearedTimers();
    void strangeDelays_data();
    void strangeDelays();
    void armedTimers();
    void failLetsTheQueueRun();
    void failDropsTimersAndHolds();
    void stopFromAnotherThread();
    void stopWhileACallbackRuns();
    void stopBeforeRun();
    void wakeUpFromAnotherThread();
    void runForReturnsInTime();
    void resetForgets();
    void manyCallbacks();

    void scriptTimers_data();
    void scriptTimers();
    void timersHoldTheIteration();
    void timersDoNotOutliveAFailure();
    void queuedCallbacksRunAfterAFailure();
    void onlyTheFirstErrorIsReported();
    void timerIdsGoOn();
    void aLateTimerAfterABusyScript();
    void sleepStopsEverything();
    void zeroDelaysDoNotStarveSockets();
};

void TestEventLoop::init()
{
    QLoggingCategory::setFilterRules(u"qt.qml.compiler=false"_s);
}

void TestEventLoop::callbacksRunInOrder()
{
    LoopOwner owner;
    QList<int> seen;
    for (int i = 0; i < 100; ++i)
        owner.loop.post([&seen, i] { seen.append(i); });
    QCOMPARE(owner.loop.runUntilIdle(), End::Idle);
    QCOMPARE(seen.size(), 100);
    QVERIFY(std::is_sorted(seen.begin(), seen.end()));
}

void TestEventLoop::callbacksNeverRunInsideThePoster()
{
    LoopOwner owner;
    QStringList seen;
    owner.loop.post([&] {
        owner.loop.post([&] { seen.append(u"inner"_s); });
        seen.append(u"outer"_s);
    });
    owner.loop.post([&] { seen.append(u"second"_s); });
    QVERIFY(seen.isEmpty());
    QCOMPARE(owner.loop.runUntilIdle(), End::Idle);
    QCOMPARE(seen, (QStringList{u"outer"_s, u"second"_s, u"inner"_s}));
}

void TestEventLoop::idleAtOnce()
{
    LoopOwner owner;
    QVERIFY(milliseconds([&] { QCOMPARE(owner.loop.runUntilIdle(), End::Idle); }) < 1000);
    QVERIFY(!owner.loop.hasFailed());
}

void TestEventLoop::holds()
{
    LoopOwner owner;
    EventLoop::Hold first = owner.loop.hold(), second = owner.loop.hold();
    bool secondReleased = false;
    QTimer::singleShot(20, this, [&] {
        first.release();
        first.release();
    });
    QTimer::singleShot(60, this, [&] {
        secondReleased = true;
        second.release();
    });
    QCOMPARE(owner.loop.runUntilIdle(), End::Idle);
    QVERIFY(secondReleased);
}

void TestEventLoop::holdsMove()
{
    LoopOwner owner;
    EventLoop::Hold hold;
    {
        EventLoop::Hold inner = owner.loop.hold();
        hold = std::move(inner);
    }
    EventLoop::Hold other(std::move(hold));
    bool released = false;
    QTimer::singleShot(20, this, [&] {
        released = true;
        other = EventLoop::Hold();
    });
    QCOMPARE(owner.loop.runUntilIdle(), End::Idle);
    QVERIFY(released);
}

void TestEventLoop::qtEventsAreServed()
{
    LoopOwner owner;
    EventLoop::Hold hold = owner.loop.hold();
    int queued = 0, deleted = 0;
    QMetaObject::invokeMethod(
        this, [&] { ++queued; }, Qt::QueuedConnection);
    auto *object = new QObject;
    connect(object, &QObject::destroyed, this, [&] { ++deleted; });
    object->deleteLater();
    QTimer::singleShot(30, this, [&] { hold.release(); });
    QCOMPARE(owner.loop.runUntilIdle(), End::Idle);
    QCOMPARE(queued, 1);
    QCOMPARE(deleted, 1); // no QEventLoop is there to do that
}

void TestEventLoop::timersInOrder()
{
    const ScriptRun run = runBody(u"for (const ms of [40, 5, 20, 0, 10]) setTimeout(() => console.log(ms), ms)"_s);
    QCOMPARE(run.console, (QStringList{u"0"_s, u"5"_s, u"10"_s, u"20"_s, u"40"_s}));
}

void TestEventLoop::timersOfEqualTime()
{
    const ScriptRun run = runBody(
        u"const seen = []; for (let i = 0; i < 50; ++i) setTimeout(() => { seen.push(i); if (seen.length === 50) console.log(seen.join()) }, 10)"_s);
    QStringList expected;
    for (int i = 0; i < 50; ++i)
        expected.append(QString::number(i));
    QCOMPARE(run.console, QStringList(expected.join(u',')));
}

void TestEventLoop::clearedTimers()
{
    LoopOwner owner;
    const int id = owner.loop.startTimer(10, false);
    owner.loop.clearTimer(id);
    owner.loop.clearTimer(id);
    owner.loop.clearTimer(12345);
    owner.loop.clearTimer(-1);
    QVERIFY(milliseconds([&] { QCOMPARE(owner.loop.runUntilIdle(), End::Idle); }) < 1000);
    QVERIFY(owner.loop.armedTimers().isEmpty());
}

void TestEventLoop::strangeDelays_data()
{
    QTest::addColumn<double>("delay");
    QTest::addColumn<bool>("isSoon");
    QTest::newRow("negative") << -5.0 << true;
    QTest::newRow("zero") << 0.0 << true;
    QTest::newRow("fraction") << 0.25 << true;
    QTest::newRow("nan") << qQNaN() << true;
    QTest::newRow("minus infinity") << -qInf() << true;
    QTest::newRow("a month") << 2.6e9 << false;
    QTest::newRow("beyond an int") << 1e10 << false;
    QTest::newRow("beyond everything") << 1e300 << false;
}

void TestEventLoop::strangeDelays()
{
    QFETCH(double, delay);
    QFETCH(bool, isSoon);
    LoopOwner owner;
    owner.loop.startTimer(delay, false);
    owner.loop.runFor(20);
    owner.loop.runFor(0);
    QCOMPARE(owner.loop.armedTimers().isEmpty(), isSoon);
}

void TestEventLoop::armedTimers()
{
    LoopOwner owner;
    const int timeout = owner.loop.startTimer(1e6, false), interval = owner.loop.startTimer(1e6, true);
    QCOMPARE(timeout, 1);
    QCOMPARE(interval, 2);
    QCOMPARE(owner.loop.armedTimers(), (QMap<int, bool>{{timeout, false}, {interval, true}}));
    owner.loop.clearTimer(interval);
    QCOMPARE(owner.loop.armedTimers(), (QMap<int, bool>{{timeout, false}}));
}

void TestEventLoop::failLetsTheQueueRun()
{
    LoopOwner owner;
    QStringList seen;
    owner.loop.post([&] {
        seen.append(u"first"_s);
        owner.loop.fail();
        owner.loop.post([&] { seen.append(u"queued by it"_s); });
    });
    owner.loop.post([&] { seen.append(u"second"_s); });
    QCOMPARE(owner.loop.runUntilIdle(), End::Failed);
    QCOMPARE(seen, (QStringList{u"first"_s, u"second"_s, u"queued by it"_s}));
    QVERIFY(owner.loop.hasFailed());
}

void TestEventLoop::failDropsTimersAndHolds()
{
    LoopOwner owner;
    const EventLoop::Hold hold = owner.loop.hold();
    owner.loop.startTimer(1e6, false);
    owner.loop.post([&] { owner.loop.fail(); });
    QCOMPARE(owner.loop.runUntilIdle(), End::Failed); // although something holds it
    QCOMPARE(owner.loop.armedTimers().size(), 1);     // for whoever warns of them
    owner.loop.reset();
    QVERIFY(owner.loop.armedTimers().isEmpty());
    QVERIFY(!owner.loop.hasFailed());
}

void TestEventLoop::stopFromAnotherThread()
{
    LoopOwner owner;
    const EventLoop::Hold hold = owner.loop.hold();
    std::thread stopper([&] {
        std::this_thread::sleep_for(std::chrono::milliseconds(50));
        owner.loop.stop();
    });
    QCOMPARE(owner.loop.runUntilIdle(), End::Stopped);
    stopper.join();
    QCOMPARE(owner.loop.runUntilIdle(), End::Stopped); // and stays so
}

void TestEventLoop::stopWhileACallbackRuns()
{
    LoopOwner owner;
    QStringList seen;
    owner.loop.post([&] {
        owner.loop.stop();
        seen.append(u"first"_s);
    });
    owner.loop.post([&] { seen.append(u"never"_s); });
    QCOMPARE(owner.loop.runUntilIdle(), End::Stopped);
    QCOMPARE(seen, QStringList(u"first"_s));
}

void TestEventLoop::stopBeforeRun()
{
    LoopOwner owner;
    bool ran = false;
    owner.loop.post([&] { ran = true; });
    owner.loop.stop();
    QCOMPARE(owner.loop.runUntilIdle(), End::Stopped);
    QVERIFY(!ran);
}

void TestEventLoop::wakeUpFromAnotherThread()
{
    LoopOwner owner;
    std::thread waker([&] {
        std::this_thread::sleep_for(std::chrono::milliseconds(50));
        owner.loop.wakeUp();
    });
    QVERIFY(milliseconds([&] { owner.loop.runFor(20'000); }) < 10'000);
    waker.join();
}

void TestEventLoop::runForReturnsInTime()
{
    LoopOwner owner;
    const EventLoop::Hold hold = owner.loop.hold();
    owner.loop.runFor(0); // it may return early for events, which are served here
    const qint64 waited = milliseconds([&] { owner.loop.runFor(100); });
    QVERIFY2(waited < 5000, qPrintable(QString::number(waited)));
    QVERIFY(milliseconds([&] { owner.loop.runFor(0); }) < 50);
    bool ran = false;
    owner.loop.post([&] { ran = true; });
    owner.loop.runFor(0);
    QVERIFY(ran);
    owner.loop.startTimer(10, false);
    QVERIFY(milliseconds([&] { owner.loop.runFor(20'000); }) < 10'000); // a timer that comes due ends the wait
}

void TestEventLoop::resetForgets()
{
    LoopOwner owner;
    bool ran = false;
    owner.loop.post([&] { ran = true; });
    owner.loop.startTimer(0, true);
    owner.loop.reset();
    QCOMPARE(owner.loop.runUntilIdle(), End::Idle);
    QVERIFY(!ran);
}

void TestEventLoop::manyCallbacks()
{
    LoopOwner owner;
    int left = 200'000;
    std::function<void()> again = [&] {
        if (--left > 0)
            owner.loop.post(again);
    };
    owner.loop.post(again);
    QCOMPARE(owner.loop.runUntilIdle(), End::Idle);
    QCOMPARE(left, 0);
}

void TestEventLoop::scriptTimers_data()
{
    QTest::addColumn<QString>("body");
    QTest::addColumn<QStringList>("expected");
    const auto row = [](const char *name, const QString &body, const QStringList &expected) {
        QTest::newRow(name) << body << expected;
    };
    row("ids are numbers from 1",
        u"log(setTimeout(() => {}, 0), setInterval(() => {}, 1e6), setTimeout(() => {}, 0)); clearInterval(2)"_s,
        {u"1 2 3"_s});
    row("arguments", u"setTimeout((...a) => log(JSON.stringify(a)), 1, 1, 'x', null, undefined)"_s,
        {u"[1,\"x\",null,null]"_s});
    row("no arguments", u"setTimeout((...a) => log(a.length), 1)"_s, {u"0"_s});
    row("one argument", u"setTimeout((...a) => log(a.length, a[0]), 1, undefined)"_s, {u"1 "_s});
    row("this",
        u"setTimeout(function () { log(this === globalThis) }, 1); const i = setInterval(function () { log(this === globalThis); clearInterval(i) }, 2)"_s,
        {u"true"_s, u"true"_s});
    row("string delays", u"setTimeout(() => log('b'), '20'); setTimeout(() => log('a'), '5')"_s, {u"a"_s, u"b"_s});
    row("odd delays", u"for (const d of [undefined, null, NaN, -5, 'x', {}, '']) setTimeout(() => log(String(d)), d)"_s,
        {u"undefined"_s, u"null"_s, u"NaN"_s, u"-5"_s, u"x"_s, u"[object Object]"_s, u""_s});
    row("cleared", u"const id = setTimeout(() => log('never'), 1); clearTimeout(id); clearTimeout(id); log('x')"_s,
        {u"x"_s});
    row("clear by string", u"const id = setTimeout(() => log('never'), 1); clearTimeout(String(id)); log('x')"_s,
        {u"x"_s});
    row("clear across kinds", u"const id = setInterval(() => log('never'), 1); clearTimeout(id); log('x')"_s, {u"x"_s});
    row("clear of nonsense",
        u"clearTimeout(); clearTimeout(null); clearTimeout('abc'); clearTimeout({}); clearInterval(99); clearTimeout(-1); log('x')"_s,
        {u"x"_s});
    row("clear from a sibling due at the same time",
        u"let b; setTimeout(() => { log('a'); clearTimeout(b) }, 5); b = setTimeout(() => log('never'), 5)"_s,
        {u"a"_s});
    row("interval",
        u"let n = 0; const i = setInterval((x) => { log(x, ++n); if (n === 3) clearInterval(i) }, 2, 'i')"_s,
        {u"i 1"_s, u"i 2"_s, u"i 3"_s});
    row("interval of zero",
        u"let n = 0; const i = setInterval(() => { if (++n === 100) { clearInterval(i); log(n) } }, 0)"_s, {u"100"_s});
    row("nested", u"setTimeout(() => { log(1); setTimeout(() => { log(2); setTimeout(() => log(3)) }) })"_s,
        {u"1"_s, u"2"_s, u"3"_s});
    row("timer set in a timer comes later",
        u"setTimeout(() => { log('a'); setTimeout(() => log('c'), 0) }, 0); setTimeout(() => log('b'), 0)"_s,
        {u"a"_s, u"b"_s, u"c"_s});
    row("microtasks in between",
        u"setTimeout(() => { log(1); Promise.resolve().then(() => log(2)) }, 3); setTimeout(() => log(3), 3)"_s,
        {u"1"_s, u"2"_s, u"3"_s});
    row("k6/timers is the same", u"const t = timers; log(t.setTimeout === setTimeout, typeof t.clearInterval)"_s,
        {u"true function"_s});
    row("no callback",
        u"for (const f of [undefined, null]) try { setTimeout(f, 1) } catch (e) { log(String(e)) }; try { setInterval() } catch (e) { log(String(e)) }"_s,
        {u"GoError: setTimeout's callback isn't a callable function"_s,
         u"GoError: setTimeout's callback isn't a callable function"_s,
         u"GoError: setInterval's callback isn't a callable function"_s});
    row("callback of a wrong type",
        u"for (const f of [5, 'x', {}]) try { setTimeout(f, 1) } catch (e) { log(String(e)) }"_s,
        {u"TypeError: could not convert function call parameter 0: could not convert 5 to sobek.Callable"_s,
         u"TypeError: could not convert function call parameter 0: could not convert x to sobek.Callable"_s,
         u"TypeError: could not convert function call parameter 0: could not convert [object Object] to sobek.Callable"_s});
}

void TestEventLoop::scriptTimers()
{
    QFETCH(QString, body);
    QFETCH(QStringList, expected);
    const ScriptRun run = runScript(
        u"import timers from 'k6/timers'; const log = (...a) => console.log(a.join(' '))\nexport default async function () {\n"_s +
        body + u"\n}"_s);
    QCOMPARE(run.errors, QStringList());
    QCOMPARE(run.console, expected);
    QCOMPARE(run.warnings, QStringList());
}

void TestEventLoop::timersHoldTheIteration()
{
    const ScriptRun run = runScript(
        u"export const options = { iterations: 2 }\nexport default function () { setTimeout(() => console.log('late', __ITER), 30); console.log('end', __ITER) }"_s);
    QCOMPARE(run.console, (QStringList{u"end 0"_s, u"late 0"_s, u"end 1"_s, u"late 1"_s}));
}

void TestEventLoop::timersDoNotOutliveAFailure()
{
    const ScriptRun run = runScript(uR"(
export const options = { iterations: 2 }
export default function () {
  if (__ITER === 1) { setTimeout(() => console.log('second iteration'), 40); return }
  setTimeout(() => console.log('never'), 20)
  setInterval(() => console.log('never'), 20)
  setTimeout(() => console.log('never'), 30, 'with', 'arguments')
  throw new Error('x')
})"_s);
    QCOMPARE(run.console, QStringList(u"second iteration"_s));
    QCOMPARE(run.warnings, (QStringList{u"setTimeout 1 was stopped because the VU iteration was interrupted"_s,
                                        u"setInterval 2 was stopped because the VU iteration was interrupted"_s,
                                        u"setTimeout 3 was stopped because the VU iteration was interrupted"_s}));
}

void TestEventLoop::queuedCallbacksRunAfterAFailure()
{
    const ScriptRun run = runBody(uR"(
setTimeout(() => { console.log('one'); throw new Error('in one') }, 5)
setTimeout(() => { console.log('two'); Promise.resolve().then(() => console.log('two, later')) }, 5)
setTimeout(() => { console.log('never') }, 500)
const until = Date.now() + 30; while (Date.now() < until); // both are due at once
)"_s);
    QCOMPARE(run.console, (QStringList{u"one"_s, u"two"_s, u"two, later"_s}));
    QCOMPARE(run.errors.size(), 1);
    QCOMPARE(run.warnings.size(), 1);
}

void TestEventLoop::onlyTheFirstErrorIsReported()
{
    const ScriptRun run = runBody(uR"(
for (const name of ['first', 'second', 'third']) setTimeout(() => { throw new Error(name) }, 5)
setTimeout(() => Promise.reject(new Error('fourth')), 5)
const until = Date.now() + 30; while (Date.now() < until);
)"_s);
    QCOMPARE(run.errors.size(), 1);
    QVERIFY2(run.errors.first().startsWith(u"Error: first\n"_s), qPrintable(run.errors.first()));
}

void TestEventLoop::timerIdsGoOn()
{
    const ScriptRun run = runScript(
        u"export const options = { iterations: 3 }\nexport default function () { console.log(setTimeout(() => {}, 0)) }"_s);
    QCOMPARE(run.console, (QStringList{u"1"_s, u"2"_s, u"3"_s})); // of the VU, not of the iteration
}

void TestEventLoop::aLateTimerAfterABusyScript()
{
    const ScriptRun run = runBody(uR"(
setTimeout(() => console.log('first'), 10)
setTimeout(() => console.log('second'), 20)
const until = Date.now() + 60; while (Date.now() < until);
setTimeout(() => console.log('third'), 0)
)"_s);
    QCOMPARE(run.console, (QStringList{u"first"_s, u"second"_s, u"third"_s}));
}

void TestEventLoop::sleepStopsEverything()
{
    const ScriptRun run = runScript(uR"(
import { sleep } from 'k6'
export default function () {
  setTimeout(() => console.log('timer'), 1)
  const began = Date.now()
  sleep(0.1)
  console.log('slept', Date.now() - began >= 99)
})"_s);
    QCOMPARE(run.console, (QStringList{u"slept true"_s, u"timer"_s}));
}

/// A script that always has a timer due still hears from its sockets, and the other way round.
void TestEventLoop::zeroDelaysDoNotStarveSockets()
{
    const ScriptRun run = runScript(uR"(
import { Socket } from 'k6/x/tcp'
export default async function () {
  const s = new Socket()
  let turns = 0, isOver = false
  const spin = () => { turns++; if (!isOver) setTimeout(spin, 0) }
  spin()
  try { await s.connect(1, '127.0.0.1') } catch (e) { console.log('refused', turns > 0) }
  isOver = true
  s.destroy()
})"_s);
    QCOMPARE(run.console, QStringList(u"refused true"_s));
}

QTEST_GUILESS_MAIN(TestEventLoop)
#include "tst_event_loop.moc"
