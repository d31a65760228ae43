// SPDX-License-Identifier: GPL-3.0-or-later
// Corners of a connection's life that need a peer made for them: urgent bytes, ends of both sides at once.
#include "net/socket.h"
#include "open_socket.h"
#include "support/process_state.h"
#include "support/test_peers.h"

#include <QDeadlineTimer>
#include <QTest>
#include <QThread>

#include <atomic>
#include <sys/ioctl.h>
#include <sys/socket.h>
#include <thread>

using namespace Qt::StringLiterals;
using namespace sockscope;
using namespace sockscope::test;

namespace {

constexpr qint64 mega = 1 << 20;

} // namespace

class TestSocketEdges : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void countersOfBothDirections();
    void urgentByteAlone();
    void urgentByteBeforeFin();
    void finFoundByWriting();
    void halfOpenPeerGetsNoSignal();
    void bothSidesSendFin();
    void bothSidesReset();

private:
    NetOptions m_options;
};

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

QTEST_GUILESS_MAIN(TestSocketEdges)
#include "tst_socket_edges.moc"
