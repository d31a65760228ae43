// SPDX-License-Identifier: GPL-3.0-or-later
// How a connection ends where the peer ends it, by FIN or RST, and after half a close.
#include "net/socket.h"
#include "open_socket.h"
#include "support/test_peers.h"

#include <QTest>
#include <QThread>

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
    void pendingWritesSettleAtPeerFin();
    void pendingWritesSettleAtReset();
    void halfClose();
    void halfCloseAfterQueuedWrites();
    void halfCloseThenReset();
    void halfCloseTwiceAndAfterDestroy();
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

QTEST_GUILESS_MAIN(TestSocketClose)
#include "tst_socket_close.moc"
