// SPDX-License-Identifier: GPL-3.0-or-later
// `sockscope peer`: serving, ports, and its end with clients connected.
#include "program.h"
#include "support/test_peers.h"

#include <QElapsedTimer>
#include <QRegularExpression>
#include <QTcpServer>
#include <QTcpSocket>
#include <QTest>

#include <csignal>
#include <memory>
#include <vector>

using namespace Qt::StringLiterals;
using namespace sockscope::test;

class TestPeerCommand : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void lists();
    void echoes();
    void faults_data();
    void faults();
    void port();
    void portInUse();
    void portOfAnotherPeer();
    void onlyOnLoopback();
    void interruptedWithClients_data();
    void interruptedWithClients();
    void interruptedWithAClientThatDoesNotRead();
    void portIsFreeAgain();
};

namespace {

/// The port that the first line names, once it is there; 0 where it doesn't come.
quint16 announcedPort(Program &peer)
{
    if (!peer.start() || !peer.waitForOut("\n"))
        return 0;
    static const QRegularExpression line(u"^echo peer on 127\\.0\\.0\\.1:(\\d+), Ctrl\\+C to stop\n$"_s);
    return static_cast<quint16>(line.match(QString::fromUtf8(peer.out())).captured(1).toUInt());
}

std::unique_ptr<QTcpSocket> connectTo(quint16 port)
{
    auto client = std::make_unique<QTcpSocket>();
    client->connectToHost(QHostAddress::LocalHost, port);
    return client->waitForConnected() ? std::move(client) : nullptr;
}

/// Sends and waits for the same to come back.
bool echo(QTcpSocket &client, const QByteArray &text)
{
    client.write(text);
    return QTest::qWaitFor([&] { return client.bytesAvailable() >= text.size(); }, 10'000) && client.readAll() == text;
}

} // namespace

void TestPeerCommand::lists()
{
    const Outcome outcome = runProgram({u"peer"_s});
    QCOMPARE(outcome.exitCode, 0);
    const QByteArrayList list = lines(outcome.out);
    QCOMPARE(list.size(), 8);
    QCOMPARE(list.at(0), "Peers:");
    QCOMPARE(list.at(1), "  echo      sends back what it receives");
    QCOMPARE(outcome.err, QByteArray());
}

void TestPeerCommand::faults_data()
{
    QTest::addColumn<QStringList>("flags");
    QTest::addColumn<QByteArray>("words");
    QTest::addColumn<QByteArray>("got"); // of "hello"
    QTest::addColumn<bool>("ends");
    QTest::addColumn<int>("leastMs");
    QTest::newRow("delay") << QStringList{u"--delay"_s, u"150"_s} << QByteArray("delay 150 ms") << QByteArray("hello")
                           << false << 149;
    QTest::newRow("slice") << QStringList{u"--slice"_s, u"1"_s} << QByteArray("slices of 1 B") << QByteArray("hello")
                           << false << 19;
    QTest::newRow("slow read") << QStringList{u"--slow-read"_s} << QByteArray("slow read") << QByteArray("hello")
                               << false << 0;
    QTest::newRow("cut") << QStringList{u"--cut-after=2"_s} << QByteArray("cut after 2 B") << QByteArray("he") << true
                         << 0;
    QTest::newRow("all") << QStringList{u"--delay=50"_s, u"--slice=2"_s, u"--cut-after=4"_s, u"--reset"_s}
                         << QByteArray("delay 50 ms, slices of 2 B, cut after 4 B, reset") << QByteArray("hell") << true
                         << 54;
}

/// The flags arrive, and the first line tells of them.
void TestPeerCommand::faults()
{
    QFETCH(const QStringList, flags);
    QFETCH(const QByteArray, words);
    QFETCH(const QByteArray, got);
    QFETCH(const bool, ends);
    QFETCH(const int, leastMs);
    Program peer(QStringList{u"peer"_s, u"echo"_s} + flags);
    QVERIFY(peer.start() && peer.waitForOut("\n"));
    static const QRegularExpression line(u"^echo peer on 127\\.0\\.0\\.1:(\\d+) \\((.*)\\), Ctrl\\+C to stop\n$"_s);
    const QRegularExpressionMatch match = line.match(QString::fromUtf8(peer.out()));
    QCOMPARE(match.captured(2).toUtf8(), words);
    const auto client = connectTo(static_cast<quint16>(match.captured(1).toUInt()));
    QVERIFY(client);
    QElapsedTimer clock;
    clock.start();
    client->write("hello");
    QTRY_COMPARE_WITH_TIMEOUT(client->bytesAvailable(), got.size(), 10'000);
    QVERIFY2(clock.elapsed() >= leastMs, qPrintable(QString::number(clock.elapsed())));
    QCOMPARE(client->readAll(), got);
    if (ends)
        QTRY_COMPARE_WITH_TIMEOUT(client->state(), QAbstractSocket::UnconnectedState, 10'000);
    QCOMPARE(client->state() == QAbstractSocket::ConnectedState, !ends);
}

void TestPeerCommand::echoes()
{
    Program peer({u"peer"_s, u"echo"_s});
    const quint16 port = announcedPort(peer);
    QVERIFY2(port != 0, peer.told().constData());
    const auto client = connectTo(port);
    QVERIFY(client);
    QVERIFY(echo(*client, QByteArray("\0\xff\r\n binary", 11)));
    QVERIFY(echo(*client, QByteArray(300'000, 'x')));
    peer.signal(SIGINT);
    QVERIFY(peer.waitForEnd(10'000));
    QCOMPARE(peer.exitCode(), 0);
    QVERIFY2(peer.out().endsWith("\n1 connections, 300011 B received, 300011 B sent\n"), peer.told().constData());
    QCOMPARE(peer.err(), QByteArray());
}

void TestPeerCommand::port()
{
    const quint16 wanted = unusedPort();
    Program peer({u"peer"_s, u"echo"_s, u"--port"_s, QString::number(wanted)});
    QCOMPARE(announcedPort(peer), wanted);
    const auto client = connectTo(wanted);
    QVERIFY(client && echo(*client, "here"));
}

void TestPeerCommand::portInUse()
{
    QTcpServer server;
    QVERIFY(server.listen(QHostAddress::LocalHost));
    const QString port = QString::number(server.serverPort());
    const Outcome outcome = runProgram({u"peer"_s, u"echo"_s, u"--port"_s, port});
    QCOMPARE(outcome.exitCode, 255);
    QCOMPARE(outcome.out, QByteArray());
    const QByteArray beginning = "level=error msg=\"cannot listen on 127.0.0.1:" + port.toLatin1() + ": ";
    QVERIFY2(withoutTimes(outcome.err).startsWith(beginning), outcome.told.constData());
    QVERIFY2(outcome.err.contains("the port is already in use; choose another port, or 0 for a free one"),
             outcome.told.constData());
    QCOMPARE(lines(outcome.err).size(), 1);
}

void TestPeerCommand::portOfAnotherPeer()
{
    Program first({u"peer"_s, u"echo"_s});
    const quint16 port = announcedPort(first);
    const Outcome second = runProgram({u"peer"_s, u"echo"_s, u"--port"_s, QString::number(port)});
    QCOMPARE(second.exitCode, 255);
    QVERIFY2(second.err.contains("in use"), second.told.constData());
    const auto client = connectTo(port);
    QVERIFY(client && echo(*client, "the first is unharmed"));
}

/// It is for labs on this machine: no other address of it answers.
void TestPeerCommand::onlyOnLoopback()
{
    Program peer({u"peer"_s, u"echo"_s});
    const quint16 port = announcedPort(peer);
    QVERIFY(port != 0);
    QTcpSocket other;
    other.connectToHost(QHostAddress(u"127.0.0.2"_s), port);
    QVERIFY(!other.waitForConnected());
    QCOMPARE(other.error(), QAbstractSocket::ConnectionRefusedError);
}

void TestPeerCommand::interruptedWithClients_data()
{
    QTest::addColumn<int>("number");
    QTest::newRow("SIGINT") << SIGINT;
    QTest::newRow("SIGTERM") << SIGTERM;
}

void TestPeerCommand::interruptedWithClients()
{
    QFETCH(const int, number);
    Program peer({u"peer"_s, u"echo"_s});
    const quint16 port = announcedPort(peer);
    std::vector<std::unique_ptr<QTcpSocket>> clients;
    for (int i = 0; i < 3; ++i) {
        clients.push_back(connectTo(port));
        QVERIFY(clients.back() && echo(*clients.back(), "hello"));
    }
    peer.signal(number);
    QVERIFY(peer.waitForEnd(10'000));
    QCOMPARE(peer.exitCode(), 0);
    QVERIFY2(peer.out().endsWith("\n3 connections, 15 B received, 15 B sent\n"), peer.told().constData());
    for (const auto &client : clients)
        QTRY_COMPARE_WITH_TIMEOUT(client->state(), QAbstractSocket::UnconnectedState, 10'000);
}

/// Its buffers are full and the peer waits for room.
void TestPeerCommand::interruptedWithAClientThatDoesNotRead()
{
    Program peer({u"peer"_s, u"echo"_s});
    const quint16 port = announcedPort(peer);
    const auto client = connectTo(port);
    QVERIFY(client);
    client->setReadBufferSize(1);
    client->write(QByteArray(32 << 20, 'x'));
    const auto stalls = [&client, last = client->bytesToWrite(), calm = 0]() mutable {
        calm = client->bytesToWrite() == last ? calm + 1 : 0;
        last = client->bytesToWrite();
        return calm > 20;
    };
    QVERIFY(QTest::qWaitFor(stalls, 20'000));
    QVERIFY(client->bytesToWrite() > 0);
    peer.signal(SIGINT);
    QVERIFY2(peer.waitForEnd(10'000), peer.told().constData());
    QCOMPARE(peer.exitCode(), 0);
}

void TestPeerCommand::portIsFreeAgain()
{
    const quint16 port = unusedPort();
    for (int round = 0; round < 3; ++round) {
        Program peer({u"peer"_s, u"echo"_s, u"--port"_s, QString::number(port)});
        QCOMPARE(announcedPort(peer), port);
        const auto client = connectTo(port);
        QVERIFY(client && echo(*client, "hello"));
        peer.signal(SIGINT);
        QVERIFY(peer.waitForEnd(10'000));
        QCOMPARE(peer.exitCode(), 0);
    }
}

QTEST_GUILESS_MAIN(TestPeerCommand)
#include "tst_peer_command.moc"
