// SPDX-License-Identifier: GPL-3.0-or-later
#include "net/tcp_info.h"
#include "open_socket.h"
#include "support/test_peers.h"

#include <QFile>
#include <QTest>

using namespace Qt::StringLiterals;
using namespace sockscope;
using namespace sockscope::test;

class TestTcpInfo : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void established();
    void counts();
    void queues();
    void notATcpSocket();
    void json();
};

void TestTcpInfo::established()
{
    Peer peer(behaviour::echo());
    OpenSocket open(peer);
    open.socket.write("ping");
    QTRY_COMPARE(open.seen.received.size(), 4);
    const auto info = TcpInfo::read(open.socket.nativeDescriptor());
    QVERIFY(info);
    QCOMPARE(info->state, u"ESTABLISHED"_s);
    QVERIFY(info->rttUs > 0);
    QVERIFY(info->minRttUs > 0);
    QVERIFY(info->sendMss > 500);
    QVERIFY(info->congestionWindow > 0);
    QVERIFY(info->sendWindow > 0);
    QVERIFY(info->receiveSpace > 0);
    QCOMPARE(info->totalRetransmits, 0);
}

void TestTcpInfo::counts()
{
    Peer peer(behaviour::echo());
    OpenSocket open(peer);
    open.socket.write(QByteArray(100'000, 'x'));
    QTRY_COMPARE(open.seen.received.size(), 100'000);
    const auto info = TcpInfo::read(open.socket.nativeDescriptor());
    QVERIFY(info);
    QVERIFY(info->bytesReceived >= 100'000);
    QVERIFY(info->bytesAcked >= 100'000);
    QVERIFY(info->segmentsOut > 0 && info->segmentsIn > 0);
}

void TestTcpInfo::queues()
{
    Peer silent(behaviour::neverReading());
    OpenSocket open(silent);
    open.socket.write(QByteArray(64 << 20, 'x'));
    QTRY_VERIFY(TcpInfo::read(open.socket.nativeDescriptor())->sendQueue > 0);
}

void TestTcpInfo::notATcpSocket()
{
    QVERIFY(!TcpInfo::read(-1));
    QFile file(u"/dev/null"_s);
    QVERIFY(file.open(QIODevice::ReadOnly));
    QVERIFY(!TcpInfo::read(file.handle()));
}

void TestTcpInfo::json()
{
    TcpInfo info;
    info.state = u"CLOSE_WAIT"_s;
    info.rttUs = 123;
    info.bytesReceived = 5'000'000'000;
    const QJsonObject json = info.toJson();
    QCOMPARE(json.value("state"_L1).toString(), u"CLOSE_WAIT"_s);
    QCOMPARE(json.value("rttUs"_L1).toInteger(), 123);
    QCOMPARE(json.value("bytesReceived"_L1).toInteger(), 5'000'000'000);
    QCOMPARE(json.size(), 22);
}

QTEST_GUILESS_MAIN(TestTcpInfo)
#include "tst_tcp_info.moc"
