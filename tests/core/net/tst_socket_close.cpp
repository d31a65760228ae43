// SPDX-License-Identifier: GPL-3.0-or-later
#include "net/socket.h"
#include "open_socket.h"
#include "support/process_state.h"
#include "support/test_peers.h"

#include <QEventLoop>
#include <QSignalSpy>
#include <QTest>
#include <QThread>

#include <mutex>

using namespace Qt::StringLiterals;
using namespace sockscope;
using namespace sockscope::test;
using State = Socket::State;

class TestSocketClose : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void peerFin();
    void peerFinAfterMuchData();
    void peerReset();
    void peerResetWhenIdle();
    void peerResetAfterData();
    void resetFoundByWriting();
    void writeAfterPeerClosed();
    void writeAfterDestroy();
    void pendingWritesSettle();
    void pendingWritesSettleAtPeerFin();
    void pendingWritesSettleAtReset();
    void completedWritesAreNotFailed();
    void destroyTwice();
    void destroyBeforeConnect();
    void destroySendsFin();
    void destroyInEveryHandler_data();
    void destroyInEveryHandler();
    void deleteInEveryHandler_data();
    void deleteInEveryHandler();
    void deleteWithoutDestroy();
    void bothSidesAtOnce();
    void halfClose();
    void halfCloseAfterQueuedWrites();
    void halfCloseThenReset();
    void halfCloseTwiceAndAfterDestroy();
    void sixtyFourAtOnce();
};

void TestSocketClose::peerFin()
{
    Peer peer(behaviour::fin("bye"));
    OpenSocket open(peer);
    QTRY_VERIFY(open.seen.isClosed());
    QCOMPARE(open.seen.received, QByteArray("bye"));
    QCOMPARE(open.seen.events, (QStringList{u"connected"_s, u"data"_s, u"closed:peer FIN"_s}));
    QCOMPARE(open.socket.state(), State::Destroyed);
    QCOMPARE(open.seen.stateCauses.last(), u"peer FIN"_s);
    QCOMPARE(open.socket.remoteAddress(), QString());
    QCOMPARE(open.socket.bytesRead(), 3);
}

void TestSocketClose::peerFinAfterMuchData()
{
    constexpr qint64 bytes = 3'000'001;
    Peer peer(behaviour::flood(bytes));
    Socket socket(OpenSocket::defaultOptions());
    SocketRecorder seen(socket);
    connect(&socket, &Socket::connected, this,
            [] { QThread::msleep(100); }); // data and FIN are there before the first read
    socket.connectToPeer({peer.port(), u"127.0.0.1"_s});
    QTRY_VERIFY(seen.isClosed());
    QCOMPARE(seen.received.size(), bytes);
    QCOMPARE(seen.events.last(), u"closed:peer FIN"_s);
    QVERIFY(seen.readErrors.isEmpty());
}

void TestSocketClose::peerReset()
{
    Peer peer(behaviour::rst());
    OpenSocket open(peer);
    const QString pair =
        u"read tcp 127.0.0.1:%1->127.0.0.1:%2: "_s.arg(open.socket.localPort()).arg(open.socket.remotePort());
    open.socket.write("x");
    QTRY_VERIFY(open.seen.isClosed());
    QCOMPARE(open.seen.events, (QStringList{u"connected"_s, u"written:1:1"_s, u"error:read"_s, u"closed:peer RST"_s}));
    QCOMPARE(open.seen.readErrors.first(), pair + u"read: connection reset by peer"_s);
    QCOMPARE(open.socket.state(), State::Destroyed);
}

void TestSocketClose::peerResetWhenIdle()
{
    Peer peer(behaviour::rstWhenIdle(50));
    OpenSocket open(peer);
    QTRY_VERIFY(open.seen.isClosed());
    QCOMPARE(open.seen.events, (QStringList{u"connected"_s, u"error:read"_s, u"closed:peer RST"_s}));
}

void TestSocketClose::peerResetAfterData()
{
    Peer peer(behaviour::rst("last words"));
    OpenSocket open(peer);
    open.socket.write("x");
    QTRY_VERIFY(open.seen.isClosed());
    QCOMPARE(open.seen.received, QByteArray("last words"));
    QCOMPARE(open.seen.events.last(), u"closed:peer RST"_s);
    QCOMPARE(open.seen.readErrors.size(), 1);
}

// The script is busy while the peer speaks and resets, then writes first: what the peer said must still arrive.
void TestSocketClose::resetFoundByWriting()
{
    Peer peer([](PeerConnection &connection) {
        connection.send("last words");
        connection.pause(30);
        connection.reset();
    });
    Socket socket(OpenSocket::defaultOptions());
    SocketRecorder seen(socket);
    connect(&socket, &Socket::connected, this, [&] {
        QThread::msleep(150);
        socket.write("anybody?");
        socket.write("hello?");
    });
    socket.connectToPeer({peer.port(), u"127.0.0.1"_s});
    QTRY_VERIFY(seen.isClosed());
    QCOMPARE(seen.received, QByteArray("last words"));
    QCOMPARE(seen.count(u"writeFailed"_s), 2); // and no SIGPIPE
    QVERIFY2(seen.writeErrors.first().startsWith("failed to write data after 0 bytes: write tcp 127.0.0.1:"_L1),
             qPrintable(seen.writeErrors.first()));
    QVERIFY(seen.writeErrors.first().contains("write: "_L1));
    QCOMPARE(seen.events.last(), u"closed:peer RST"_s);
}

void TestSocketClose::writeAfterPeerClosed()
{
    Peer peer(behaviour::fin());
    OpenSocket open(peer);
    QTRY_VERIFY(open.seen.isClosed());
    open.socket.write("late");
    QTRY_COMPARE(open.seen.writeErrors, QStringList{u"no active connection"_s});
}

void TestSocketClose::writeAfterDestroy()
{
    Peer peer(behaviour::sink());
    OpenSocket open(peer);
    open.socket.destroy();
    open.socket.write("late");
    QTRY_COMPARE(open.seen.writeErrors, QStringList{u"no active connection"_s});
    QCOMPARE(open.seen.count(u"closed"_s), 1);
}

void TestSocketClose::pendingWritesSettle()
{
    Peer peer(behaviour::neverReading());
    OpenSocket open(peer);
    for (int i = 0; i < 10; ++i)
        open.socket.write(QByteArray(8 << 20, 'x'));
    open.socket.destroy();
    QTRY_VERIFY(open.seen.isClosed());
    QCOMPARE(open.seen.count(u"writ"_s), 10); // each ticket exactly once
    QVERIFY(open.seen.count(u"writeFailed"_s) >= 9);
    QVERIFY(open.seen.events.last().startsWith(u"closed"_s));
    QVERIFY(open.seen.writeErrors.last().startsWith("failed to write data after 0 bytes: "_L1));
}

void TestSocketClose::pendingWritesSettleAtPeerFin()
{
    Peer peer([](PeerConnection &connection) {
        connection.pause(50);
        connection.finish(); // and goes on not reading
        connection.waitForStop();
    });
    OpenSocket open(peer);
    const quint64 ticket = open.socket.write(QByteArray(64 << 20, 'x'));
    QTRY_VERIFY(open.seen.isClosed());
    QCOMPARE(open.seen.events, (QStringList{u"connected"_s, u"writeFailed:%1"_s.arg(ticket), u"closed:peer FIN"_s}));
    QVERIFY(open.seen.writeErrors.first().endsWith(": use of closed network connection"_L1));
}

void TestSocketClose::pendingWritesSettleAtReset()
{
    Peer peer(behaviour::rstWhenIdle(50));
    OpenSocket open(peer);
    const quint64 ticket = open.socket.write(QByteArray(64 << 20, 'x'));
    QTRY_VERIFY(open.seen.isClosed());
    QCOMPARE(open.seen.events,
             (QStringList{u"connected"_s, u"writeFailed:%1"_s.arg(ticket), u"error:read"_s, u"closed:peer RST"_s}));
    QVERIFY2(open.seen.writeErrors.first().endsWith(": write: connection reset by peer"_L1),
             qPrintable(open.seen.writeErrors.first()));
}

void TestSocketClose::completedWritesAreNotFailed()
{
    Peer peer(behaviour::sink());
    OpenSocket open(peer);
    const quint64 ticket = open.socket.write("delivered");
    open.socket.destroy(); // before the event loop could report the write
    QTRY_VERIFY(open.seen.isClosed());
    QCOMPARE(open.seen.events, (QStringList{u"connected"_s, u"written:%1:9"_s.arg(ticket), u"closed:destroy()"_s}));
    QTRY_COMPARE(peer.bytesReceived(), 9);
}

void TestSocketClose::destroyTwice()
{
    Peer peer(behaviour::sink());
    OpenSocket open(peer);
    open.socket.destroy(u"first"_s);
    open.socket.destroy(u"second"_s);
    QVERIFY(!open.seen.isClosed()); // never inside the call
    QTRY_VERIFY(open.seen.isClosed());
    open.socket.destroy(u"third"_s);
    QTest::qWait(20);
    QCOMPARE(open.seen.events, (QStringList{u"connected"_s, u"closed:first"_s}));
}

void TestSocketClose::destroyBeforeConnect()
{
    Socket socket(OpenSocket::defaultOptions());
    SocketRecorder seen(socket);
    socket.destroy();
    QCOMPARE(socket.state(), State::Destroyed);
    QTRY_COMPARE(seen.events, QStringList{u"closed:destroy()"_s});
}

void TestSocketClose::destroySendsFin()
{
    std::mutex mutex;
    QByteArray stream;
    bool ended = false;
    Peer peer(behaviour::recorder([&](const QByteArray &all) {
        const std::lock_guard lock(mutex);
        stream = all;
        ended = true;
    }));
    const qsizetype descriptors = openDescriptors();
    OpenSocket open(peer);
    open.socket.write("all of it");
    open.socket.destroy();
    QThread::msleep(100); // without our event loop: the FIN must already be on its way
    const std::lock_guard lock(mutex);
    QVERIFY(ended);
    QCOMPARE(stream, QByteArray("all of it"));
    QTRY_COMPARE(openDescriptors(), descriptors);
}

void TestSocketClose::destroyInEveryHandler_data()
{
    QTest::addColumn<QString>("handler");
    for (const QString &name :
         {u"connected"_s, u"data"_s, u"written"_s, u"writeFailed"_s, u"connectFailed"_s, u"timedOut"_s,
          u"errorOccurred"_s, u"closed"_s, u"resolved"_s, u"opening"_s, u"open"_s, u"destroyed"_s})
        QTest::newRow(qPrintable(name)) << name;
}

namespace {

/// Runs `act` from the named signal of a socket that is made to emit all of them.
void actIn(const QString &handler, Socket &socket, const std::function<void()> &act)
{
    const auto on = [&](auto signal, const QString &name) {
        if (handler == name)
            QObject::connect(&socket, signal, &socket, act);
    };
    on(&Socket::connected, u"connected"_s);
    on(&Socket::data, u"data"_s);
    on(&Socket::written, u"written"_s);
    on(&Socket::writeFailed, u"writeFailed"_s);
    on(&Socket::connectFailed, u"connectFailed"_s);
    on(&Socket::timedOut, u"timedOut"_s);
    on(&Socket::errorOccurred, u"errorOccurred"_s);
    on(&Socket::closed, u"closed"_s);
    on(&Socket::resolved, u"resolved"_s);
    QObject::connect(&socket, &Socket::stateChanged, &socket, [=](State, State after) {
        if ((handler == "opening"_L1 && after == State::Opening) || (handler == "open"_L1 && after == State::Open) ||
            (handler == "destroyed"_L1 && after == State::Destroyed))
            act();
    });
}

/// Says something, lets the socket become idle, then resets.
Peer::Behaviour eventful()
{
    return [](PeerConnection &connection) {
        connection.send("hello");
        connection.pause(60);
        connection.reset();
    };
}

void provoke(Socket &socket, const QString &handler, quint16 port)
{
    if (handler == "writeFailed"_L1)
        socket.write("too early");
    if (handler == "written"_L1)
        QObject::connect(&socket, &Socket::connected, &socket, [&socket] { socket.write("x"); });
    socket.setIdleTimeout(20);
    socket.connectToPeer(
        {handler == "connectFailed"_L1 ? int(unusedPort()) : int(port), u"127.0.0.1"_s}); // may delete it
}

} // namespace

void TestSocketClose::destroyInEveryHandler()
{
    QFETCH(QString, handler);
    Peer peer(eventful());
    Socket socket(OpenSocket::defaultOptions());
    SocketRecorder seen(socket);
    int acted = 0;
    actIn(handler, socket, [&] {
        ++acted;
        socket.destroy();
        socket.destroy();
    });
    provoke(socket, handler, peer.port());
    QTRY_VERIFY(seen.isClosed());
    QTest::qWait(100); // nothing may follow
    QVERIFY(acted > 0);
    QCOMPARE(seen.count(u"closed"_s), 1);
    QVERIFY(seen.events.last().startsWith("closed"_L1));
    QCOMPARE(socket.state(), State::Destroyed);
}

void TestSocketClose::deleteInEveryHandler_data()
{
    QTest::addColumn<QString>("handler");
    QTest::addColumn<bool>("later");
    for (const QString &name :
         {u"connected"_s, u"data"_s, u"written"_s, u"writeFailed"_s, u"connectFailed"_s, u"timedOut"_s,
          u"errorOccurred"_s, u"closed"_s, u"resolved"_s, u"open"_s, u"destroyed"_s, u"opening"_s}) {
        QTest::newRow(qPrintable(name + u" deleteLater"_s)) << name << true;
        QTest::newRow(qPrintable(name + u" delete"_s)) << name << false;
    }
}

void TestSocketClose::deleteInEveryHandler()
{
    QFETCH(QString, handler);
    QFETCH(bool, later);
    Peer peer(eventful());
    auto *socket = new Socket(OpenSocket::defaultOptions());
    const QPointer<Socket> alive(socket);
    actIn(handler, *socket, [=] { later ? socket->deleteLater() : delete socket; });
    provoke(*socket, handler, peer.port());
    QTRY_VERIFY(!alive);
    QTRY_COMPARE(peer.openConnections(), 0);
}

void TestSocketClose::deleteWithoutDestroy()
{
    Peer peer(behaviour::silent());
    {
        OpenSocket open(peer);
        QCOMPARE(peer.openConnections(), 1);
        open.socket.write(QByteArray(1 << 20, 'x'));
    }
    QTRY_COMPARE(peer.openConnections(), 0);
}

void TestSocketClose::bothSidesAtOnce()
{
    for (int i = 0; i < 200; ++i) {
        Peer peer([](PeerConnection &connection) { connection.receive(1); }); // closes as soon as it reads
        Socket socket(OpenSocket::defaultOptions());
        SocketRecorder seen(socket);
        QSignalSpy closed(&socket, &Socket::closed);
        connect(&socket, &Socket::written, this, [&] {
            QThread::usleep(ulong(i));
            socket.destroy();
        });
        connect(&socket, &Socket::connected, this, [&] { socket.write("x"); });
        socket.connectToPeer({peer.port(), u"127.0.0.1"_s});
        QVERIFY(closed.wait());
        QCOMPARE(seen.count(u"closed"_s), 1);
        QVERIFY(seen.events.last().startsWith("closed"_L1));
    }
}

void TestSocketClose::halfClose()
{
    Peer peer([](PeerConnection &connection) { // answers only once the client has ended its side
        QByteArray all;
        for (QByteArray bytes = connection.receive(); !bytes.isEmpty(); bytes = connection.receive())
            all += bytes;
        connection.send("got " + all);
    });
    OpenSocket open(peer);
    open.socket.write("question");
    open.socket.halfClose();
    QTRY_VERIFY(open.seen.isClosed());
    QCOMPARE(open.seen.received, QByteArray("got question"));
    QCOMPARE(open.seen.events.last(), u"closed:peer FIN"_s);
    QVERIFY(open.seen.readErrors.isEmpty());
}

void TestSocketClose::halfCloseAfterQueuedWrites()
{
    Peer peer(behaviour::readingAfter(100));
    OpenSocket open(peer);
    const qint64 size = 20 << 20;
    open.socket.write(QByteArray(size, 'x'));
    open.socket.halfClose(); // FIN comes after all of it
    const quint64 late = open.socket.write("late");
    QTRY_COMPARE(open.seen.count(u"writeFailed:%1"_s.arg(late)), 1);
    QVERIFY(open.seen.writeErrors.first().endsWith(": write: broken pipe"_L1));
    QTRY_VERIFY(open.seen.isClosed());
    QCOMPARE(peer.bytesReceived(), size);
    QCOMPARE(open.seen.count(u"written"_s), 1);
}

void TestSocketClose::halfCloseThenReset()
{
    Peer peer([](PeerConnection &connection) {
        connection.waitForEnd();
        connection.send("no");
        connection.pause(50);
        connection.reset();
    });
    OpenSocket open(peer);
    open.socket.halfClose();
    QTRY_VERIFY(open.seen.isClosed());
    QCOMPARE(open.seen.events, (QStringList{u"connected"_s, u"data"_s, u"error:read"_s, u"closed:peer RST"_s}));
}

void TestSocketClose::halfCloseTwiceAndAfterDestroy()
{
    Peer peer(behaviour::echo());
    OpenSocket open(peer);
    open.socket.halfClose();
    open.socket.halfClose();
    QTRY_VERIFY(open.seen.isClosed());
    open.socket.halfClose();
    Socket fresh(OpenSocket::defaultOptions());
    fresh.halfClose();
    QCOMPARE(fresh.state(), State::Disconnected);
}

void TestSocketClose::sixtyFourAtOnce()
{
    Peer peer(behaviour::echo());
    std::vector<std::unique_ptr<OpenSocket>> all;
    for (int i = 0; i < 64; ++i)
        all.push_back(std::make_unique<OpenSocket>(peer));
    for (auto &open : all) {
        open->socket.write("ping");
        connect(&open->socket, &Socket::data, this,
                [&all] { // the first answer ends them all, one of them from within itself
                    for (auto &other : all)
                        other->socket.destroy();
                });
    }
    QTRY_VERIFY(std::all_of(all.begin(), all.end(), [](const auto &open) { return open->seen.isClosed(); }));
    for (auto &open : all)
        QCOMPARE(open->seen.count(u"closed"_s), 1);
}

QTEST_GUILESS_MAIN(TestSocketClose)
#include "tst_socket_close.moc"
