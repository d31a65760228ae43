// SPDX-License-Identifier: GPL-3.0-or-later
#include "net/go_errors.h"
#include "net/tls_reason.h"

#include <QTest>

using namespace Qt::StringLiterals;
using namespace sockscope;

class TestGoErrors : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void endpoints();
    void texts();
    void reasons_data();
    void reasons();
    void opensslReasons_data();
    void opensslReasons();
};

void TestGoErrors::endpoints()
{
    QCOMPARE(go::endpoint(u"127.0.0.1"_s, 80), u"127.0.0.1:80"_s);
    QCOMPARE(go::endpoint(u"::1"_s, 80), u"[::1]:80"_s);
    QCOMPARE(go::endpoint(QHostAddress(u"::ffff:10.0.0.1"_s), 80), u"10.0.0.1:80"_s);
    QCOMPARE(go::ipText(QHostAddress(QHostAddress::LocalHostIPv6)), u"::1"_s);
}

void TestGoErrors::texts()
{
    const QString a = u"127.0.0.1:50000"_s, b = u"[::1]:80"_s;
    QCOMPARE(go::invalidPort(99999), u"dial tcp: address 99999: invalid port"_s);
    QCOMPARE(go::noSuchHost(u"x.test"_s), u"lookup x.test: no such host"_s);
    QCOMPARE(go::lookupTimeout(u"x.test"_s), u"lookup x.test: i/o timeout"_s);
    QCOMPARE(go::blockedHost(u"a.b"_s, u"*.b"_s), u"hostname (a.b) is in a blocked pattern (*.b)"_s);
    QCOMPARE(go::blacklistedIp(u"10.1.2.3"_s, u"10.0.0.0/8"_s),
             u"IP (10.1.2.3) is in a blacklisted range (10.0.0.0/8)"_s);
    QCOMPARE(go::dialFailed(b, QAbstractSocket::ConnectionRefusedError, {}),
             u"dial tcp [::1]:80: connect: connection refused"_s);
    QCOMPARE(go::dialFailed(b, QAbstractSocket::SocketResourceError, {}),
             u"dial tcp [::1]:80: socket: too many open files"_s);
    QCOMPARE(go::dialTimeout(a), u"dial tcp 127.0.0.1:50000: i/o timeout"_s);
    QCOMPARE(go::tlsFailed(u"EOF"_s), u"TLS handshake failed: EOF"_s);
    QCOMPARE(go::readFailed(a, b, u"connection reset by peer"_s),
             u"read tcp 127.0.0.1:50000->[::1]:80: read: connection reset by peer"_s);
    QCOMPARE(go::readTimeout(a, b), u"read tcp 127.0.0.1:50000->[::1]:80: i/o timeout"_s);
    QCOMPARE(go::writeFailed(7, a, b, u"write: broken pipe"_s),
             u"failed to write data after 7 bytes: write tcp 127.0.0.1:50000->[::1]:80: write: broken pipe"_s);
}

void TestGoErrors::reasons_data()
{
    QTest::addColumn<QAbstractSocket::SocketError>("error");
    QTest::addColumn<QString>("text");
    QTest::addColumn<QString>("expected");
    QTest::newRow("refused") << QAbstractSocket::ConnectionRefusedError << u"Connection refused"_s
                             << u"connection refused"_s;
    QTest::newRow("network") << QAbstractSocket::NetworkError << u"Network unreachable"_s
                             << u"network is unreachable"_s;
    QTest::newRow("host") << QAbstractSocket::NetworkError << u"Host unreachable"_s << u"no route to host"_s;
    QTest::newRow("timed out") << QAbstractSocket::NetworkError << u"Connection timed out"_s
                               << u"connection timed out"_s;
    QTest::newRow("access") << QAbstractSocket::SocketAccessError << u"?"_s << u"permission denied"_s;
    QTest::newRow("descriptors") << QAbstractSocket::SocketResourceError << u"?"_s << u"too many open files"_s;
    QTest::newRow("other") << QAbstractSocket::UnknownSocketError << u"Something Odd"_s << u"something odd"_s;
}

void TestGoErrors::reasons()
{
    QFETCH(QAbstractSocket::SocketError, error);
    QFETCH(QString, text);
    QFETCH(QString, expected);
    QCOMPARE(go::reason(error, text), expected);
}

void TestGoErrors::opensslReasons_data()
{
    QTest::addColumn<QString>("text");
    QTest::addColumn<QString>("expected");
    const auto row = [](const QString &reason, const QString &expected) {
        QTest::newRow(qPrintable(reason))
            << u"Error during SSL handshake: error:0A000412:SSL routines::"_s + reason << expected;
    };
    row(u"sslv3 alert bad certificate"_s, u"remote error: tls: bad certificate"_s);
    row(u"tlsv1 alert protocol version"_s, u"remote error: tls: protocol version not supported"_s);
    row(u"tlsv1 alert unknown ca"_s, u"remote error: tls: unknown certificate authority"_s);
    row(u"tlsv13 alert certificate required"_s, u"remote error: tls: certificate required"_s);
    row(u"tlsv1 unsupported extension"_s, u"remote error: tls: unsupported extension"_s);
    row(u"tlsv1 unrecognized name"_s, u"remote error: tls: unrecognized name"_s);
    row(u"reason(1099)"_s, u"remote error: tls: alert(99)"_s);
    row(u"reason(1000)"_s, u"EOF"_s);
    row(u"wrong version number"_s, u"tls: first record does not look like a TLS handshake"_s);
    row(u"unsupported protocol"_s, u"tls: server selected unsupported protocol version"_s);
    row(u"something new"_s, u"tls: something new"_s);
}

void TestGoErrors::opensslReasons()
{
    QFETCH(QString, text);
    QFETCH(QString, expected);
    QCOMPARE(go::opensslReason(text), expected);
}

QTEST_GUILESS_MAIN(TestGoErrors)
#include "tst_go_errors.moc"
