// SPDX-License-Identifier: GPL-3.0-or-later
#include "net/turn_queue.h"

#include <QCoreApplication>
#include <QTest>

#include <functional>
#include <optional>

using namespace sockscope;

namespace {

/// Notes when its turns come, and may do something in them.
class Taker final : public TurnQueue::Client
{
public:
    Taker(char name, QByteArray &log)
        : m_name(name)
        , m_log(log)
    {
    }
    ~Taker() { TurnQueue::ofThread().forget(*this); }
    void ask() { TurnQueue::ofThread().add(*this); }
    void takeTurn() override
    {
        m_log.append(m_name);
        if (inTurn)
            inTurn();
    }
    std::function<void()> inTurn;

private:
    const char m_name;
    QByteArray &m_log;
};

} // namespace

class TestTurnQueue : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void orderOfAsking();
    void whatIsAskedForInATurnComesNext();
    void whoGoesTakesNoTurn();
    void withoutDriverByTheEventLoop();
    void driverLeavesTheRestToTheEventLoop();
    void eventLoopInsideOfATurn();
};

void TestTurnQueue::orderOfAsking()
{
    QByteArray log;
    Taker a('a', log), b('b', log);
    TurnQueue::Driver driver;
    QVERIFY(!driver.hasWork());
    b.ask();
    a.ask();
    b.ask();
    QVERIFY(driver.hasWork());
    QCOMPARE(log, QByteArray());
    driver.run();
    QCOMPARE(log, QByteArray("bab"));
    QVERIFY(!driver.hasWork());
}

void TestTurnQueue::whatIsAskedForInATurnComesNext()
{
    QByteArray log;
    Taker a('a', log), b('b', log);
    TurnQueue::Driver driver;
    a.inTurn = [&] { a.ask(); };
    a.ask();
    b.ask();
    driver.run();
    QCOMPARE(log, QByteArray("ab"));
    driver.run();
    QCOMPARE(log, QByteArray("aba"));
}

void TestTurnQueue::whoGoesTakesNoTurn()
{
    QByteArray log;
    TurnQueue::Driver driver;
    std::optional<Taker> a(std::in_place, 'a', log), b(std::in_place, 'b', log);
    a->inTurn = [&] { b.reset(); };
    a->ask();
    b->ask();
    b->ask();
    driver.run();
    QCOMPARE(log, QByteArray("a"));
    QVERIFY(!driver.hasWork());
}

void TestTurnQueue::withoutDriverByTheEventLoop()
{
    QByteArray log;
    Taker a('a', log), b('b', log);
    a.ask();
    b.ask();
    QCOMPARE(log, QByteArray());
    QTRY_COMPARE(log, QByteArray("ab"));
    a.ask();
    QTRY_COMPARE(log, QByteArray("aba"));
}

/// The event loop takes no turn while there is a driver, and those that are left when it goes.
void TestTurnQueue::driverLeavesTheRestToTheEventLoop()
{
    QByteArray log;
    Taker a('a', log);
    a.ask();
    {
        const TurnQueue::Driver driver;
        a.ask();
        for (int i = 0; i < 10; ++i)
            QCoreApplication::processEvents();
        QCOMPARE(log, QByteArray());
    }
    QTRY_COMPARE(log, QByteArray("aa"));
}

void TestTurnQueue::eventLoopInsideOfATurn()
{
    QByteArray log;
    Taker a('a', log), b('b', log);
    bool cameInside = false;
    a.inTurn = [&] { cameInside = QTest::qWaitFor([&] { return log.endsWith('b'); }); };
    a.ask();
    b.ask();
    QTRY_COMPARE(log, QByteArray("ab"));
    QVERIFY(cameInside);
}

QTEST_GUILESS_MAIN(TestTurnQueue)
#include "tst_turn_queue.moc"
