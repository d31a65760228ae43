// SPDX-License-Identifier: GPL-3.0-or-later
// Corners of a socket's life that need a peer, or a name, made for them.
#include "net/socket.h"
#include "open_socket.h"
#include "support/failing_call.h"
#include "support/process_state.h"
#include "support/test_peers.h"

#include <QElapsedTimer>
#include <QSignalSpy>
#include <QTest>
#include <QThread>

#include <algorithm>
#include <sys/ioctl.h>
#include <sys/socket.h>

using namespace Qt::StringLiterals;
using namespace sockscope;
using namespace sockscope::test;
using State = Socket::State;

namespace {

constexpr qint64 mega = 1 << 20;
const QHostAddress v4(QHostAddress::LocalHost);
const QHostAddress v6(QHostAddress::LocalHostIPv6);

} // namespace

class TestSocketEdges : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void initTestCase();
    void oneAddressIsDead_data();
    void oneAddressIsDead();
    void allAddressesAreSilent();
    void allAddressesRefuse();
    void retriesAfterDeadlines();
    void nothingIsSentToABadPort();
    void countersOfBothDirections();
    void urgentByteAlone();
    void urgentByteBeforeFin();
    void finFoundByWriting();
    void halfOpenPeerGetsNoSignal();
    void bothSidesSendFin();
    void bothSidesReset();
    void actInEveryTlsHandler_data();
    void actInEveryTlsHandler();
    void tlsCycles();

private:
    NetOptions m_options;
    TlsPeerOptions m_tls;
};

void TestSocketEdges::initTestCase()
{
    m_tls.identity = makeIdentity({u"localhost"_s, {u"IP:127.0.0.1"_s}});
    QVERIFY(!m_tls.identity.certificate.isEmpty());
}

void TestSocketEdges::oneAddressIsDead_data()
{
    QTest::addColumn<QString>("policy");
    QTest::addColumn<QHostAddress>("alive");
    QTest::addColumn<bool>("silent");
    for (const bool silent : {false, true}) {
        const char *how = silent ? "silent" : "refusing";
        QTest::addRow("IPv4 preferred and %s", how) << u"preferIPv4"_s << v6 << silent;
        QTest::addRow("IPv6 preferred and %s", how) << u"preferIPv6"_s << v4 << silent;
        QTest::addRow("any, IPv6 %s", how) << u"any"_s << v4 << silent;
        QTest::addRow("any, IPv4 %s", how) << u"any"_s << v6 << silent;
    }
}

void TestSocketEdges::oneAddressIsDead()
{
    QFETCH(QString, policy);
    QFETCH(QHostAddress, alive);
    QFETCH(bool, silent);
    Peer peer(behaviour::echo(), alive);
    if (peer.port() == 0)
        QSKIP("this machine has no IPv6 loopback");
    const QHostAddress dead = alive == v4 ? v6 : v4;
    std::unique_ptr<FullBacklogPeer> silence;
    if (silent)
        silence = std::make_unique<FullBacklogPeer>(dead, peer.port());
    const HostEntry name(u"dual.test"_s, {v6, v4});
    NetOptions options; // with the default head start
    options.dnsPolicy = policy;
    qint64 best = 10'000; // of three, since the machine may be busy
    for (int i = 0; i < 3 && best >= 300; ++i) {
        Socket socket(options);
        SocketRecorder seen(socket);
        QElapsedTimer clock;
        connect(&socket, &Socket::connected, this, [&] { best = std::min(best, clock.elapsed()); });
        clock.start();
        socket.connectToPeer({peer.port(), u"dual.test"_s});
        QTRY_VERIFY(socket.isConnected());
        QCOMPARE(seen.events, QStringList{u"connected"_s});
        QCOMPARE(socket.remoteAddress(), alive == v4 ? u"127.0.0.1"_s : u"::1"_s);
        socket.write("through");
        QTRY_COMPARE(seen.received, QByteArray("through"));
    }
    QVERIFY2(best < 300, qPrintable(u"%1 ms"_s.arg(best)));
}

void TestSocketEdges::allAddressesAreSilent()
{
    FullBacklogPeer first(v4);
    FullBacklogPeer second(v6, first.port());
    if (second.port() == 0)
        QSKIP("this machine has no IPv6 loopback");
    const HostEntry name(u"dual.test"_s, {v6, v4});
    NetOptions options;
    options.connectTimeoutMs = 500; // one deadline for all of them
    Socket socket(options);
    SocketRecorder seen(socket);
    QElapsedTimer clock;
    clock.start();
    socket.connectToPeer({first.port(), u"dual.test"_s});
    QTRY_COMPARE(seen.events, QStringList{u"connectFailed"_s});
    const qint64 took = clock.elapsed();
    QVERIFY2(took >= 499 && took < 1000, qPrintable(QString::number(took)));
    QCOMPARE(seen.connectErrors.first(), u"dial tcp 127.0.0.1:%1: i/o timeout"_s.arg(first.port()));
    QCOMPARE(socket.state(), State::Disconnected);
}

void TestSocketEdges::allAddressesRefuse()
{
    const quint16 port = unusedPort();
    const HostEntry name(u"dual.test"_s, {v6, v4});
    Socket socket(m_options);
    SocketRecorder seen(socket);
    QElapsedTimer clock;
    clock.start();
    socket.connectToPeer({port, u"dual.test"_s});
    QTRY_COMPARE(seen.events, QStringList{u"connectFailed"_s});
    QVERIFY(clock.elapsed() < 1000); // neither the deadline nor a head start is waited for
    QCOMPARE(seen.connectErrors.first(), u"dial tcp 127.0.0.1:%1: connect: connection refused"_s.arg(port));
}

void TestSocketEdges::retriesAfterDeadlines()
{
    FullBacklogPeer silent;
    Peer peer(behaviour::echo());
    NetOptions options;
    options.connectTimeoutMs = 30;
    Socket socket(options);
    SocketRecorder seen(socket);
    const qsizetype descriptors = openDescriptors();
    for (int i = 1; i <= 20; ++i) {
        socket.connectToPeer({silent.port(), u"127.0.0.1"_s});
        QTRY_COMPARE(seen.count(u"connectFailed"_s), i);
    }
    QTRY_COMPARE(openDescriptors(), descriptors);
    options.connectTimeoutMs = 30'000;
    socket.connectToPeer({peer.port(), u"127.0.0.1"_s});
    QTRY_VERIFY(socket.isConnected());
    socket.write("still of use");
    QTRY_COMPARE(seen.received, QByteArray("still of use"));
}

/// Port 65536 + n must not become n.
void TestSocketEdges::nothingIsSentToABadPort()
{
    Peer peer(behaviour::silent());
    for (const int port : {65536 + peer.port(), peer.port() - 65536, -int(peer.port())}) {
        Socket socket(m_options);
        SocketRecorder seen(socket);
        QSignalSpy resolved(&socket, &Socket::resolved);
        socket.connectToPeer({port, u"127.0.0.1"_s});
        QTRY_COMPARE(seen.events, QStringList{u"connectFailed"_s});
        QCOMPARE(resolved.size(), 0);
    }
    Socket socket(m_options); // the listener takes clients in order: this one must be its first
    socket.connectToPeer({peer.port(), u"127.0.0.1"_s});
    QTRY_COMPARE(peer.connections(), 1);
}

void TestSocketEdges::countersOfBothDirections()
{
    constexpr qint64 total = 100 * mega;
    Peer peer(behaviour::echo());
    Socket socket(m_options);
    QByteArray block(mega, Qt::Uninitialized);
    for (qint64 i = 0; i < mega; ++i)
        block[i] = behaviour::floodByte(i);
    qint64 received = 0, settled = 0, wrong = 0;
    connect(&socket, &Socket::connected, this, [&] { socket.write(block); });
    connect(&socket, &Socket::written, this, [&](quint64, qint64 bytes) {
        settled += bytes;
        if (settled < total)
            socket.write(block);
    });
    connect(&socket, &Socket::data, this, [&](const QByteArray &chunk) {
        for (const char byte : chunk)
            wrong += byte != behaviour::floodByte(received++ % mega);
    });
    socket.connectToPeer({peer.port(), u"127.0.0.1"_s});
    QTRY_COMPARE_WITH_TIMEOUT(received, total, 60'000);
    QTRY_COMPARE(settled, total);
    QCOMPARE(wrong, 0);
    QCOMPARE(socket.bytesWritten(), total);
    QCOMPARE(socket.bytesRead(), total);
    QCOMPARE(peer.bytesReceived(), total);
    socket.destroy();
    QCOMPARE(socket.bytesWritten(), total); // totals are kept
    QCOMPARE(socket.bytesRead(), total);
}

void TestSocketEdges::urgentByteAlone()
{
    Peer peer([](PeerConnection &connection) {
        connection.sendUrgent('!');
        const QByteArray question = connection.receive();
        connection.send("answer to " + question);
        connection.waitForEnd();
    });
    OpenSocket open(peer);
    open.socket.setIdleTimeout(40); // the urgent byte isn't a read
    QTRY_VERIFY(open.seen.count(u"timedOut"_s) >= 2);
    open.socket.write("x");
    QTRY_COMPARE(open.seen.received, QByteArray("answer to x"));
    QVERIFY(open.socket.isConnected());
    QCOMPARE(open.seen.count(u"error"_s) + open.seen.count(u"closed"_s), 0);
    QCOMPARE(open.socket.bytesRead(), 11);
}

void TestSocketEdges::urgentByteBeforeFin()
{
    Peer peer([](PeerConnection &connection) {
        connection.send("last words");
        connection.sendUrgent('!');
        connection.finish();
        connection.waitForEnd();
    });
    OpenSocket open(peer);
    QTRY_VERIFY(open.seen.isClosed());
    QCOMPARE(open.seen.received, QByteArray("last words"));
    QCOMPARE(open.seen.events, (QStringList{u"connected"_s, u"data"_s, u"closed:peer FIN"_s}));
}

/// The script is busy while the peer says goodbye and goes; its writes then meet a peer that is gone. What was said
/// must still arrive.
void TestSocketEdges::finFoundByWriting()
{
    std::atomic<bool> isGone = false;
    Peer peer([&](PeerConnection &connection) {
        connection.send("last words");
        connection.finish();
        isGone = true;
    });
    Socket socket(m_options);
    SocketRecorder seen(socket);
    connect(&socket, &Socket::connected, this, [&] {
        const QDeadlineTimer deadline(5000);
        while ((!isGone || peer.openConnections() > 0) && !deadline.hasExpired())
            QThread::yieldCurrentThread();
        socket.write("anybody?"); // answered by RST
        int unsent = 1;
        while (unsent > 0 && !deadline.hasExpired() && ::ioctl(socket.nativeDescriptor(), TIOCOUTQ, &unsent) == 0)
            QThread::yieldCurrentThread();
        socket.write("hello?");
    });
    socket.connectToPeer({peer.port(), u"127.0.0.1"_s});
    QTRY_VERIFY(seen.isClosed());
    QCOMPARE(seen.received, QByteArray("last words"));
    QCOMPARE(seen.count(u"writ"_s), 2);
    QCOMPARE(seen.count(u"writeFailed:2"_s), 1); // and no SIGPIPE
    const QString &words = seen.writeErrors.last();
    QVERIFY2(words.startsWith("failed to write data after 0 bytes: write tcp 127.0.0.1:"_L1), qPrintable(words));
    QVERIFY2(words.endsWith(": write: broken pipe"_L1), qPrintable(words));
    QCOMPARE(seen.events.last(), u"closed:peer FIN"_s);
    QVERIFY(seen.readErrors.isEmpty());
}

/// Only the peer's reading end is gone. Its FIN ends the socket, as in k6, whatever is still on its way.
void TestSocketEdges::halfOpenPeerGetsNoSignal()
{
    for (int i = 0; i < 30; ++i) {
        Peer peer([](PeerConnection &connection) {
            ::shutdown(connection.descriptor(), SHUT_RDWR); // data meets RST from here on
            connection.waitForStop();
        });
        Socket socket(m_options);
        SocketRecorder seen(socket);
        int writes = 0;
        const auto writeMore = [&] {
            for (int n = 0; n < 3; ++n, ++writes)
                socket.write(QByteArray(1000 * i, 'x'));
        };
        connect(&socket, &Socket::connected, this, writeMore);
        connect(&socket, &Socket::written, this, [&] {
            if (writes < 300)
                writeMore();
        });
        socket.connectToPeer({peer.port(), u"127.0.0.1"_s});
        QTRY_VERIFY(seen.isClosed());
        QCOMPARE(seen.count(u"writ"_s), writes);
        QCOMPARE(seen.count(u"closed"_s), 1);
        QVERIFY(seen.events.last().startsWith("closed:peer "_L1));
        QCOMPARE(seen.events.last() == "closed:peer RST"_L1, !seen.readErrors.isEmpty());
    }
}

/// Both FINs cross (RFC 9293, CLOSING).
void TestSocketEdges::bothSidesSendFin()
{
    const qsizetype descriptors = openDescriptors();
    for (int i = 0; i < 50; ++i) {
        std::atomic<bool> go = false;
        Peer peer([&](PeerConnection &connection) {
            connection.send("bye");
            while (!go)
                std::this_thread::yield();
            connection.finish();
            connection.waitForEnd();
        });
        OpenSocket open(peer);
        QTRY_COMPARE(open.seen.received, QByteArray("bye"));
        go = true;
        if (i % 2 == 0)
            open.socket.halfClose();
        else
            open.socket.destroy();
        QTRY_VERIFY(open.seen.isClosed());
        QCOMPARE(open.seen.events,
                 (QStringList{u"connected"_s, u"data"_s, i % 2 == 0 ? u"closed:peer FIN"_s : u"closed:destroy()"_s}));
        QTRY_COMPARE(peer.openConnections(), 0);
    }
    QTRY_COMPARE(openDescriptors(), descriptors);
}

/// Unread bytes on both sides make RST of both ends.
void TestSocketEdges::bothSidesReset()
{
    for (int i = 0; i < 30; ++i) {
        std::atomic<bool> go = false;
        Peer peer([&](PeerConnection &connection) {
            connection.send(QByteArray(100'000, 'x'));
            while (!go)
                std::this_thread::yield();
            connection.reset();
        });
        Socket socket(m_options);
        SocketRecorder seen(socket);
        connect(&socket, &Socket::data, this, [&] {
            if (!go.exchange(true))
                socket.destroy();
        });
        connect(&socket, &Socket::connected, this, [&] { socket.write(QByteArray(100'000, 'y')); });
        socket.connectToPeer({peer.port(), u"127.0.0.1"_s});
        QTRY_VERIFY(seen.isClosed());
        QCOMPARE(seen.count(u"closed"_s), 1);
        QCOMPARE(seen.events.last(), u"closed:destroy()"_s);
        QCOMPARE(seen.count(u"writ"_s), 1);
        QVERIFY(seen.readErrors.isEmpty());
        QTRY_COMPARE(peer.openConnections(), 0);
    }
}

void TestSocketEdges::actInEveryTlsHandler_data()
{
    QTest::addColumn<QString>("handler");
    QTest::addColumn<QString>("act");
    for (const QString &handler :
         {u"resolved"_s, u"opening"_s, u"tlsEstablished"_s, u"open"_s, u"connected"_s, u"written"_s, u"data"_s,
          u"timedOut"_s, u"countersChanged"_s, u"destroyed"_s, u"closed"_s, u"connectFailed"_s}) {
        for (const QString &act : {u"destroy"_s, u"delete"_s, u"deleteLater"_s})
            QTest::newRow(qPrintable(handler + u' ' + act)) << handler << act;
    }
}

void TestSocketEdges::actInEveryTlsHandler()
{
    QFETCH(QString, handler);
    QFETCH(QString, act);
    TlsPeer peer(m_tls);
    NetOptions options;
    options.insecureSkipTlsVerify = handler != "connectFailed"_L1;
    auto *socket = new Socket(options);
    const QPointer<Socket> alive(socket);
    int acted = 0, closed = 0;
    const auto run = [&] {
        ++acted;
        if (act == "destroy"_L1)
            alive->destroy();
        else if (act == "delete"_L1)
            delete alive.data();
        else
            alive->deleteLater();
    };
    connect(socket, &Socket::closed, this, [&] { ++closed; });
    const auto on = [&](auto signal, const QString &name) {
        if (handler == name)
            connect(socket, signal, this, run);
    };
    on(&Socket::resolved, u"resolved"_s);
    on(&Socket::tlsEstablished, u"tlsEstablished"_s);
    on(&Socket::connected, u"connected"_s);
    on(&Socket::written, u"written"_s);
    on(&Socket::data, u"data"_s);
    on(&Socket::timedOut, u"timedOut"_s);
    on(&Socket::countersChanged, u"countersChanged"_s);
    on(&Socket::closed, u"closed"_s);
    on(&Socket::connectFailed, u"connectFailed"_s);
    connect(socket, &Socket::stateChanged, this, [&](State, State after) {
        if ((handler == "opening"_L1 && after == State::Opening) || (handler == "open"_L1 && after == State::Open) ||
            (handler == "destroyed"_L1 && after == State::Destroyed))
            run();
    });
    connect(socket, &Socket::connected, this, [&] {
        if (alive)
            alive->write("ping");
    });
    if (handler == "closed"_L1 || handler == "destroyed"_L1)
        connect(socket, &Socket::data, this, [&] { alive->destroy(); });
    socket->setIdleTimeout(20);
    socket->connectToPeer({peer.port(), u"127.0.0.1"_s, true}); // may delete it
    QTRY_VERIFY(acted > 0);
    if (act == "destroy"_L1) {
        QTRY_COMPARE(closed, 1);
        QCOMPARE(alive->state(), State::Destroyed);
        delete alive.data();
    }
    QTRY_VERIFY(!alive);
    QTRY_COMPARE(peer.openConnections(), 0);
    QVERIFY(closed <= 1);
}

void TestSocketEdges::tlsCycles()
{
    TlsPeer peer(m_tls);
    NetOptions options;
    options.insecureSkipTlsVerify = true;
    const auto cycle = [&](int times) {
        for (int i = 0; i < times; ++i) {
            Socket socket(options);
            bool closed = false;
            connect(&socket, &Socket::closed, &socket, [&] { closed = true; });
            connect(&socket, &Socket::connectFailed, &socket, [&] { socket.destroy(); });
            connect(&socket, &Socket::connected, &socket, [&] { socket.destroy(); });
            socket.connectToPeer({peer.port(), u"127.0.0.1"_s, true});
            while (!closed)
                QCoreApplication::processEvents(QEventLoop::WaitForMoreEvents);
        }
    };
    cycle(100);
    QTRY_COMPARE(peer.handshakes(), 100);
    QTRY_COMPARE(peer.openConnections(), 0);
    const qsizetype descriptors = openDescriptors();
    const qint64 memory = residentBytes();
    cycle(500);
    QTRY_COMPARE(peer.openConnections(), 0);
    QTRY_COMPARE(peer.handshakes(), 600);
    QVERIFY(openDescriptors() <= descriptors); // a thread that looked up names may have ended meanwhile
    QVERIFY2(!isMemoryMeasurable || residentBytes() - memory < 8 * mega,
             qPrintable(QString::number(residentBytes() - memory)));
}

QTEST_GUILESS_MAIN(TestSocketEdges)
#include "tst_socket_edges.moc"
