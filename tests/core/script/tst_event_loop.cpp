// SPDX-License-Identifier: GPL-3.0-or-later
// The event loop of a virtual user by itself.
#include "core/k6/k6_script.h"
#include "script/event_loop.h"

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

QTEST_GUILESS_MAIN(TestEventLoop)
#include "tst_event_loop.moc"
