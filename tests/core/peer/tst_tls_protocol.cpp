// SPDX-License-Identifier: GPL-3.0-or-later
#include "peer/peer_factory.h"
#include "peer/peer_server.h"
#include "raw_client.h"

#include <QSslCertificate>
#include <QSslSocket>
#include <QTest>

#include <memory>
#include <vector>

using namespace Qt::StringLiterals;
using sockscope::PeerFaults;
using sockscope::PeerServer;
using sockscope::test::Client;

namespace {

std::unique_ptr<PeerServer> running(const PeerFaults &faults = {})
{
    QString error;
    std::unique_ptr<PeerServer> peer = sockscope::createPeer(u"tls"_s, faults, &error);
    return peer && peer->start() ? std::move(peer) : nullptr;
}

std::unique_ptr<QSslSocket> encrypted(quint16 port, QSsl::SslProtocol protocol = QSsl::SecureProtocols)
{
    auto socket = std::make_unique<QSslSocket>();
    socket->setPeerVerifyMode(QSslSocket::VerifyNone);
    socket->setProtocol(protocol);
    socket->connectToHostEncrypted(u"127.0.0.1"_s, port);
    return socket->waitForEncrypted(20'000) ? std::move(socket) : nullptr;
}

QByteArray exchange(QSslSocket &socket, const QByteArray &bytes)
{
    socket.write(bytes);
    QByteArray got;
    const bool isWhole = QTest::qWaitFor(
        [&] {
            got += socket.readAll();
            return got.size() >= bytes.size();
        },
        30'000);
    return isWhole ? got : QByteArray();
}

} // namespace

class TestTlsProtocol : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void echoes_data();
    void echoes();
    void certificate();
    void verificationFails();
    void closeNotifyIsAnswered();
    void plainText();
    void garbage();
    void unfinishedHandshake();
    void underFaults();
    void manyClients();
};

void TestTlsProtocol::echoes_data()
{
    QTest::addColumn<int>("protocol");
    QTest::newRow("TLS 1.2") << int(QSsl::TlsV1_2);
    QTest::newRow("TLS 1.3") << int(QSsl::TlsV1_3);
}

void TestTlsProtocol::echoes()
{
    QFETCH(const int, protocol);
    const auto server = running();
    const auto socket = encrypted(server->port(), QSsl::SslProtocol(protocol));
    QVERIFY(socket);
    QCOMPARE(int(socket->sessionProtocol()), protocol);
    QCOMPARE(exchange(*socket, "hello"), "hello");
    QByteArray bulk(3 << 20, Qt::Uninitialized);
    for (qsizetype i = 0; i < bulk.size(); ++i)
        bulk[i] = char(i % 251);
    QVERIFY(exchange(*socket, bulk) == bulk);
}

void TestTlsProtocol::certificate()
{
    const auto server = running();
    const auto socket = encrypted(server->port());
    QVERIFY(socket);
    const QSslCertificate certificate = socket->peerCertificate();
    QVERIFY(certificate.isSelfSigned());
    QCOMPARE(certificate.subjectInfo(QSslCertificate::CommonName), QStringList{u"localhost"_s});
    QVERIFY(certificate.subjectAlternativeNames().contains(QSsl::DnsEntry, u"localhost"_s));
    QVERIFY(certificate.subjectAlternativeNames().contains(QSsl::IpAddressEntry, u"127.0.0.1"_s));
    const QDateTime now = QDateTime::currentDateTimeUtc();
    QVERIFY(certificate.effectiveDate() < now && now.addDays(300) < certificate.expiryDate());

    const auto another = running();
    QVERIFY(encrypted(another->port())->peerCertificate() != certificate); // nobody else has the key
}

void TestTlsProtocol::verificationFails()
{
    const auto server = running();
    QSslSocket socket;
    socket.connectToHostEncrypted(u"127.0.0.1"_s, server->port());
    QVERIFY(!socket.waitForEncrypted(20'000));
    QCOMPARE(socket.error(), QAbstractSocket::SslHandshakeFailedError);
    QTRY_COMPARE(server->counters().openConnections.load(), 0);
}

void TestTlsProtocol::closeNotifyIsAnswered()
{
    const auto server = running();
    const auto socket = encrypted(server->port());
    QCOMPARE(exchange(*socket, "last"), "last");
    socket->disconnectFromHost();
    QTRY_COMPARE(socket->state(), QAbstractSocket::UnconnectedState);
    QCOMPARE(socket->error(), QAbstractSocket::UnknownSocketError); // none
    QTRY_COMPARE(server->counters().openConnections.load(), 0);
}

/// A client that speaks no TLS sees the end of the connection at once.
void TestTlsProtocol::plainText()
{
    const auto server = running();
    const Client client(server->port());
    client.send("EHLO there\r\n");
    QCOMPARE(client.receiveAll(), QByteArray());
    QCOMPARE(errno, 0);
    QVERIFY(encrypted(server->port()));
}

void TestTlsProtocol::garbage()
{
    const auto server = running();
    for (int i = 0; i < 50; ++i) {
        const Client client(server->port());
        QByteArray bytes("\x16\x03\x01\x02\x00\x01", 6); // the beginning of a ClientHello
        for (int j = 0; j < 600; ++j)
            bytes += char((i * 31 + j * 17) % 256);
        client.send(bytes);
        QVERIFY(client.sawEnd());
    }
    QVERIFY(encrypted(server->port()));
}

void TestTlsProtocol::unfinishedHandshake()
{
    const auto server = running();
    const Client client(server->port());
    client.send(QByteArray("\x16\x03\x01\x02\x00\x01", 6));
    client.finish();
    QVERIFY(client.sawEnd());
    QTRY_COMPARE(server->counters().openConnections.load(), 0);
}

/// Faults are of the wire, below TLS: records in pieces still make a session, a cut ends it without close_notify.
void TestTlsProtocol::underFaults()
{
    PeerFaults faults;
    faults.slice = 100;
    const auto slicing = running(faults);
    const auto socket = encrypted(slicing->port());
    QVERIFY(socket);
    QCOMPARE(exchange(*socket, "in pieces"), "in pieces");

    faults = {};
    faults.cutAfter = 50;
    const auto cutting = running(faults);
    QSslSocket cut;
    cut.setPeerVerifyMode(QSslSocket::VerifyNone);
    cut.connectToHostEncrypted(u"127.0.0.1"_s, cutting->port());
    QVERIFY(!cut.waitForEncrypted(20'000));
    QCOMPARE(cutting->counters().bytesSent.load(), 50);
}

void TestTlsProtocol::manyClients()
{
    const auto server = running();
    std::vector<std::unique_ptr<QSslSocket>> clients;
    for (int i = 0; i < 50; ++i) {
        clients.push_back(encrypted(server->port()));
        QVERIFY(clients.back());
    }
    for (const auto &socket : clients)
        QCOMPARE(exchange(*socket, "hello"), "hello");
    server->stop();
    for (const auto &socket : clients)
        QTRY_COMPARE(socket->state(), QAbstractSocket::UnconnectedState);
}

QTEST_GUILESS_MAIN(TestTlsProtocol)
#include "tst_tls_protocol.moc"
