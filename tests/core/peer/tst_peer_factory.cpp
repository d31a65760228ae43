// SPDX-License-Identifier: GPL-3.0-or-later
#include "peer/peer_factory.h"
#include "peer/peer_server.h"

#include <QSet>
#include <QTcpServer>
#include <QTest>

using namespace Qt::StringLiterals;
using sockscope::PeerKind;
using sockscope::PeerServer;

class TestPeerFactory : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void kinds();
    void makesEach_data();
    void makesEach();
    void unknownName_data();
    void unknownName();
    void portInUse();
};

void TestPeerFactory::kinds()
{
    const QStringList names = {u"echo"_s, u"line"_s, u"length"_s, u"silent"_s, u"greeting"_s, u"redis"_s, u"tls"_s};
    QCOMPARE(sockscope::peerNames(), names);
    QSet<QString> descriptions;
    for (const PeerKind &kind : sockscope::peerKinds()) {
        QVERIFY(kind.description.size() > 20 && kind.description.size() < 90);
        QVERIFY(!kind.description.endsWith(u'.'));
        descriptions += kind.description;
    }
    QCOMPARE(descriptions.size(), names.size());
}

void TestPeerFactory::makesEach_data()
{
    QTest::addColumn<QString>("name");
    for (const QString &name : sockscope::peerNames())
        QTest::newRow(qPrintable(name)) << name;
}

void TestPeerFactory::makesEach()
{
    QFETCH(const QString, name);
    QString error = u"old"_s;
    const std::unique_ptr<PeerServer> peer = sockscope::createPeer(name, {}, &error);
    QVERIFY(peer);
    QCOMPARE(error, QString());
    QCOMPARE(sockscope::unknownPeer(name), QString());
    QVERIFY(!peer->isRunning());
    QVERIFY(peer->start());
    const quint16 port = peer->port();
    QVERIFY(port > 0);
    peer->stop();
    QVERIFY2(peer->start(QHostAddress::LocalHost, port), qPrintable(peer->errorString()));
}

void TestPeerFactory::unknownName_data()
{
    QTest::addColumn<QString>("name");
    QTest::newRow("empty") << u""_s;
    QTest::newRow("another") << u"chat"_s;
    QTest::newRow("upper case") << u"ECHO"_s;
    QTest::newRow("longer") << u"echo "_s;
}

void TestPeerFactory::unknownName()
{
    QFETCH(const QString, name);
    const QString sentence =
        u"there is no built-in peer \"%1\": there are echo, line, length, silent, greeting, redis, tls"_s.arg(name);
    QString error;
    QVERIFY(!sockscope::createPeer(name, {}, &error));
    QCOMPARE(error, sentence);
    QCOMPARE(sockscope::unknownPeer(name), sentence);
}

void TestPeerFactory::portInUse()
{
    QTcpServer other;
    QVERIFY(other.listen(QHostAddress::LocalHost));
    QString error;
    const std::unique_ptr<PeerServer> peer = sockscope::createPeer(u"line"_s, {}, &error);
    QVERIFY(!peer->start(QHostAddress::LocalHost, other.serverPort()));
    QCOMPARE(
        peer->errorString(),
        u"cannot listen on 127.0.0.1:%1: the port is already in use; choose another port, or 0 for a free one"_s.arg(
            other.serverPort()));
    QVERIFY(!peer->isRunning());
}

QTEST_GUILESS_MAIN(TestPeerFactory)
#include "tst_peer_factory.moc"
