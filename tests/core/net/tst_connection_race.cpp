// SPDX-License-Identifier: GPL-3.0-or-later
#include "net/connection_race.h"
#include "support/process_state.h"
#include "support/test_peers.h"

#include <QElapsedTimer>
#include <QSignalSpy>
#include <QTest>

using namespace Qt::StringLiterals;
using namespace sockscope;
using namespace sockscope::test;

namespace {

const QHostAddress v4(QHostAddress::LocalHost);
const QHostAddress v6(QHostAddress::LocalHostIPv6);
const QHostAddress otherV4(u"127.0.0.2"_s);

/// Both addresses of a dual-stack host, on the same port.
template <typename Second>
std::unique_ptr<Second> onPort(const QHostAddress &address, quint16 port)
{
    if constexpr (std::is_same_v<Second, FullBacklogPeer>)
        return std::make_unique<FullBacklogPeer>(address, port);
    else
        return std::make_unique<Peer>(behaviour::silent(), address, port);
}

} // namespace

class TestConnectionRace : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void preferredAloneWhenItAnswers();
    void fallsBackWhenPreferredIsSilent();
    void fallsBackAtOnceWhenPreferredIsRefused();
    void reportsThePreferredFailure();
    void noHeadStart();
    void manyAddresses();
    void deletedUnderWay();
    void losersAreClosed();

private:
    std::unique_ptr<ConnectionRace> race(const QList<QHostAddress> &addresses, quint16 port, int headStartMs = 250)
    {
        m_made = 0;
        auto result = std::make_unique<ConnectionRace>(ConnectionRace::Target{addresses, port}, headStartMs, [this] {
            ++m_made;
            return std::make_unique<QTcpSocket>();
        });
        return result;
    }
    int m_made = 0;
};

void TestConnectionRace::preferredAloneWhenItAnswers()
{
    Peer preferred(behaviour::silent(), v4);
    const auto other = onPort<Peer>(v6, preferred.port());
    const auto runner = race({v4, v6}, preferred.port());
    QSignalSpy won(runner.get(), &ConnectionRace::won);
    runner->start();
    QVERIFY(won.size() == 1 || won.wait());
    QCOMPARE(runner->winner(), v4);
    QTest::qWait(300);
    QCOMPARE(other->connections(), 0); // never bothered
    QCOMPARE(m_made, 1);
    const auto socket = runner->takeSocket();
    QCOMPARE(socket->state(), QAbstractSocket::ConnectedState);
}

void TestConnectionRace::fallsBackWhenPreferredIsSilent()
{
    FullBacklogPeer silent(v4);
    const auto alive = onPort<Peer>(v6, silent.port());
    if (alive->port() == 0)
        QSKIP("this machine has no IPv6 loopback");
    const auto runner = race({v4, v6}, silent.port(), 200);
    QSignalSpy won(runner.get(), &ConnectionRace::won);
    QElapsedTimer clock;
    clock.start();
    runner->start();
    QVERIFY(won.wait());
    QVERIFY2(clock.elapsed() >= 199 && clock.elapsed() < 300, qPrintable(QString::number(clock.elapsed())));
    QCOMPARE(runner->winner(), v6);
}

void TestConnectionRace::fallsBackAtOnceWhenPreferredIsRefused()
{
    Peer alive(behaviour::silent(), v6);
    if (alive.port() == 0)
        QSKIP("this machine has no IPv6 loopback");
    const auto runner = race({v4, v6}, alive.port(), 10'000);
    QSignalSpy won(runner.get(), &ConnectionRace::won);
    QElapsedTimer clock;
    clock.start();
    runner->start();
    QVERIFY(won.size() == 1 || won.wait());
    QVERIFY2(clock.elapsed() < 300, qPrintable(QString::number(clock.elapsed())));
    QCOMPARE(runner->winner(), v6);
}

void TestConnectionRace::reportsThePreferredFailure()
{
    const quint16 port = unusedPort();
    const auto runner = race({v6, v4}, port);
    QSignalSpy lost(runner.get(), &ConnectionRace::lost);
    runner->start();
    QVERIFY(lost.size() == 1 || lost.wait());
    QCOMPARE(lost.first().first().toString(), u"dial tcp [::1]:%1: connect: connection refused"_s.arg(port));
    QCOMPARE(m_made, 2);
}

void TestConnectionRace::noHeadStart()
{
    Peer alive(behaviour::silent(), otherV4);
    FullBacklogPeer silent(v4, alive.port());
    const auto runner = race({otherV4, v4}, alive.port(), 0);
    QSignalSpy won(runner.get(), &ConnectionRace::won);
    runner->start();
    QVERIFY(won.size() == 1 || won.wait());
    QCOMPARE(runner->winner(), otherV4);
}

void TestConnectionRace::manyAddresses()
{
    Peer alive(behaviour::silent(), v4);
    QList<QHostAddress> addresses;
    for (int i = 2; i < 30; ++i)
        addresses += QHostAddress(u"127.0.0.%1"_s.arg(i)); // all refuse
    addresses += v4;
    const auto runner = race(addresses, alive.port());
    QSignalSpy won(runner.get(), &ConnectionRace::won);
    runner->start();
    QVERIFY(won.size() == 1 || won.wait());
    QCOMPARE(runner->winner(), v4);
    QCOMPARE(m_made, 29);
}

void TestConnectionRace::deletedUnderWay()
{
    FullBacklogPeer silent(v4);
    const qsizetype descriptors = openDescriptors();
    auto runner = race({v4}, silent.port());
    runner->start();
    QVERIFY(openDescriptors() > descriptors);
    runner.reset();
    QTRY_COMPARE(openDescriptors(), descriptors);
}

void TestConnectionRace::losersAreClosed()
{
    FullBacklogPeer silent(v4);
    const auto alive = onPort<Peer>(v6, silent.port());
    if (alive->port() == 0)
        QSKIP("this machine has no IPv6 loopback");
    const qsizetype descriptors = openDescriptors();
    {
        const auto runner = race({v4, v6}, silent.port(), 50);
        QSignalSpy won(runner.get(), &ConnectionRace::won);
        runner->start();
        QVERIFY(won.wait());
    }
    QTRY_COMPARE(alive->openConnections(), 0);
    QTRY_COMPARE(openDescriptors(), descriptors);
}

QTEST_GUILESS_MAIN(TestConnectionRace)
#include "tst_connection_race.moc"
