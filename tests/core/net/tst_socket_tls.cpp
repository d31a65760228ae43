// SPDX-License-Identifier: GPL-3.0-or-later
// TLS as both sides want it: what is told of it, names, versions, cipher suites, client certificates.
#include "net/socket.h"
#include "socket_recorder.h"
#include "tls_fixture.h"

#include <QSignalSpy>
#include <QSslSocket>
#include <QTest>

#include <openssl/tls1.h>

using namespace Qt::StringLiterals;
using namespace sockscope;
using namespace sockscope::test;

class TestSocketTls : public QObject, protected TlsFixture
{
    Q_OBJECT
private Q_SLOTS:
    void initTestCase();
    void init() { resetOptions(); }
    void echo();
    void established();
    void serverNameAndProtocol();
    void addressLiteralHasNoServerName();
    void versions_data();
    void versions();
    void cipherSuites_data();
    void cipherSuites();
    void clientCertificate_data();
    void clientCertificate();
    void unusableClientCertificate();
    void missingClientCertificate();
};

void TestSocketTls::initTestCase()
{
    QVERIFY(QSslSocket::supportsSsl());
    makeAuthority();
}

void TestSocketTls::echo()
{
    TlsPeer peer(peerOptions());
    Socket socket(m_options);
    SocketRecorder seen(socket);
    socket.connectToPeer({peer.port(), u"localhost"_s, true});
    QTRY_VERIFY(socket.isConnected());
    QCOMPARE(socket.remoteAddress(), u"127.0.0.1"_s);
    const quint64 ticket = socket.write("over tls");
    QTRY_COMPARE(seen.received, QByteArray("over tls"));
    QTRY_COMPARE(seen.count(u"written:%1:8"_s.arg(ticket)), 1);
    QCOMPARE(socket.bytesWritten(), 8); // plaintext
    QCOMPARE(socket.bytesRead(), 8);
    QCOMPARE(seen.states, (QList{Socket::State::Opening, Socket::State::Open}));
    QVERIFY(peer.plainBytes() == 8);
}

void TestSocketTls::established()
{
    TlsPeer peer(peerOptions());
    Socket socket(m_options);
    QSignalSpy established(&socket, &Socket::tlsEstablished);
    socket.connectToPeer({peer.port(), u"localhost"_s, true});
    QTRY_VERIFY(socket.isConnected());
    QCOMPARE(established.size(), 1);
    const auto details = established.first().first().value<TlsDetails>();
    QCOMPARE(details.version, u"TLS 1.3"_s);
    QCOMPARE(details.cipher, u"TLS_AES_256_GCM_SHA384"_s);
    QVERIFY(details.verified);
    QCOMPARE(details.problem, QString());
    QCOMPARE(details.subject, u"CN=localhost"_s);
    QCOMPARE(details.issuer, u"CN=Test authority"_s);
    const auto now = QDateTime::currentDateTimeUtc();
    QVERIFY(details.notBefore < now && now < details.notAfter);
    QCOMPARE(details.notAfter.timeSpec(), Qt::UTC);
}

void TestSocketTls::serverNameAndProtocol()
{
    TlsPeer peer(peerOptions());
    Socket socket(m_options);
    socket.connectToPeer({peer.port(), u"localhost"_s, true});
    QTRY_VERIFY(socket.isConnected());
    QTRY_COMPARE(peer.handshakes(), 1);
    QCOMPARE(peer.serverName(), u"localhost"_s);
    QCOMPARE(peer.alpn(), QByteArray("\0\x09\x08http/1.1", 11));
}

void TestSocketTls::addressLiteralHasNoServerName()
{
    TlsPeer peer(peerOptions());
    Socket socket(m_options);
    socket.connectToPeer({peer.port(), u"127.0.0.1"_s, true});
    QTRY_VERIFY(socket.isConnected());
    QTRY_COMPARE(peer.handshakes(), 1);
    QCOMPARE(peer.serverName(), QString());
}

void TestSocketTls::versions_data()
{
    QTest::addColumn<int>("peerMin");
    QTest::addColumn<int>("peerMax");
    QTest::addColumn<QString>("min");
    QTest::addColumn<QString>("max");
    QTest::addColumn<QString>("result"); // the protocol, or the reason of failure
    const QString unsupported = u"remote error: tls: protocol version not supported"_s;
    QTest::newRow("peer has 1.2 only") << 0 << TLS1_2_VERSION << QString() << QString() << u"TLS 1.2"_s;
    QTest::newRow("we want 1.2 only") << 0 << 0 << u"tls1.2"_s << u"tls1.2"_s << u"TLS 1.2"_s;
    QTest::newRow("up to 1.2") << 0 << 0 << QString() << u"tls1.2"_s << u"TLS 1.2"_s;
    QTest::newRow("1.3 against 1.2") << 0 << TLS1_2_VERSION << u"tls1.3"_s << QString() << unsupported;
    QTest::newRow("1.2 against 1.3") << TLS1_3_VERSION << 0 << QString() << u"tls1.2"_s << unsupported;
    QTest::newRow("default against 1.1") << TLS1_VERSION << TLS1_1_VERSION << QString() << QString() << unsupported;
    QTest::newRow("1.0 where asked for") << TLS1_VERSION << TLS1_VERSION << u"tls1.0"_s << u"tls1.1"_s << u"TLS 1.0"_s;
}

void TestSocketTls::versions()
{
    QFETCH(int, peerMin);
    QFETCH(int, peerMax);
    QFETCH(QString, result);
    QFETCH(QString, min);
    QFETCH(QString, max);
    TlsPeerOptions options = peerOptions();
    options.minVersion = peerMin;
    options.maxVersion = peerMax;
    TlsPeer peer(options);
    m_options.tlsMinVersion = min;
    m_options.tlsMaxVersion = max;
    Socket socket(m_options);
    SocketRecorder seen(socket);
    QSignalSpy established(&socket, &Socket::tlsEstablished);
    socket.connectToPeer({peer.port(), u"localhost"_s, true});
    QTRY_VERIFY(socket.isConnected() || !seen.connectErrors.isEmpty());
    if (result.startsWith("TLS"_L1)) {
        QVERIFY2(socket.isConnected(), qPrintable(seen.connectErrors.value(0)));
        QCOMPARE(established.first().first().value<TlsDetails>().version, result);
    } else {
        QCOMPARE(seen.connectErrors, QStringList{u"TLS handshake failed: "_s + result});
    }
}

void TestSocketTls::cipherSuites_data()
{
    QTest::addColumn<QStringList>("suites");
    QTest::addColumn<int>("peerMax");
    QTest::addColumn<QString>("result"); // the cipher, or the reason of failure
    const QString aes128 = u"TLS_ECDHE_ECDSA_WITH_AES_128_GCM_SHA256"_s;
    const QString chacha = u"TLS_ECDHE_ECDSA_WITH_CHACHA20_POLY1305"_s;
    const QString cbc = u"TLS_ECDHE_ECDSA_WITH_AES_256_CBC_SHA"_s;
    const QString only13 = u"TLS_AES_128_GCM_SHA256"_s;
    QTest::newRow("one") << QStringList{aes128} << TLS1_2_VERSION << u"ECDHE-ECDSA-AES128-GCM-SHA256"_s;
    QTest::newRow("another") << QStringList{chacha} << TLS1_2_VERSION << u"ECDHE-ECDSA-CHACHA20-POLY1305"_s;
    QTest::newRow("an old one") << QStringList{cbc} << TLS1_2_VERSION << u"ECDHE-ECDSA-AES256-SHA"_s;
    QTest::newRow("without effect on TLS 1.3") << QStringList{aes128} << 0 << u"TLS_AES_256_GCM_SHA384"_s;
    QTest::newRow("none left for TLS 1.2")
        << QStringList{only13} << TLS1_2_VERSION << u"remote error: tls: protocol version not supported"_s;
    QTest::newRow("none left for TLS 1.2, TLS 1.3 spoken") << QStringList{only13} << 0 << u"TLS_AES_256_GCM_SHA384"_s;
}

void TestSocketTls::cipherSuites()
{
    QFETCH(QStringList, suites);
    QFETCH(int, peerMax);
    QFETCH(QString, result);
    TlsPeerOptions options = peerOptions();
    options.maxVersion = peerMax;
    TlsPeer peer(options);
    m_options.tlsCipherSuites = suites;
    Socket socket(m_options);
    SocketRecorder seen(socket);
    QSignalSpy established(&socket, &Socket::tlsEstablished);
    socket.connectToPeer({peer.port(), u"localhost"_s, true});
    QTRY_VERIFY(socket.isConnected() || !seen.connectErrors.isEmpty());
    if (!socket.isConnected())
        QCOMPARE(seen.connectErrors, QStringList{u"TLS handshake failed: "_s + result});
    else
        QCOMPARE(established.first().first().value<TlsDetails>().cipher, result);
}

void TestSocketTls::clientCertificate_data()
{
    QTest::addColumn<int>("maxVersion");
    QTest::newRow("TLS 1.2") << TLS1_2_VERSION;
    QTest::newRow("TLS 1.3") << TLS1_3_VERSION;
}

void TestSocketTls::clientCertificate()
{
    QFETCH(int, maxVersion);
    TlsPeerOptions options = peerOptions();
    options.maxVersion = maxVersion;
    options.clientAuthority = m_authority.certificate;
    TlsPeer peer(options);
    const Identity client = leaf({u"the client"_s, {}});
    m_options.clientCertificates = {{client.certificate, client.key, {}}};
    Socket socket(m_options);
    SocketRecorder seen(socket);
    socket.connectToPeer({peer.port(), u"localhost"_s, true});
    QTRY_VERIFY(socket.isConnected());
    socket.write("authenticated");
    QTRY_COMPARE(seen.received, QByteArray("authenticated"));
    QCOMPARE(peer.clientSubject(), u"/CN=the client"_s);
}

void TestSocketTls::unusableClientCertificate()
{
    TlsPeer peer(peerOptions());
    const Identity client = leaf({u"the client"_s, {}});
    const QList<std::pair<NetOptions::ClientCertificate, QString>> cases{
        {{"nonsense", client.key, {}}, u"tls: failed to find any PEM data in certificate input"_s},
        {{client.certificate, "nonsense", {}},
         u"tls: failed to parse private key; give an unencrypted PEM key, or its password"_s}};
    for (const auto &[certificate, reason] : cases) {
        m_options.clientCertificates = {certificate};
        Socket socket(m_options);
        SocketRecorder seen(socket);
        socket.connectToPeer({peer.port(), u"localhost"_s, true});
        QTRY_COMPARE(seen.connectErrors, QStringList{u"TLS handshake failed: "_s + reason});
    }
}

void TestSocketTls::missingClientCertificate()
{
    TlsPeerOptions options = peerOptions();
    options.clientAuthority = m_authority.certificate;
    TlsPeer modern(options);
    options.maxVersion = TLS1_2_VERSION;
    TlsPeer older(options);
    Socket first(m_options), second(m_options);
    SocketRecorder seenFirst(first), seenSecond(second);
    first.connectToPeer({modern.port(), u"localhost"_s, true});
    QTRY_VERIFY(seenFirst.isClosed()); // TLS 1.3 tells after the client believes to be connected
    QCOMPARE(seenFirst.events.first(), u"connected"_s);
    QCOMPARE(seenFirst.readErrors, QStringList{u"remote error: tls: certificate required"_s});
    second.connectToPeer({older.port(), u"localhost"_s, true});
    QTRY_COMPARE(seenSecond.connectErrors,
                 QStringList{u"TLS handshake failed: remote error: tls: handshake failure"_s});
}

QTEST_GUILESS_MAIN(TestSocketTls)
#include "tst_socket_tls.moc"
