// SPDX-License-Identifier: GPL-3.0-or-later
#include "net/socket.h"
#include "open_socket.h"
#include "support/process_state.h"
#include "support/test_peers.h"

#include <QElapsedTimer>
#include <QFile>
#include <QRegularExpression>
#include <QSignalSpy>
#include <QSslSocket>
#include <QTemporaryDir>
#include <QTest>
#include <QThread>

#include <openssl/tls1.h>

#include <algorithm>

using namespace Qt::StringLiterals;
using namespace sockscope;
using namespace sockscope::test;

namespace {

constexpr qint64 mega = 1 << 20;
using Speech = TlsPeerOptions::Speech;
using Ending = TlsPeerOptions::Ending;

} // namespace

class TestSocketTls : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void initTestCase();
    void init();
    void echo();
    void established();
    void serverNameAndProtocol();
    void addressLiteralHasNoServerName();
    void verificationFailures_data();
    void verificationFailures();
    void skippedVerification();
    void plainPeers_data();
    void plainPeers();
    void stalledHandshake();
    void resetInHandshake();
    void destroyInHandshake();
    void retryAfterFailure();
    void rootsFromEnvironment();
    void unreadableRoots();
    void versions_data();
    void versions();
    void cipherSuites_data();
    void cipherSuites();
    void clientCertificate_data();
    void clientCertificate();
    void unusableClientCertificate();
    void missingClientCertificate();
    void closeNotify();
    void truncation();
    void resetAfterData();
    void floodThenClose();
    void destroySaysCloseNotify();
    void largeEcho();
    void peerThatDoesNotRead();
    void ownEventLoopInHandler();

private:
    [[nodiscard]] TlsPeerOptions peerOptions() const;
    [[nodiscard]] Identity leaf(const CertificateRequest &request) const { return makeIdentity(request, &m_authority); }
    void writeFile(const QString &path, const QByteArray &bytes);

    QTemporaryDir m_dir;
    Identity m_authority;
    Identity m_good;
    NetOptions m_options;
};

void TestSocketTls::initTestCase()
{
    QVERIFY(QSslSocket::supportsSsl());
    m_authority = makeIdentity({u"Test authority"_s, {}, -1, 30, true});
    m_good = leaf({u"localhost"_s, {u"DNS:localhost"_s, u"IP:127.0.0.1"_s}});
    QVERIFY(!m_good.certificate.isEmpty());
    writeFile(m_dir.filePath(u"ca.pem"_s), m_authority.certificate);
}

void TestSocketTls::init()
{
    m_options = {};
    m_options.caFile = m_dir.filePath(u"ca.pem"_s);
    qunsetenv("SSL_CERT_FILE");
}

void TestSocketTls::writeFile(const QString &path, const QByteArray &bytes)
{
    QFile file(path);
    QVERIFY(file.open(QIODevice::WriteOnly));
    file.write(bytes);
}

TlsPeerOptions TestSocketTls::peerOptions() const
{
    TlsPeerOptions options;
    options.identity = m_good;
    return options;
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

void TestSocketTls::verificationFailures_data()
{
    QTest::addColumn<CertificateRequest>("request");
    QTest::addColumn<bool>("trusted");
    QTest::addColumn<QString>("host");
    QTest::addColumn<QString>("reason"); // as Go words it; %1 is a time
    const QString name = u"localhost"_s, address = u"127.0.0.1"_s;
    const QStringList good{u"DNS:localhost"_s};
    using Request = CertificateRequest;
    QTest::newRow("wrong name") << Request{name, {u"DNS:other.test"_s, u"DNS:*.example.test"_s}} << true << name
                                << u"x509: certificate is valid for other.test, *.example.test, not localhost"_s;
    QTest::newRow("no address")
        << Request{name, good} << true << address
        << u"x509: cannot validate certificate for 127.0.0.1 because it doesn't contain any IP SANs"_s;
    QTest::newRow("other address") << Request{name, {u"IP:10.0.0.1"_s}} << true << address
                                   << u"x509: certificate is valid for 10.0.0.1, not 127.0.0.1"_s;
    QTest::newRow("common name only") << Request{name, {}} << true << name
                                      << u"x509: certificate relies on legacy Common Name field, use SANs instead"_s;
    QTest::newRow("no names") << Request{u"other"_s, {}} << true << name
                              << u"x509: certificate is not valid for any names, but wanted to match localhost"_s;
    QTest::newRow("expired") << Request{name, good, -10, -1} << true << name
                             << u"x509: certificate has expired or is not yet valid: current time .* is after .*Z"_s;
    QTest::newRow("not yet valid")
        << Request{name, good, 5, 10} << true << name
        << u"x509: certificate has expired or is not yet valid: current time .* is before .*Z"_s;
    QTest::newRow("unknown issuer") << Request{name, good} << false << name
                                    << u"x509: certificate signed by unknown authority"_s;
    QTest::newRow("all at once")
        << Request{u"other"_s, {u"DNS:other.test"_s}, -10, -1} << false << name
        << u"x509: certificate has expired or is not yet valid: current time .* is after .*Z"_s;
}

void TestSocketTls::verificationFailures()
{
    QFETCH(CertificateRequest, request);
    QFETCH(bool, trusted);
    QFETCH(QString, host);
    QFETCH(QString, reason);
    TlsPeerOptions options;
    options.identity = trusted ? leaf(request) : makeIdentity(request);
    TlsPeer peer(options);
    Socket socket(m_options);
    SocketRecorder seen(socket);
    socket.connectToPeer({peer.port(), host, true});
    QTRY_COMPARE(seen.events, QStringList{u"connectFailed"_s});
    const QString expected =
        u"TLS handshake failed: tls: failed to verify certificate: "_s +
        QString(reason).replace(u'*', u"\x01"_s).replace(u".\x01"_s, u".*"_s).replace(u"\x01"_s, u"\\*"_s);
    const QRegularExpression pattern(QRegularExpression::anchoredPattern(expected));
    QVERIFY2(pattern.match(seen.connectErrors.first()).hasMatch(), qPrintable(seen.connectErrors.first()));
    QCOMPARE(socket.state(), Socket::State::Disconnected);
    QTRY_COMPARE(peer.openConnections(), 0);
}

void TestSocketTls::skippedVerification()
{
    TlsPeerOptions options;
    options.identity = makeIdentity({u"other"_s, {}, -10, -1}); // wrong in every respect
    TlsPeer peer(options);
    m_options.insecureSkipTlsVerify = true;
    Socket socket(m_options);
    QSignalSpy established(&socket, &Socket::tlsEstablished);
    socket.connectToPeer({peer.port(), u"localhost"_s, true});
    QTRY_VERIFY(socket.isConnected());
    const auto details = established.first().first().value<TlsDetails>();
    QVERIFY(!details.verified);
    QVERIFY2(details.problem.contains(u"expired"_s), qPrintable(details.problem));
    QVERIFY(details.notAfter < QDateTime::currentDateTimeUtc());
}

void TestSocketTls::plainPeers_data()
{
    QTest::addColumn<QByteArray>("greeting");
    QTest::addColumn<QString>("reason");
    QTest::newRow("echo") << QByteArray() << u"tls: received unexpected handshake message"_s;
    QTest::newRow("text") << QByteArray("220 ready\r\n") << u"tls: first record does not look like a TLS handshake"_s;
    QTest::newRow("alert") << QByteArray("\x15\x03\x03\x00\x02\x02\x28", 7)
                           << u"remote error: tls: handshake failure"_s;
    QTest::newRow("alert without a name")
        << QByteArray("\x15\x03\x03\x00\x02\x02\x63", 7) << u"remote error: tls: alert(99)"_s;
}

void TestSocketTls::plainPeers()
{
    QFETCH(QByteArray, greeting);
    QFETCH(QString, reason);
    Peer peer(behaviour::greeting(greeting));
    Socket socket(m_options);
    SocketRecorder seen(socket);
    socket.connectToPeer({peer.port(), u"localhost"_s, true});
    QTRY_COMPARE(seen.connectErrors, QStringList{u"TLS handshake failed: "_s + reason});
    QCOMPARE(seen.events, QStringList{u"connectFailed"_s});
}

void TestSocketTls::stalledHandshake()
{
    Peer peer(behaviour::silent());
    m_options.connectTimeoutMs = 300;
    Socket socket(m_options);
    SocketRecorder seen(socket);
    QElapsedTimer clock;
    clock.start();
    socket.connectToPeer({peer.port(), u"localhost"_s, true});
    QTRY_COMPARE(seen.events, QStringList{u"connectFailed"_s});
    QVERIFY2(clock.elapsed() >= 299 && clock.elapsed() < 1500, qPrintable(QString::number(clock.elapsed())));
    const QRegularExpression pattern(
        u"^TLS handshake failed: read tcp 127\\.0\\.0\\.1:\\d+->127\\.0\\.0\\.1:%1: i/o timeout$"_s.arg(peer.port()));
    QVERIFY2(pattern.match(seen.connectErrors.first()).hasMatch(), qPrintable(seen.connectErrors.first()));
    QTRY_COMPARE(peer.openConnections(), 0);
}

void TestSocketTls::resetInHandshake()
{
    Peer resetting(behaviour::rst()), closing(behaviour::fin({}));
    Socket first(m_options), second(m_options);
    SocketRecorder seenFirst(first), seenSecond(second);
    first.connectToPeer({resetting.port(), u"localhost"_s, true});
    second.connectToPeer({closing.port(), u"localhost"_s, true});
    QTRY_COMPARE(seenFirst.connectErrors.size(), 1);
    QVERIFY2(seenFirst.connectErrors.first().endsWith(": read: connection reset by peer"_L1),
             qPrintable(seenFirst.connectErrors.first()));
    QTRY_COMPARE(seenSecond.connectErrors, QStringList{u"TLS handshake failed: EOF"_s});
}

void TestSocketTls::destroyInHandshake()
{
    Peer peer(behaviour::silent());
    Socket socket(m_options);
    SocketRecorder seen(socket);
    socket.connectToPeer({peer.port(), u"localhost"_s, true});
    QTRY_VERIFY(peer.bytesReceived() > 0);
    socket.destroy();
    QTRY_COMPARE(seen.events, (QStringList{u"connectFailed"_s, u"closed:destroy()"_s}));
    QTRY_COMPARE(peer.openConnections(), 0);
}

void TestSocketTls::retryAfterFailure()
{
    Peer plain(behaviour::greeting());
    TlsPeer peer(peerOptions());
    Socket socket(m_options);
    SocketRecorder seen(socket);
    socket.connectToPeer({plain.port(), u"localhost"_s, true});
    QTRY_COMPARE(seen.connectErrors.size(), 1);
    socket.connectToPeer({peer.port(), u"localhost"_s, true});
    QTRY_VERIFY(socket.isConnected());
}

void TestSocketTls::rootsFromEnvironment()
{
    TlsPeer peer(peerOptions());
    qputenv("SSL_CERT_FILE", m_options.caFile.toLocal8Bit());
    m_options.caFile.clear();
    Socket socket(m_options);
    socket.connectToPeer({peer.port(), u"localhost"_s, true});
    QTRY_VERIFY(socket.isConnected());
}

void TestSocketTls::unreadableRoots()
{
    TlsPeer peer(peerOptions());
    m_options.caFile = m_dir.filePath(u"missing.pem"_s);
    Socket socket(m_options);
    SocketRecorder seen(socket);
    socket.connectToPeer({peer.port(), u"localhost"_s, true});
    QTRY_COMPARE(
        seen.connectErrors,
        QStringList{
            u"TLS handshake failed: no certificate can be read from the CA file %1; give a readable PEM file"_s.arg(
                m_options.caFile)});
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

void TestSocketTls::closeNotify()
{
    TlsPeerOptions options = peerOptions();
    options.speech = Speech::SayAndClose;
    TlsPeer peer(options);
    Socket socket(m_options);
    SocketRecorder seen(socket);
    socket.connectToPeer({peer.port(), u"localhost"_s, true});
    QTRY_VERIFY(seen.isClosed());
    QCOMPARE(seen.received, QByteArray("bye"));
    QCOMPARE(seen.events, (QStringList{u"connected"_s, u"data"_s, u"closed:peer close_notify"_s}));
}

void TestSocketTls::truncation()
{
    TlsPeerOptions options = peerOptions();
    options.speech = Speech::SayAndClose;
    options.ending = Ending::Truncate;
    TlsPeer peer(options);
    Socket socket(m_options);
    SocketRecorder seen(socket);
    socket.connectToPeer({peer.port(), u"localhost"_s, true});
    QTRY_VERIFY(seen.isClosed());
    QCOMPARE(seen.received, QByteArray("bye"));
    QCOMPARE(seen.events, (QStringList{u"connected"_s, u"data"_s, u"closed:peer FIN without close_notify"_s}));
}

void TestSocketTls::resetAfterData()
{
    TlsPeerOptions options = peerOptions();
    options.speech = Speech::SayAndClose;
    options.ending = Ending::Reset;
    TlsPeer peer(options);
    Socket socket(m_options);
    SocketRecorder seen(socket);
    socket.connectToPeer({peer.port(), u"localhost"_s, true});
    QTRY_VERIFY(seen.isClosed());
    QCOMPARE(seen.events.last(), u"closed:peer RST"_s);
    QCOMPARE(seen.readErrors.size(), 1);
    QVERIFY2(seen.readErrors.first().endsWith("read: connection reset by peer"_L1),
             qPrintable(seen.readErrors.first()));
}

// More than every buffer on the way holds, and the end is already there when reading begins.
void TestSocketTls::floodThenClose()
{
    TlsPeerOptions options = peerOptions();
    options.speech = Speech::SayAndClose;
    options.text = QByteArray(20 * mega, 'x');
    for (qsizetype i = 0; i < options.text.size(); ++i)
        options.text[i] = behaviour::floodByte(i);
    for (const Ending ending : {Ending::CloseNotify, Ending::Truncate}) {
        options.ending = ending;
        TlsPeer peer(options);
        Socket socket(m_options);
        SocketRecorder seen(socket);
        connect(&socket, &Socket::connected, this, [] { QThread::msleep(100); });
        socket.connectToPeer({peer.port(), u"localhost"_s, true});
        QTRY_VERIFY_WITH_TIMEOUT(seen.isClosed(), 30000);
        QCOMPARE(seen.received.size(), options.text.size());
        QVERIFY(seen.received == options.text);
        QVERIFY(*std::max_element(seen.chunkSizes.begin(), seen.chunkSizes.end()) <= Socket::MaxChunk);
        QCOMPARE(seen.count(u"closed"_s), 1);
    }
}

void TestSocketTls::destroySaysCloseNotify()
{
    TlsPeer peer(peerOptions());
    Socket socket(m_options);
    socket.connectToPeer({peer.port(), u"localhost"_s, true});
    QTRY_VERIFY(socket.isConnected());
    socket.write("bye");
    socket.destroy();
    QTRY_COMPARE(peer.openConnections(), 0);
    QCOMPARE(peer.plainBytes(), 3);
    QCOMPARE(peer.cleanEnds(), 1);
}

void TestSocketTls::largeEcho()
{
    TlsPeer peer(peerOptions());
    Socket socket(m_options);
    qint64 received = 0, written = 0;
    bool intact = true;
    connect(&socket, &Socket::data, this, [&](const QByteArray &chunk) {
        for (const char byte : chunk)
            intact = intact && byte == behaviour::floodByte(received++);
        if (received == 30 * mega)
            socket.destroy();
    });
    connect(&socket, &Socket::written, this, [&](quint64, qint64 bytes) { written += bytes; });
    QByteArray pattern(30 * mega, Qt::Uninitialized);
    for (qint64 i = 0; i < pattern.size(); ++i)
        pattern[i] = behaviour::floodByte(i);
    connect(&socket, &Socket::connected, this, [&] {
        for (qint64 at = 0; at < pattern.size(); at += mega)
            socket.write(pattern.sliced(at, mega));
    });
    QSignalSpy closed(&socket, &Socket::closed);
    socket.connectToPeer({peer.port(), u"localhost"_s, true});
    QVERIFY(closed.wait(60000));
    QVERIFY(intact);
    QCOMPARE(received, pattern.size());
    QCOMPARE(written, pattern.size());
    QCOMPARE(socket.bytesWritten(), pattern.size());
}

void TestSocketTls::peerThatDoesNotRead()
{
    TlsPeerOptions options = peerOptions();
    options.speech = Speech::NeverRead;
    TlsPeer peer(options);
    Socket socket(m_options);
    SocketRecorder seen(socket);
    socket.connectToPeer({peer.port(), u"localhost"_s, true});
    QTRY_VERIFY(socket.isConnected());
    const QByteArray large(64 * mega, 'x');
    const qint64 memory = residentBytes();
    socket.write(large);
    QTest::qWait(200);
    QCOMPARE(seen.count(u"written"_s), 0);
    QVERIFY(socket.bytesWritten() > 0 && socket.bytesWritten() < large.size());
    QVERIFY2(residentBytes() - memory < 16 * mega, qPrintable(QString::number(residentBytes() - memory)));
    socket.destroy();
    QTRY_COMPARE(seen.count(u"writeFailed"_s), 1);
}

void TestSocketTls::ownEventLoopInHandler()
{
    TlsPeerOptions options = peerOptions();
    options.speech = Speech::SayAndClose;
    options.text = QByteArray(2 * mega, 'x');
    TlsPeer peer(options);
    Socket socket(m_options);
    SocketRecorder seen(socket);
    int chunks = 0;
    connect(&socket, &Socket::data, this, [&] {
        if (++chunks % 100 == 1)
            QTest::qWait(5);
    });
    socket.connectToPeer({peer.port(), u"localhost"_s, true});
    QTRY_VERIFY_WITH_TIMEOUT(seen.isClosed(), 20000);
    QVERIFY(seen.received == options.text);
}

QTEST_GUILESS_MAIN(TestSocketTls)
#include "tst_socket_tls.moc"
