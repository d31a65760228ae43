// SPDX-License-Identifier: GPL-3.0-or-later
#include "net/socket.h"
#include "open_socket.h"
#include "support/test_peers.h"

#include <QElapsedTimer>
#include <QSignalSpy>
#include <QTest>
#include <QThread>
#include <QTimer>

using namespace Qt::StringLiterals;
using namespace sockscope;
using namespace sockscope::test;

class TestSocketTimers : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void repeatsAndDoesNotClose();
    void zeroAndNegativeDisable();
    void setBeforeConnect();
    void neverBeforeConnect();
    void readsRearm();
    void writesDoNotRearm();
    void settingAgainRestarts();
    void stopsAtDestroy();
    void stopsAtPeerFin();
    void bytesWaitingAreNotIdleness();
};

void TestSocketTimers::repeatsAndDoesNotClose()
{
    Peer peer(behaviour::silent());
    OpenSocket open(peer);
    QElapsedTimer clock;
    QList<qint64> at;
    connect(&open.socket, &Socket::timedOut, this, [&] { at += clock.elapsed(); });
    clock.start();
    open.socket.setIdleTimeout(60);
    QTRY_VERIFY(at.size() >= 4);
    for (qsizetype i = 0; i < 4; ++i)
        QVERIFY2(at[i] >= 60 * (i + 1) - 1, qPrintable(QString::number(at[i])));
    QVERIFY2(at[3] < 60 * 4 + 200, qPrintable(QString::number(at[3])));
    QVERIFY(open.socket.isConnected());
}

void TestSocketTimers::zeroAndNegativeDisable()
{
    Peer peer(behaviour::silent());
    OpenSocket open(peer);
    for (const int off : {0, -1}) {
        open.socket.setIdleTimeout(30);
        open.socket.setIdleTimeout(off);
        QTest::qWait(100);
        QCOMPARE(open.seen.count(u"timedOut"_s), 0);
    }
}

void TestSocketTimers::setBeforeConnect()
{
    Peer peer(behaviour::silent());
    Socket socket(OpenSocket::defaultOptions());
    SocketRecorder seen(socket);
    socket.setIdleTimeout(80);
    QTest::qWait(120);
    QElapsedTimer sinceConnected;
    connect(&socket, &Socket::connected, this, [&] { sinceConnected.start(); });
    socket.connectToPeer({peer.port(), u"127.0.0.1"_s});
    QTRY_COMPARE(seen.count(u"timedOut"_s), 1);
    QVERIFY2(sinceConnected.elapsed() >= 79, qPrintable(QString::number(sinceConnected.elapsed())));
}

void TestSocketTimers::neverBeforeConnect()
{
    FullBacklogPeer peer;
    NetOptions options;
    options.connectTimeoutMs = 150;
    Socket socket(options);
    SocketRecorder seen(socket);
    socket.setIdleTimeout(20);
    QTest::qWait(60);
    socket.connectToPeer({peer.port(), u"127.0.0.1"_s});
    QTRY_COMPARE(seen.events, QStringList{u"connectFailed"_s});
    QTest::qWait(60);
    QCOMPARE(seen.count(u"timedOut"_s), 0);
}

void TestSocketTimers::readsRearm()
{
    Peer peer(behaviour::drip(6, 40));
    OpenSocket open(peer);
    open.socket.setIdleTimeout(120); // longer than a pause, shorter than all of them
    QTRY_VERIFY(open.seen.isClosed());
    QCOMPARE(open.seen.count(u"timedOut"_s), 0);
    QCOMPARE(open.seen.received.size(), 30);
}

void TestSocketTimers::writesDoNotRearm()
{
    Peer peer(behaviour::sink());
    OpenSocket open(peer);
    QTimer writer;
    connect(&writer, &QTimer::timeout, this, [&] { open.socket.write("x"); });
    writer.start(20);
    open.socket.setIdleTimeout(100);
    QTRY_VERIFY(open.seen.count(u"timedOut"_s) >= 2);
}

void TestSocketTimers::settingAgainRestarts()
{
    Peer peer(behaviour::silent());
    OpenSocket open(peer);
    open.socket.setIdleTimeout(5000);
    QElapsedTimer clock;
    clock.start();
    open.socket.setIdleTimeout(100);
    QTRY_COMPARE(open.seen.count(u"timedOut"_s), 1);
    QVERIFY(clock.elapsed() >= 99 && clock.elapsed() < 1000);
}

void TestSocketTimers::stopsAtDestroy()
{
    Peer peer(behaviour::silent());
    OpenSocket open(peer);
    open.socket.setIdleTimeout(30);
    QTRY_COMPARE(open.seen.count(u"timedOut"_s), 1);
    open.socket.destroy();
    open.socket.setIdleTimeout(10);
    QTest::qWait(100);
    QCOMPARE(open.seen.count(u"timedOut"_s), 1);
    QCOMPARE(open.seen.events.last(), u"closed:destroy()"_s);
}

void TestSocketTimers::stopsAtPeerFin()
{
    Peer peer(behaviour::fin());
    OpenSocket open(peer);
    open.socket.setIdleTimeout(30);
    QTRY_VERIFY(open.seen.isClosed());
    QTest::qWait(80);
    QCOMPARE(open.seen.events.last(), u"closed:peer FIN"_s);
}

// A script that blocks its thread (sleep) longer than the timeout must not be told of idleness when bytes came
// meanwhile.
void TestSocketTimers::bytesWaitingAreNotIdleness()
{
    Peer peer(behaviour::drip(20, 10));
    OpenSocket open(peer);
    open.socket.setIdleTimeout(100);
    QTRY_VERIFY(open.seen.received.size() >= 5);
    QThread::msleep(250);
    QTRY_VERIFY(open.seen.isClosed());
    QCOMPARE(open.seen.count(u"timedOut"_s), 0);
}

QTEST_GUILESS_MAIN(TestSocketTimers)
#include "tst_socket_timers.moc"
