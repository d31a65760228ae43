// SPDX-License-Identifier: GPL-3.0-or-later
// connect() after, during and instead of another one, and beside destroy().
#include "net/socket.h"
#include "socket_recorder.h"
#include "support/process_state.h"
#include "support/test_peers.h"

#include <QSignalSpy>
#include <QTest>

using namespace Qt::StringLiterals;
using namespace sockscope;
using namespace sockscope::test;
using State = Socket::State;

class TestSocketConnectAgain : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void deadlineDuringRetryIsFresh();
    void destroyRightAfterConnect();
    void destroyWhileDialing();
    void connectAfterDestroy();
    void connectWhileOpening();
    void connectWhileOpen();
    void retriesAfterRefusals();
    void manyCycles();

private:
    NetOptions m_options;
};

void TestSocketConnectAgain::deadlineDuringRetryIsFresh()
{
    FullBacklogPeer dead;
    Peer peer(behaviour::silent());
    m_options.connectTimeoutMs = 200;
    Socket socket(m_options);
    SocketRecorder seen(socket);
    socket.connectToPeer({dead.port(), u"127.0.0.1"_s});
    QTRY_COMPARE(seen.connectErrors.size(), 1);
    socket.connectToPeer({peer.port(), u"127.0.0.1"_s});
    QTRY_VERIFY(socket.isConnected());
    QTest::qWait(300); // the deadline must not strike an open connection
    QVERIFY(socket.isConnected());
    m_options = {};
}

void TestSocketConnectAgain::destroyRightAfterConnect()
{
    Peer peer(behaviour::silent());
    Socket socket(m_options);
    SocketRecorder seen(socket);
    socket.connectToPeer({peer.port(), u"127.0.0.1"_s});
    socket.destroy();
    QCOMPARE(socket.state(), State::Destroyed);
    QTRY_VERIFY(seen.isClosed());
    QTest::qWait(20);
    QCOMPARE(seen.events, (QStringList{u"connectFailed"_s, u"closed:destroy()"_s}));
    QVERIFY2(seen.connectErrors.first().contains("destroyed while it was connecting"_L1),
             qPrintable(seen.connectErrors.first()));
}

void TestSocketConnectAgain::destroyWhileDialing()
{
    FullBacklogPeer peer;
    Socket socket(m_options);
    SocketRecorder seen(socket);
    QSignalSpy resolved(&socket, &Socket::resolved);
    const qsizetype descriptors = openDescriptors();
    socket.connectToPeer({peer.port(), u"127.0.0.1"_s});
    QTRY_COMPARE(resolved.size(), 1);
    socket.destroy(u"end of iteration"_s);
    QTRY_COMPARE(seen.events, (QStringList{u"connectFailed"_s, u"closed:end of iteration"_s}));
    QTRY_COMPARE(openDescriptors(), descriptors);
}

void TestSocketConnectAgain::connectAfterDestroy()
{
    Peer peer(behaviour::silent());
    Socket socket(m_options);
    SocketRecorder seen(socket);
    socket.destroy();
    socket.connectToPeer({peer.port(), u"127.0.0.1"_s});
    QTRY_COMPARE(seen.events.size(), 2);
    QCOMPARE(seen.count(u"connectFailed"_s), 1);
    QCOMPARE(seen.count(u"closed"_s), 1);
    QVERIFY2(seen.connectErrors.first().contains("the socket is destroyed"_L1), qPrintable(seen.connectErrors.first()));
    QCOMPARE(peer.connections(), 0);
}

void TestSocketConnectAgain::connectWhileOpening()
{
    Peer peer(behaviour::echo());
    Socket socket(m_options);
    SocketRecorder seen(socket);
    socket.connectToPeer({peer.port(), u"127.0.0.1"_s});
    QVERIFY(!socket.connectObstacle({peer.port(), u"127.0.0.1"_s}).isEmpty());
    socket.connectToPeer({unusedPort(), u"127.0.0.1"_s});
    QTRY_VERIFY(socket.isConnected());
    QCOMPARE(seen.count(u"connectFailed"_s), 1);
    QVERIFY2(seen.connectErrors.first().startsWith("already connecting to 127.0.0.1:"_L1),
             qPrintable(seen.connectErrors.first()));
    QCOMPARE(socket.remotePort(), int(peer.port()));
    socket.write("unharmed");
    QTRY_COMPARE(seen.received, QByteArray("unharmed"));
    QCOMPARE(peer.connections(), 1);
}

void TestSocketConnectAgain::connectWhileOpen()
{
    Peer peer(behaviour::echo()), other(behaviour::echo());
    Socket socket(m_options);
    SocketRecorder seen(socket);
    QVERIFY(socket.connectObstacle({peer.port(), u"127.0.0.1"_s}).isEmpty());
    socket.connectToPeer({peer.port(), u"127.0.0.1"_s});
    QTRY_VERIFY(socket.isConnected());
    socket.connectToPeer({other.port(), u"127.0.0.1"_s});
    QTRY_COMPARE(seen.connectErrors.size(), 1);
    QVERIFY2(seen.connectErrors.first().startsWith("already connected to 127.0.0.1:"_L1),
             qPrintable(seen.connectErrors.first()));
    socket.write("unharmed");
    QTRY_COMPARE(seen.received, QByteArray("unharmed"));
    QCOMPARE(other.connections(), 0);
}

void TestSocketConnectAgain::retriesAfterRefusals()
{
    const quint16 closedPort = unusedPort();
    Peer peer(behaviour::silent());
    Socket socket(m_options);
    SocketRecorder seen(socket);
    for (int i = 1; i <= 50; ++i) {
        socket.connectToPeer({closedPort, u"127.0.0.1"_s});
        QTRY_COMPARE(seen.connectErrors.size(), i);
    }
    socket.connectToPeer({peer.port(), u"127.0.0.1"_s});
    QTRY_VERIFY(socket.isConnected());
    QCOMPARE(seen.count(u"connectFailed"_s), 50);
    QCOMPARE(seen.count(u"connected"_s), 1);
}

void TestSocketConnectAgain::manyCycles()
{
    Peer peer(behaviour::silent());
    const auto cycle = [&](int times) {
        for (int i = 0; i < times; ++i) {
            Socket socket(m_options);
            QSignalSpy closed(&socket, &Socket::closed);
            connect(&socket, &Socket::connected, &socket, [&] { socket.destroy(); });
            socket.connectToPeer({peer.port(), u"127.0.0.1"_s});
            while (closed.isEmpty())
                QCoreApplication::processEvents(QEventLoop::WaitForMoreEvents);
        }
    };
    cycle(500);
    QTRY_COMPARE(peer.connections(), 500);
    QTRY_COMPARE(peer.openConnections(), 0);
    const qsizetype descriptors = openDescriptors();
    const qint64 memory = residentBytes();
    cycle(10000);
    QTRY_COMPARE(peer.connections(), 10500);
    QTRY_COMPARE(peer.openConnections(), 0);
    QVERIFY(openDescriptors() <= descriptors); // a thread that looked up names may have ended meanwhile
    QVERIFY2(!isMemoryMeasurable || residentBytes() - memory < 8 << 20,
             qPrintable(QString::number(residentBytes() - memory)));
}

QTEST_GUILESS_MAIN(TestSocketConnectAgain)
#include "tst_socket_connect_again.moc"
