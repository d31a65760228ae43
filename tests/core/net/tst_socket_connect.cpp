// SPDX-License-Identifier: GPL-3.0-or-later
#include "net/socket.h"
#include "socket_recorder.h"
#include "support/process_state.h"
#include "support/test_peers.h"

#include <QAbstractEventDispatcher>
#include <QElapsedTimer>
#include <QSignalSpy>
#include <QTest>
#include <QThread>

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
    void deadlineDuringRetryIsFresh();
    void destroyRightAfterConnect();
    void destroyWhileDialing();
    void connectAfterDestroy();
    void connectWhileOpening();
    void connectWhileOpen();
    void retriesAfterRefusals();
    void manyCycles();
    void descriptorsRunOut_data();
    void descriptorsRunOut();
    void blockedHost();
    void blacklistedAddress();
    void hostsMap();
    void threadOfItsOwn();
    void threadWithoutEventLoop();

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

void TestSocketConnect::deadlineDuringRetryIsFresh()
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

void TestSocketConnect::destroyRightAfterConnect()
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

void TestSocketConnect::destroyWhileDialing()
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

void TestSocketConnect::connectAfterDestroy()
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

void TestSocketConnect::connectWhileOpening()
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

void TestSocketConnect::connectWhileOpen()
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

void TestSocketConnect::retriesAfterRefusals()
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

void TestSocketConnect::manyCycles()
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

void TestSocketConnect::threadOfItsOwn()
{
    Peer peer(behaviour::echo());
    QByteArray echoed;
    std::unique_ptr<QThread> worker(QThread::create([&] {
        Socket socket(m_options);
        QEventLoop loop;
        QObject::connect(&socket, &Socket::connected, &loop, [&] { socket.write("from a worker"); });
        QObject::connect(&socket, &Socket::data, &loop, [&](const QByteArray &chunk) {
            echoed += chunk;
            if (echoed.size() == 13)
                socket.destroy();
        });
        QObject::connect(&socket, &Socket::closed, &loop, &QEventLoop::quit);
        socket.connectToPeer({peer.port()});
        loop.exec();
    }));
    worker->start();
    QVERIFY(worker->wait(5000));
    QCOMPARE(echoed, QByteArray("from a worker"));
}

// A thread may run its dispatcher itself, without QEventLoop. Deferred deletion doesn't work there: nothing may rely on
// it.
void TestSocketConnect::threadWithoutEventLoop()
{
    Peer peer(behaviour::greeting("x"));
    qint64 growth = -1;
    qsizetype descriptors = 0;
    std::unique_ptr<QThread> worker(QThread::create([&] {
        const auto cycle = [&](int times) {
            for (int i = 0; i < times; ++i) {
                Socket socket(m_options);
                bool heard = false, closed = false;
                QObject::connect(&socket, &Socket::data, &socket, [&] { heard = true; });
                QObject::connect(&socket, &Socket::closed, &socket, [&] { closed = true; });
                socket.connectToPeer({peer.port(), u"127.0.0.1"_s});
                while (!heard)
                    QAbstractEventDispatcher::instance()->processEvents(QEventLoop::WaitForMoreEvents);
                socket.destroy();
                while (!closed)
                    QAbstractEventDispatcher::instance()->processEvents(QEventLoop::WaitForMoreEvents);
            }
        };
        cycle(300);
        descriptors = openDescriptors();
        const qint64 memory = residentBytes();
        cycle(3000);
        growth = residentBytes() - memory;
    }));
    worker->start();
    QVERIFY(worker->wait(60000));
    QTRY_COMPARE(peer.openConnections(), 0);
    QVERIFY2(!isMemoryMeasurable || growth < 4 << 20, qPrintable(QString::number(growth)));
    QVERIFY(openDescriptors() <= descriptors);
}

QTEST_GUILESS_MAIN(TestSocketConnect)
#include "tst_socket_connect.moc"
