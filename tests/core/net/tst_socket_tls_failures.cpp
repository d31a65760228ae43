// SPDX-License-Identifier: GPL-3.0-or-later
// Handshakes that fail, which authorities are trusted, and what comes after a failure.
#include "net/socket.h"
#include "socket_recorder.h"
#include "tls_fixture.h"

#include <QElapsedTimer>
#include <QRegularExpression>
#include <QSignalSpy>
#include <QSslSocket>
#include <QTest>

using namespace Qt::StringLiterals;
using namespace sockscope;
using namespace sockscope::test;

class TestSocketTlsFailures : public QObject, protected TlsFixture
{
    Q_OBJECT
private Q_SLOTS:
    void initTestCase();
    void init() { resetOptions(); }
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
};

void TestSocketTlsFailures::initTestCase()
{
    QVERIFY(QSslSocket::supportsSsl());
    makeAuthority();
}

void TestSocketTlsFailures::verificationFailures_data()
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

void TestSocketTlsFailures::verificationFailures()
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

void TestSocketTlsFailures::skippedVerification()
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

void TestSocketTlsFailures::plainPeers_data()
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

void TestSocketTlsFailures::plainPeers()
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

void TestSocketTlsFailures::stalledHandshake()
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

void TestSocketTlsFailures::resetInHandshake()
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

void TestSocketTlsFailures::destroyInHandshake()
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

void TestSocketTlsFailures::retryAfterFailure()
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

void TestSocketTlsFailures::rootsFromEnvironment()
{
    TlsPeer peer(peerOptions());
    qputenv("SSL_CERT_FILE", m_options.caFile.toLocal8Bit());
    m_options.caFile.clear();
    Socket socket(m_options);
    socket.connectToPeer({peer.port(), u"localhost"_s, true});
    QTRY_VERIFY(socket.isConnected());
}

void TestSocketTlsFailures::unreadableRoots()
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

QTEST_GUILESS_MAIN(TestSocketTlsFailures)
#include "tst_socket_tls_failures.moc"
