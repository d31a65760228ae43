// SPDX-License-Identifier: GPL-3.0-or-later
#include "rest/listen_address.h"

#include <QTcpSocket>
#include <QTest>

using namespace Qt::StringLiterals;
using namespace sockscope;

class TestListenAddress : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void addresses_data();
    void addresses();
    void mistakes_data();
    void mistakes();
    void clientsWait();
    void everyInterface();
    void portInUse();
    void foreignAddress();
};

void TestListenAddress::addresses_data()
{
    QTest::addColumn<QString>("text");
    QTest::addColumn<QHostAddress>("host");
    QTest::addColumn<quint16>("port");
    QTest::newRow("IPv4") << u"127.0.0.1:6565"_s << QHostAddress(u"127.0.0.1"_s) << quint16(6565);
    QTest::newRow("IPv6") << u"[::1]:80"_s << QHostAddress(u"::1"_s) << quint16(80);
    QTest::newRow("name") << u"localhost:1"_s << QHostAddress(u"127.0.0.1"_s) << quint16(1);
    QTest::newRow("every interface") << u":65535"_s << QHostAddress(QHostAddress::Any) << quint16(65535);
    QTest::newRow("without a port") << u"localhost:"_s << QHostAddress(u"127.0.0.1"_s) << quint16(0);
    QTest::newRow("any port") << u"127.0.0.1:0"_s << QHostAddress(u"127.0.0.1"_s) << quint16(0);
}

void TestListenAddress::addresses()
{
    QFETCH(const QString, text);
    QString error;
    const std::optional<ListenAddress> address = ListenAddress::parse(text, &error);
    QVERIFY2(address, qPrintable(error));
    QTEST(address->host, "host");
    QTEST(address->port, "port");
}

void TestListenAddress::mistakes_data()
{
    QTest::addColumn<QString>("error");
    QTest::newRow("nonsense") << u"listen tcp: address nonsense: missing port in address"_s;
    QTest::newRow("[::1]") << u"listen tcp: address [::1]: missing port in address"_s;
    QTest::newRow("::1:80") << u"listen tcp: address ::1:80: too many colons in address"_s;
    QTest::newRow("localhost:99999") << u"listen tcp: address 99999: invalid port"_s;
    QTest::newRow("localhost:-1") << u"listen tcp: address -1: invalid port"_s;
    QTest::newRow("no.such.host.invalid:80") << u"listen tcp: lookup no.such.host.invalid: no such host"_s;
}

void TestListenAddress::mistakes()
{
    QFETCH(const QString, error);
    QString told;
    QVERIFY(!ListenAddress::parse(QString::fromLatin1(QTest::currentDataTag()), &told));
    QCOMPARE(told, error);
}

void TestListenAddress::clientsWait()
{
    QString error;
    const auto server = ListenAddress{QHostAddress(QHostAddress::LocalHost), 0}.listen(&error);
    QVERIFY2(server, qPrintable(error));
    QTcpSocket client;
    client.connectToHost(QHostAddress(QHostAddress::LocalHost), server->serverPort());
    QVERIFY(client.waitForConnected());
    QCoreApplication::processEvents();
    QVERIFY(!server->hasPendingConnections());
    server->resumeAccepting();
    QTRY_VERIFY(server->hasPendingConnections());
}

void TestListenAddress::everyInterface()
{
    QString error;
    const auto server = ListenAddress::parse(u":"_s, &error)->listen(&error);
    QVERIFY2(server, qPrintable(error));
    QTcpSocket client;
    client.connectToHost(QHostAddress(QHostAddress::LocalHost), server->serverPort());
    QVERIFY(client.waitForConnected());
    if (!QTcpServer().listen(QHostAddress(QHostAddress::LocalHostIPv6)))
        return; // no IPv6 here
    QTcpSocket client6;
    client6.connectToHost(QHostAddress(QHostAddress::LocalHostIPv6), server->serverPort());
    QVERIFY(client6.waitForConnected());
}

void TestListenAddress::portInUse()
{
    QTcpServer other;
    QVERIFY(other.listen(QHostAddress::LocalHost));
    QString error;
    QVERIFY(!ListenAddress({QHostAddress(QHostAddress::LocalHost), other.serverPort()}).listen(&error));
    QCOMPARE(error, u"listen tcp 127.0.0.1:%1: bind: address already in use"_s.arg(other.serverPort()));
}

void TestListenAddress::foreignAddress()
{
    QString error;
    QVERIFY(!ListenAddress({QHostAddress(u"203.0.113.1"_s), 1}).listen(&error));
    QCOMPARE(error, u"listen tcp 203.0.113.1:1: bind: cannot assign requested address"_s);
}

QTEST_GUILESS_MAIN(TestListenAddress)
#include "tst_listen_address.moc"
