// SPDX-License-Identifier: GPL-3.0-or-later
// One connect(): where it leads, what is shown of it, and how it fails.
#include "net/socket.h"
#include "socket_recorder.h"
#include "support/process_state.h"
#include "support/test_peers.h"

#include <QElapsedTimer>
#include <QSignalSpy>
#include <QTest>

using namespace Qt::StringLiterals;
using namespace sockscope;
using namespace sockscope::test;
using State = Socket::State;

class TestSocketConnect : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void opensAndShowsEndpoints();
    void stateIsOpeningAtOnce();
    void ipv6();
    void nameOfLoopback();
    void refused();
    void refusedOverIpv6();
    void unknownName();
    void literalNeedsNoLookup();
    void invalidPort_data();
    void invalidPort();
    void deadline();
    void descriptorsRunOut_data();
    void descriptorsRunOut();
    void blockedHost();
    void blacklistedAddress();
    void hostsMap();

private:
    NetOptions m_options;
};

void TestSocketConnect::opensAndShowsEndpoints()
{
    Peer peer(behaviour::silent());
    Socket socket(m_options);
    SocketRecorder seen(socket);
    QCOMPARE(socket.state(), State::Disconnected);
    QString address;
    int localPort = 0;
    connect(&socket, &Socket::connected, this, [&] {
        address = socket.remoteAddress();
        localPort = socket.localPort();
    });
    socket.connectToPeer({peer.port(), u"127.0.0.1"_s});
    QTRY_COMPARE(seen.events, QStringList{u"connected"_s});
    QCOMPARE(address, u"127.0.0.1"_s); // known right away
    QVERIFY(localPort > 0);
    QCOMPARE(socket.localAddress(), u"127.0.0.1"_s);
    QCOMPARE(socket.remotePort(), int(peer.port()));
    QVERIFY(socket.isConnected());
    QVERIFY(socket.nativeDescriptor() >= 0);
    QCOMPARE(seen.states, (QList{State::Opening, State::Open}));
    socket.destroy();
    QCOMPARE(socket.remoteAddress(), QString());
    QCOMPARE(socket.localPort(), 0);
    QCOMPARE(socket.nativeDescriptor(), -1);
}

void TestSocketConnect::stateIsOpeningAtOnce()
{
    Peer peer(behaviour::silent());
    Socket socket(m_options);
    SocketRecorder seen(socket);
    socket.connectToPeer({peer.port(), u"127.0.0.1"_s});
    QCOMPARE(socket.state(), State::Opening);
    QCOMPARE(socket.remoteAddress(), QString());
    QVERIFY(seen.events.isEmpty()); // nothing is said inside the call
    QTRY_COMPARE(socket.state(), State::Open);
}

void TestSocketConnect::ipv6()
{
    Peer peer(behaviour::echo(), QHostAddress::LocalHostIPv6);
    if (peer.port() == 0)
        QSKIP("this machine has no IPv6 loopback");
    Socket socket(m_options);
    SocketRecorder seen(socket);
    socket.connectToPeer({peer.port(), u"::1"_s});
    QTRY_VERIFY(socket.isConnected());
    QCOMPARE(socket.remoteAddress(), u"::1"_s);
    socket.write("six");
    QTRY_COMPARE(seen.received, QByteArray("six"));
}

void TestSocketConnect::nameOfLoopback()
{
    Peer peer(behaviour::silent());
    Socket socket(m_options);
    QSignalSpy resolved(&socket, &Socket::resolved);
    socket.connectToPeer({peer.port()}); // localhost by default
    QTRY_VERIFY(socket.isConnected());
    QCOMPARE(socket.remoteAddress(), u"127.0.0.1"_s);
    QCOMPARE(resolved.size(), 1);
    QCOMPARE(resolved.first().first().toString(), u"127.0.0.1"_s);
}

void TestSocketConnect::refused()
{
    const quint16 port = unusedPort();
    Socket socket(m_options);
    SocketRecorder seen(socket);
    socket.connectToPeer({port, u"127.0.0.1"_s});
    QTRY_COMPARE(seen.events, QStringList{u"connectFailed"_s});
    QCOMPARE(seen.connectErrors.first(), u"dial tcp 127.0.0.1:%1: connect: connection refused"_s.arg(port));
    QCOMPARE(socket.state(), State::Disconnected);
    QCOMPARE(seen.states, (QList{State::Opening, State::Disconnected}));
    socket.destroy();
    QTRY_COMPARE(seen.events,
                 (QStringList{u"connectFailed"_s, u"closed:destroy()"_s})); // rejected once, closed by us only
}

void TestSocketConnect::refusedOverIpv6()
{
    Socket socket(m_options);
    SocketRecorder seen(socket);
    socket.connectToPeer({unusedPort(), u"::1"_s});
    QTRY_COMPARE(seen.connectErrors.size(), 1);
    QVERIFY2(seen.connectErrors.first().startsWith("dial tcp [::1]:"_L1), qPrintable(seen.connectErrors.first()));
}

void TestSocketConnect::unknownName()
{
    Socket socket(m_options);
    SocketRecorder seen(socket);
    QSignalSpy resolved(&socket, &Socket::resolved);
    socket.connectToPeer({80, u"not a name"_s}); // fails without asking a name server
    QTRY_COMPARE(seen.events, QStringList{u"connectFailed"_s});
    QCOMPARE(seen.connectErrors.first(), u"lookup not a name: no such host"_s);
    QCOMPARE(resolved.size(), 1);
    QCOMPARE(resolved.first().first().toString(), QString());
    QVERIFY(!seen.states.contains(State::Open));
}

void TestSocketConnect::literalNeedsNoLookup()
{
    Peer peer(behaviour::silent());
    m_options.blockHostnames = {u"*"_s}; // would stop any name
    Socket socket(m_options);
    QSignalSpy resolved(&socket, &Socket::resolved);
    socket.connectToPeer({peer.port(), u"127.0.0.1"_s});
    QTRY_VERIFY(socket.isConnected());
    QVERIFY(resolved.first().at(1).toDouble() < 5.0);
    m_options = {};
}

void TestSocketConnect::invalidPort_data()
{
    QTest::addColumn<int>("port");
    for (const int port : {0, -1, 65536, 99999})
        QTest::addRow("%d", port) << port;
}

void TestSocketConnect::invalidPort()
{
    QFETCH(int, port);
    Socket socket(m_options);
    SocketRecorder seen(socket);
    socket.connectToPeer({port, u"127.0.0.1"_s});
    QVERIFY(seen.events.isEmpty());
    QTRY_COMPARE(seen.events, QStringList{u"connectFailed"_s});
    QCOMPARE(seen.connectErrors.first(), u"dial tcp: address %1: invalid port"_s.arg(port));
    QVERIFY(seen.states.isEmpty()); // nothing was tried
}

void TestSocketConnect::deadline()
{
    FullBacklogPeer peer;
    m_options.connectTimeoutMs = 400;
    Socket socket(m_options);
    SocketRecorder seen(socket);
    QElapsedTimer clock;
    clock.start();
    socket.connectToPeer({peer.port(), u"127.0.0.1"_s});
    QTRY_COMPARE(seen.events, QStringList{u"connectFailed"_s});
    const qint64 took = clock.elapsed();
    QCOMPARE(seen.connectErrors.first(), u"dial tcp 127.0.0.1:%1: i/o timeout"_s.arg(peer.port()));
    QVERIFY2(took >= 399 && took < 1000, qPrintable(QString::number(took)));
    QCOMPARE(socket.state(), State::Disconnected);
    m_options = {};
}

void TestSocketConnect::descriptorsRunOut_data()
{
    QTest::addColumn<int>("left");
    QTest::newRow("none left") << 0;
    QTest::newRow("one left") << 1;
}

void TestSocketConnect::descriptorsRunOut()
{
    QFETCH(int, left);
    Peer peer(behaviour::echo());
    Socket socket(m_options);
    SocketRecorder seen(socket);
    {
        const DescriptorLimit limit(left);
        socket.connectToPeer({peer.port(), u"127.0.0.1"_s});
        QTRY_COMPARE(seen.connectErrors,
                     QStringList{u"dial tcp 127.0.0.1:%1: socket: too many open files"_s.arg(peer.port())});
    }
    socket.connectToPeer({peer.port(), u"127.0.0.1"_s});
    QTRY_VERIFY(socket.isConnected());
}

void TestSocketConnect::blockedHost()
{
    m_options.blockHostnames = {u"*.blocked.test"_s};
    Socket socket(m_options);
    SocketRecorder seen(socket);
    socket.connectToPeer({80, u"a.blocked.test"_s});
    QTRY_COMPARE(seen.connectErrors,
                 QStringList{u"hostname (a.blocked.test) is in a blocked pattern (*.blocked.test)"_s});
    m_options = {};
}

void TestSocketConnect::blacklistedAddress()
{
    Peer peer(behaviour::silent());
    m_options.blacklistIPs = {u"10.0.0.0/8"_s, u"127.0.0.0/8"_s};
    Socket socket(m_options);
    SocketRecorder seen(socket);
    socket.connectToPeer({peer.port(), u"127.0.0.1"_s});
    QTRY_COMPARE(seen.connectErrors, QStringList{u"IP (127.0.0.1) is in a blacklisted range (127.0.0.0/8)"_s});
    QCOMPARE(peer.connections(), 0);
    m_options = {};
}

void TestSocketConnect::hostsMap()
{
    Peer peer(behaviour::silent());
    m_options.hosts = {{u"service.test"_s, u"127.0.0.1:1"_s}};
    Socket socket(m_options);
    socket.connectToPeer({peer.port(), u"Service.Test"_s});
    QTRY_VERIFY(socket.isConnected()); // at the port of connect(), as k6
    QCOMPARE(socket.remoteAddress(), u"127.0.0.1"_s);
    QCOMPARE(socket.remotePort(), int(peer.port()));
    m_options = {};
}

QTEST_GUILESS_MAIN(TestSocketConnect)
#include "tst_socket_connect.moc"
