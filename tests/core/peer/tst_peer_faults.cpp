// SPDX-License-Identifier: GPL-3.0-or-later
// How the built-in servers misbehave when they are told to.
#include "peer/peer_factory.h"
#include "peer/peer_server.h"
#include "raw_client.h"

#include <QElapsedTimer>
#include <QTest>

#include <thread>
#include <vector>

using namespace Qt::StringLiterals;
using sockscope::PeerFaults;
using sockscope::PeerServer;
using sockscope::test::Client;
using std::chrono::milliseconds;

namespace {

std::unique_ptr<PeerServer> running(const QString &name, const PeerFaults &faults)
{
    QString error;
    std::unique_ptr<PeerServer> peer = sockscope::createPeer(name, faults, &error);
    return peer && peer->start() ? std::move(peer) : nullptr;
}

PeerFaults delayed(int ms)
{
    PeerFaults faults;
    faults.delay = milliseconds(ms);
    return faults;
}

PeerFaults sliced(qint64 bytes)
{
    PeerFaults faults;
    faults.slice = bytes;
    return faults;
}

PeerFaults cut(qint64 after, bool reset)
{
    PeerFaults faults;
    faults.cutAfter = after;
    faults.reset = reset;
    return faults;
}

QByteArray pattern(qsizetype size)
{
    QByteArray bytes(size, Qt::Uninitialized);
    for (qsizetype i = 0; i < size; ++i)
        bytes[i] = char(i % 251);
    return bytes;
}

} // namespace

class TestPeerFaults : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void delay();
    void delayOfAGreeting();
    void delaysOfManyClients();
    void slice();
    void sliceOfOneByte();
    void slowRead();
    void cutAfter_data();
    void cutAfter();
    void cutOfABulk_data();
    void cutOfABulk();
    void cutWithASlowReader();
    void cutAtOnce_data();
    void cutAtOnce();
    void resetAtQuit();
    void resetAnswersFin();
    void together();
    void clientsLeaveMeanwhile();
    void stopsMeanwhile();
};

void TestPeerFaults::delay()
{
    const auto server = running(u"line"_s, delayed(150));
    const Client client(server->port());
    for (int i = 0; i < 3; ++i) {
        QElapsedTimer clock;
        clock.start();
        client.send("ADD 1 1\r\n");
        QCOMPARE(client.receiveLine(), "OK 2\r\n");
        QVERIFY2(clock.elapsed() >= 149, qPrintable(QString::number(clock.elapsed())));
    }
}

void TestPeerFaults::delayOfAGreeting()
{
    const auto server = running(u"greeting"_s, delayed(200));
    QElapsedTimer clock;
    clock.start();
    const Client client(server->port());
    QVERIFY(client.receiveLine().startsWith("220 "));
    QVERIFY(clock.elapsed() >= 199);
}

/// They pass at the same time, not one after the other.
void TestPeerFaults::delaysOfManyClients()
{
    const auto server = running(u"echo"_s, delayed(400));
    std::vector<std::unique_ptr<Client>> clients;
    for (int i = 0; i < 100; ++i)
        clients.push_back(std::make_unique<Client>(server->port()));
    QElapsedTimer clock;
    clock.start();
    for (const auto &client : clients)
        client->send("hello");
    for (const auto &client : clients)
        QCOMPARE(client->receive(5), "hello");
    QVERIFY(clock.elapsed() >= 399);
    QVERIFY2(clock.elapsed() < 20'000, qPrintable(QString::number(clock.elapsed())));
}

void TestPeerFaults::slice()
{
    const auto server = running(u"echo"_s, sliced(3));
    const Client client(server->port());
    const QByteArray bytes = pattern(100);
    client.send(bytes);
    int calls = 0;
    QByteArray got;
    while (got.size() < bytes.size()) {
        const QByteArray piece = client.receiveSome();
        QVERIFY(!piece.isEmpty());
        got += piece;
        QVERIFY(got.size() % 3 == 0 || got.size() == bytes.size()); // whole pieces
        ++calls;
    }
    QCOMPARE(got, bytes);
    QVERIFY(calls > 1);
}

void TestPeerFaults::sliceOfOneByte()
{
    const auto server = running(u"greeting"_s, sliced(1));
    QElapsedTimer clock;
    clock.start();
    const Client client(server->port());
    const QByteArray banner = client.receiveLine();
    QCOMPARE(banner, "220 localhost ESMTP sockscope greeting peer ready\r\n");
    QVERIFY(clock.elapsed() >= (banner.size() - 1) * PeerFaults::sliceGap.count() - 1);
}

/// The client's writes fill the buffers and stall; what is read in the end is whole.
void TestPeerFaults::slowRead()
{
    PeerFaults faults;
    faults.slowRead = true;
    const auto server = running(u"silent"_s, faults);
    const Client client(server->port());
    const int sendBuffer = 4096;
    ::setsockopt(client.descriptor(), SOL_SOCKET, SO_SNDBUF, &sendBuffer, sizeof sendBuffer);
    const timeval limit{0, 500'000};
    ::setsockopt(client.descriptor(), SOL_SOCKET, SO_SNDTIMEO, &limit, sizeof limit);
    QVERIFY(!client.send(QByteArray(1 << 20, 'x')));
    QTRY_VERIFY(server->counters().bytesReceived.load() >= 5 * PeerFaults::slowReadBytes);
    QVERIFY2(server->counters().bytesReceived.load() < 256 << 10,
             qPrintable(QString::number(server->counters().bytesReceived)));

    const auto echo = running(u"echo"_s, faults);
    const Client talker(echo->port());
    QElapsedTimer clock;
    clock.start();
    const QByteArray bytes = pattern(4 * PeerFaults::slowReadBytes);
    QVERIFY(talker.echoes(bytes));
    QVERIFY(clock.elapsed() >= 3 * PeerFaults::slowReadGap.count() - 1);
}

void TestPeerFaults::cutAfter_data()
{
    QTest::addColumn<qint64>("after");
    QTest::addColumn<bool>("reset");
    QTest::addColumn<QByteArray>("got");
    QTest::newRow("in a reply") << qint64(7) << false << QByteArray("OK 2\r\nO");
    QTest::newRow("in a reply, reset") << qint64(7) << true << QByteArray("OK 2\r\nO");
    QTest::newRow("at its end") << qint64(12) << false << QByteArray("OK 2\r\nOK 4\r\n");
    QTest::newRow("first byte") << qint64(1) << true << QByteArray("O");
    QTest::newRow("later than the client") << qint64(1000) << false << QByteArray("OK 2\r\nOK 4\r\nOK 6\r\n");
}

void TestPeerFaults::cutAfter()
{
    QFETCH(const qint64, after);
    QFETCH(const bool, reset);
    QFETCH(const QByteArray, got);
    const auto server = running(u"line"_s, cut(after, reset));
    for (int round = 0; round < 20; ++round) { // each connection counts for itself
        const Client client(server->port());
        client.send("ADD 1 1\r\nADD 2 2\r\nADD 3 3\r\n");
        if (after == 1000)
            client.finish();
        QCOMPARE(client.receiveAll(), got);
        QCOMPARE(errno, reset ? ECONNRESET : 0);
    }
    QTRY_COMPARE(server->counters().openConnections.load(), 0);
}

void TestPeerFaults::cutOfABulk_data()
{
    QTest::addColumn<bool>("reset");
    QTest::newRow("FIN") << false;
    QTest::newRow("RST") << true;
}

void TestPeerFaults::cutOfABulk()
{
    QFETCH(const bool, reset);
    const auto server = running(u"echo"_s, cut(3'000'000, reset));
    const Client client(server->port());
    const QByteArray bytes = pattern(8 << 20);
    int sendError = 0;
    std::thread sender([&] { sendError = client.send(bytes) ? 0 : errno; });
    const QByteArray got = client.receive(3'000'000);
    const QByteArray more = client.receiveAll();
    const int receiveError = errno;
    sender.join();
    QVERIFY(got == bytes.first(3'000'000));
    QCOMPARE(more, QByteArray());
    QCOMPARE(sendError == ECONNRESET || receiveError == ECONNRESET, reset); // the system tells one of them
}

/// A reset must not take away bytes that were counted as sent.
void TestPeerFaults::cutWithASlowReader()
{
    const auto server = running(u"echo"_s, cut(60'000, true));
    const Client client(server->port(), 4096);
    QVERIFY(client.send(pattern(65'536)));
    QTRY_COMPARE(server->counters().bytesSent.load(), 60'000);
    QTest::qWait(50);
    QCOMPARE(client.receive(60'000).size(), 60'000);
    QCOMPARE(client.receiveAll(), QByteArray());
    QCOMPARE(errno, ECONNRESET);
}

void TestPeerFaults::cutAtOnce_data()
{
    cutOfABulk_data();
}

void TestPeerFaults::cutAtOnce()
{
    QFETCH(const bool, reset);
    const auto server = running(u"greeting"_s, cut(0, reset));
    const Client client(server->port());
    QCOMPARE(client.receiveAll(), QByteArray());
    QCOMPARE(errno, reset ? ECONNRESET : 0);
    QCOMPARE(server->counters().bytesSent.load(), 0);
}

void TestPeerFaults::resetAtQuit()
{
    PeerFaults faults;
    faults.reset = true;
    const auto server = running(u"line"_s, faults);
    const Client client(server->port());
    client.send("QUIT\r\n");
    QCOMPARE(client.receiveAll(), "OK bye\r\n");
    QCOMPARE(errno, ECONNRESET);
}

void TestPeerFaults::resetAnswersFin()
{
    PeerFaults faults;
    faults.reset = true;
    const auto server = running(u"echo"_s, faults);
    const Client client(server->port());
    client.send("last");
    client.finish();
    QCOMPARE(client.receiveAll(), "last");
    QCOMPARE(errno, ECONNRESET);
}

void TestPeerFaults::together()
{
    PeerFaults faults = cut(20, true);
    faults.delay = milliseconds(100);
    faults.slice = 8;
    faults.slowRead = true;
    const auto server = running(u"echo"_s, faults);
    const Client client(server->port());
    QElapsedTimer clock;
    clock.start();
    client.send(pattern(100));
    QCOMPARE(client.receiveAll(), pattern(20));
    QCOMPARE(errno, ECONNRESET);
    QVERIFY(clock.elapsed() >= 100 + 2 * PeerFaults::sliceGap.count() - 1);
}

/// Clients that reset while the peer waits for its time leave nothing behind.
void TestPeerFaults::clientsLeaveMeanwhile()
{
    const auto server = running(u"echo"_s, delayed(10'000));
    {
        std::vector<std::unique_ptr<Client>> clients;
        for (int i = 0; i < 50; ++i) {
            clients.push_back(std::make_unique<Client>(server->port()));
            clients.back()->send("hello");
        }
        QTRY_COMPARE(server->counters().bytesReceived.load(), 250);
        const linger now{1, 0};
        for (const auto &client : clients)
            ::setsockopt(client->descriptor(), SOL_SOCKET, SO_LINGER, &now, sizeof now);
    }
    QTRY_COMPARE(server->counters().openConnections.load(), 0);
    QCOMPARE(server->counters().bytesSent.load(), 0);
}

void TestPeerFaults::stopsMeanwhile()
{
    const auto server = running(u"echo"_s, delayed(600'000));
    const Client client(server->port());
    client.send("hello");
    QTRY_COMPARE(server->counters().bytesReceived.load(), 5);
    server->stop();
    QVERIFY(client.sawEnd());
}

QTEST_GUILESS_MAIN(TestPeerFaults)
#include "tst_peer_faults.moc"
