// SPDX-License-Identifier: GPL-3.0-or-later
// destroy() and deletion, at any moment: once closed, nothing follows and nothing is left.
#include "open_socket.h"
#include "socket_acts.h"
#include "support/process_state.h"
#include "support/test_peers.h"

#include <QPointer>
#include <QSignalSpy>
#include <QTest>
#include <QThread>

#include <algorithm>
#include <memory>
#include <mutex>
#include <vector>

using namespace Qt::StringLiterals;
using namespace sockscope;
using namespace sockscope::test;
using State = Socket::State;

namespace {

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

class TestSocketDestroy : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void writeAfterDestroy();
    void pendingWritesSettle();
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
    void sixtyFourAtOnce();
};

void TestSocketDestroy::writeAfterDestroy()
{
    Peer peer(behaviour::sink());
    OpenSocket open(peer);
    open.socket.destroy();
    open.socket.write("late");
    QTRY_COMPARE(open.seen.writeErrors, QStringList{u"no active connection"_s});
    QCOMPARE(open.seen.count(u"closed"_s), 1);
}

void TestSocketDestroy::pendingWritesSettle()
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

void TestSocketDestroy::completedWritesAreNotFailed()
{
    Peer peer(behaviour::sink());
    OpenSocket open(peer);
    const quint64 ticket = open.socket.write("delivered");
    open.socket.destroy(); // before the event loop could report the write
    QTRY_VERIFY(open.seen.isClosed());
    QCOMPARE(open.seen.events, (QStringList{u"connected"_s, u"written:%1:9"_s.arg(ticket), u"closed:destroy()"_s}));
    QTRY_COMPARE(peer.bytesReceived(), 9);
}

void TestSocketDestroy::destroyTwice()
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

void TestSocketDestroy::destroyBeforeConnect()
{
    Socket socket(OpenSocket::defaultOptions());
    SocketRecorder seen(socket);
    socket.destroy();
    QCOMPARE(socket.state(), State::Destroyed);
    QTRY_COMPARE(seen.events, QStringList{u"closed:destroy()"_s});
}

void TestSocketDestroy::destroySendsFin()
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

void TestSocketDestroy::destroyInEveryHandler_data()
{
    QTest::addColumn<QString>("handler");
    for (const QString &name :
         {u"connected"_s, u"data"_s, u"written"_s, u"writeFailed"_s, u"connectFailed"_s, u"timedOut"_s,
          u"errorOccurred"_s, u"closed"_s, u"resolved"_s, u"opening"_s, u"open"_s, u"destroyed"_s})
        QTest::newRow(qPrintable(name)) << name;
}

void TestSocketDestroy::destroyInEveryHandler()
{
    QFETCH(QString, handler);
    Peer peer(eventful());
    Socket socket(OpenSocket::defaultOptions());
    SocketRecorder seen(socket);
    int acted = 0;
    actIn(handler, socket, &socket, [&] {
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

void TestSocketDestroy::deleteInEveryHandler_data()
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

void TestSocketDestroy::deleteInEveryHandler()
{
    QFETCH(QString, handler);
    QFETCH(bool, later);
    Peer peer(eventful());
    auto *socket = new Socket(OpenSocket::defaultOptions());
    const QPointer<Socket> alive(socket);
    actIn(handler, *socket, socket, [=] { later ? socket->deleteLater() : delete socket; });
    provoke(*socket, handler, peer.port());
    QTRY_VERIFY(!alive);
    QTRY_COMPARE(peer.openConnections(), 0);
}

void TestSocketDestroy::deleteWithoutDestroy()
{
    Peer peer(behaviour::silent());
    {
        OpenSocket open(peer);
        QCOMPARE(peer.openConnections(), 1);
        open.socket.write(QByteArray(1 << 20, 'x'));
    }
    QTRY_COMPARE(peer.openConnections(), 0);
}

void TestSocketDestroy::bothSidesAtOnce()
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

void TestSocketDestroy::sixtyFourAtOnce()
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

QTEST_GUILESS_MAIN(TestSocketDestroy)
#include "tst_socket_destroy.moc"
