// SPDX-License-Identifier: GPL-3.0-or-later
#include "peer/echo_peer.h"
#include "support/descriptor_limit.h"

#include <QHostAddress>
#include <QTcpServer>
#include <QTcpSocket>
#include <QTest>

#include <memory>
#include <vector>

using namespace Qt::StringLiterals;
using sockscope::EchoPeer;
using sockscope::test::DescriptorLimit;

namespace {

std::unique_ptr<QTcpSocket> client(quint16 port, const QHostAddress &address = QHostAddress::LocalHost)
{
    auto socket = std::make_unique<QTcpSocket>();
    socket->connectToHost(address, port);
    socket->waitForConnected(5000);
    return socket;
}

} // namespace

class TestEchoPeer : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void echoes();
    void ipv6();
    void counts();
    void portInUse();
    void foreignAddress();
    void restarts();
    void stopsWithClientsConnected();
    void clientThatDoesNotRead();
    void finIsAnswered();
    void resetClients();
    void manyClients();
    void descriptorLimit();
};

void TestEchoPeer::echoes()
{
    EchoPeer peer;
    QVERIFY(!peer.isRunning());
    QCOMPARE(peer.port(), 0);
    QVERIFY2(peer.start(), qPrintable(peer.errorString()));
    QVERIFY(peer.port() > 0);
    const auto socket = client(peer.port());
    QByteArray all(256, Qt::Uninitialized);
    for (int i = 0; i < 256; ++i)
        all[i] = char(i);
    socket->write(all);
    QTRY_COMPARE(socket->bytesAvailable(), 256);
    QCOMPARE(socket->readAll(), all);
}

void TestEchoPeer::ipv6()
{
    EchoPeer peer;
    if (!peer.start(QHostAddress::LocalHostIPv6))
        QSKIP("this machine has no IPv6 loopback");
    const auto socket = client(peer.port(), QHostAddress::LocalHostIPv6);
    socket->write("six");
    QTRY_COMPARE(socket->bytesAvailable(), 3);
}

void TestEchoPeer::counts()
{
    EchoPeer peer;
    QVERIFY(peer.start());
    auto first = client(peer.port()), second = client(peer.port());
    QTRY_COMPARE(peer.counters().openConnections.load(), 2);
    first->write(QByteArray(1000, 'x'));
    QTRY_COMPARE(first->bytesAvailable(), 1000);
    QCOMPARE(peer.counters().bytesReceived.load(), 1000);
    QCOMPARE(peer.counters().bytesSent.load(), 1000);
    first.reset();
    QTRY_COMPARE(peer.counters().openConnections.load(), 1);
    QCOMPARE(peer.counters().connections.load(), 2);
    peer.stop();
    QCOMPARE(peer.counters().openConnections.load(), 0);
}

void TestEchoPeer::portInUse()
{
    QTcpServer other;
    QVERIFY(other.listen(QHostAddress::LocalHost));
    EchoPeer peer;
    QVERIFY(!peer.start(QHostAddress::LocalHost, other.serverPort()));
    QCOMPARE(
        peer.errorString(),
        u"cannot listen on 127.0.0.1:%1: the port is already in use; choose another port, or 0 for a free one"_s.arg(
            other.serverPort()));
    QVERIFY(!peer.isRunning());
    QCOMPARE(peer.port(), 0);
    QVERIFY(peer.start());
    QVERIFY(peer.errorString().isEmpty());
}

void TestEchoPeer::foreignAddress()
{
    EchoPeer peer;
    QVERIFY(!peer.start(QHostAddress(u"192.0.2.1"_s)));
    QVERIFY2(peer.errorString().startsWith("cannot listen on 192.0.2.1:0: this machine has no such address"_L1),
             qPrintable(peer.errorString()));
}

void TestEchoPeer::restarts()
{
    EchoPeer peer;
    QVERIFY(peer.start());
    const quint16 port = peer.port();
    const auto socket = client(port);
    QTRY_COMPARE(peer.counters().openConnections.load(), 1);
    QVERIFY2(peer.start(QHostAddress::LocalHost, port),
             qPrintable(peer.errorString())); // not hindered by its own old connections
    QTRY_COMPARE(socket->state(), QAbstractSocket::UnconnectedState);
    const auto again = client(port);
    again->write("again");
    QTRY_COMPARE(again->bytesAvailable(), 5);
}

void TestEchoPeer::stopsWithClientsConnected()
{
    EchoPeer peer;
    QVERIFY(peer.start());
    std::vector<std::unique_ptr<QTcpSocket>> clients;
    for (int i = 0; i < 20; ++i)
        clients.push_back(client(peer.port()));
    QTRY_COMPARE(peer.counters().openConnections.load(), 20);
    peer.stop();
    for (const auto &socket : clients)
        QTRY_COMPARE(socket->state(), QAbstractSocket::UnconnectedState);
    peer.stop(); // harmless
}

void TestEchoPeer::clientThatDoesNotRead()
{
    EchoPeer peer;
    QVERIFY(peer.start());
    const auto lazy = client(peer.port());
    lazy->setReadBufferSize(1);
    lazy->write(QByteArray(64 << 20, 'x'));
    QTRY_VERIFY(peer.counters().bytesReceived.load() > 1 << 16);
    QTest::qWait(300);
    // It stops reading soon after the client does: what lies between is in kernel buffers.
    const qint64 held = peer.counters().bytesReceived.load() - peer.counters().bytesSent.load();
    QVERIFY2(held <= 65536, qPrintable(QString::number(held)));
    QVERIFY(peer.counters().bytesReceived.load() < 48LL << 20);
    const auto other = client(peer.port()); // and serves others
    other->write("x");
    QTRY_COMPARE(other->bytesAvailable(), 1);
    lazy->setReadBufferSize(0);
    qint64 got = 0;
    connect(lazy.get(), &QTcpSocket::readyRead, this, [&] { got += lazy->readAll().size(); });
    got += lazy->readAll().size();
    QTRY_COMPARE_WITH_TIMEOUT(got, 64LL << 20, 30000);
}

void TestEchoPeer::finIsAnswered()
{
    EchoPeer peer;
    QVERIFY(peer.start());
    const auto socket = client(peer.port());
    socket->write("last");
    socket->disconnectFromHost();
    QTRY_COMPARE(peer.counters().bytesReceived.load(), 4);
    QTRY_COMPARE(peer.counters().openConnections.load(), 0);
    QTRY_COMPARE(socket->state(), QAbstractSocket::UnconnectedState);
}

void TestEchoPeer::resetClients()
{
    EchoPeer peer;
    QVERIFY(peer.start());
    for (int i = 0; i < 50; ++i) {
        const auto socket = client(peer.port());
        socket->write(QByteArray(1 << 20, 'x'));
        socket->flush();
        socket->abort(); // with unread echo: RST
    }
    QTRY_COMPARE(peer.counters().connections.load(), 50);
    QTRY_COMPARE(peer.counters().openConnections.load(), 0);
}

void TestEchoPeer::manyClients()
{
    EchoPeer peer;
    QVERIFY(peer.start());
    std::vector<std::unique_ptr<QTcpSocket>> clients;
    for (int i = 0; i < 500; ++i) {
        clients.push_back(client(peer.port()));
        clients.back()->write(QByteArray::number(i));
    }
    for (int i = 0; i < 500; ++i) {
        QTRY_COMPARE(clients[std::size_t(i)]->bytesAvailable(), QByteArray::number(i).size());
        QCOMPARE(clients[std::size_t(i)]->readAll(), QByteArray::number(i));
    }
    QCOMPARE(peer.counters().connections.load(), 500);
}

void TestEchoPeer::descriptorLimit()
{
    EchoPeer peer;
    QVERIFY(peer.start());
    auto first = client(peer.port());
    QTRY_COMPARE(peer.counters().openConnections.load(), 1);
    std::vector<std::unique_ptr<QTcpSocket>> waiting;
    {
        const DescriptorLimit limit(1); // room for the client's end only
        waiting.push_back(client(peer.port()));
        QTRY_VERIFY(peer.counters().acceptPauses.load() > 0);
        first->write("still served");
        QTRY_COMPARE(first->bytesAvailable(), 12);
        QCOMPARE(peer.counters().openConnections.load(), 1);
        QTest::qWait(200);
        QVERIFY2(peer.counters().acceptPauses.load() < 20, "it spins"); // a few retries
    }
    waiting.front()->write("at last");
    QTRY_COMPARE(waiting.front()->bytesAvailable(), 7);
    QCOMPARE(peer.counters().openConnections.load(), 2);
}

QTEST_GUILESS_MAIN(TestEchoPeer)
#include "tst_echo_peer.moc"
