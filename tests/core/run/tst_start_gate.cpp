// SPDX-License-Identifier: GPL-3.0-or-later
#include "run/start_gate.h"

#include <QTest>

#include <chrono>
#include <future>

using namespace std::chrono_literals;
using namespace sockscope;

class TestStartGate : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void isOpenAtFirst();
    void holdsUntilItIsOpened();
    void staysOpen();
};

void TestStartGate::isOpenAtFirst()
{
    StartGate gate;
    QVERIFY(!gate.isClosed());
    gate.wait();
}

void TestStartGate::holdsUntilItIsOpened()
{
    StartGate gate;
    gate.close();
    QVERIFY(gate.isClosed());
    const std::future<void> through = std::async(std::launch::async, [&gate] { gate.wait(); });
    QCOMPARE(through.wait_for(50ms), std::future_status::timeout);
    gate.open();
    QCOMPARE(through.wait_for(10s), std::future_status::ready);
    QVERIFY(!gate.isClosed());
}

/// A run that is stopped before it is to pause doesn't.
void TestStartGate::staysOpen()
{
    StartGate gate;
    gate.open();
    gate.close();
    QVERIFY(!gate.isClosed());
    gate.wait();
}

QTEST_GUILESS_MAIN(TestStartGate)
#include "tst_start_gate.moc"
