// SPDX-License-Identifier: GPL-3.0-or-later
#include "net/socket.h"
#include "open_socket.h"
#include "socket_recorder.h"
#include "support/process_state.h"
#include "support/test_peers.h"

#include <QElapsedTimer>
#include <QEventLoop>
#include <QSignalSpy>
#include <QTest>
#include <QThread>
#include <QTimer>

#include <algorithm>

using namespace Qt::StringLiterals;
using namespace sockscope;
using namespace sockscope::test;

namespace {

constexpr qint64 mega = 1 << 20;

/// True while the bytes continue flood()'s pattern.
class FloodChecker
{
public:
    void take(const QByteArray &chunk)
    {
        for (const char byte : chunk)
            m_intact = m_intact && byte == behaviour::floodByte(m_position++);
    }
    [[nodiscard]] bool isIntact() const { return m_intact; }
    [[nodiscard]] qint64 position() const { return m_position; }

private:
    qint64 m_position = 0;
    bool m_intact = true;
};

} // namespace

class TestSocketData : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void everyByteValue();
    void chunksOf4096();
    void countersAreExact();
    void largeEcho();
    void byteAtATime();
    void urgentDataIsHarmless();
    void greetingArrivesAfterConnected();
    void unheardDataIsCounted();
    void timersRunUnderFlood();
    void socketsShareTheLoop();
    void blockedScriptKeepsMemoryBounded();
    void nothingAfterDestroy();
    void handlerWithItsOwnEventLoop();
    void writeBeforeConnect();
    void emptyWrite();
    void emptyWritesKeepTheirPlace();
    void writtenIsNeverInsideTheCall();
    void writesKeepTheirOrder();
    void peerThatDoesNotRead();
    void lateReaderGetsEverything();
    void queueLimit();
    void writingWhileReading();
};

void TestSocketData::everyByteValue()
{
    Peer peer(behaviour::echo());
    OpenSocket open(peer);
    QByteArray all(256, Qt::Uninitialized);
    for (int i = 0; i < 256; ++i)
        all[i] = char(i);
    const quint64 ticket = open.socket.write(all);
    QTRY_COMPARE(open.seen.received, all);
    QCOMPARE(open.seen.count(u"written:%1:256"_s.arg(ticket)), 1);
    QCOMPARE(open.socket.bytesWritten(), 256);
    QCOMPARE(open.socket.bytesRead(), 256);
}

void TestSocketData::chunksOf4096()
{
    Peer peer(behaviour::flood(1'000'000));
    OpenSocket open(peer);
    QTRY_VERIFY(open.seen.isClosed());
    QCOMPARE(open.seen.received.size(), 1'000'000);
    QVERIFY(*std::max_element(open.seen.chunkSizes.begin(), open.seen.chunkSizes.end()) == Socket::MaxChunk);
    QVERIFY(*std::min_element(open.seen.chunkSizes.begin(), open.seen.chunkSizes.end()) > 0);
}

void TestSocketData::countersAreExact()
{
    Peer peer(behaviour::flood(100 * mega));
    Socket socket(OpenSocket::defaultOptions());
    FloodChecker checker;
    bool closed = false;
    connect(&socket, &Socket::data, this, [&](const QByteArray &chunk) { checker.take(chunk); });
    connect(&socket, &Socket::closed, this, [&] { closed = true; });
    socket.connectToPeer({peer.port(), u"127.0.0.1"_s});
    QTRY_VERIFY_WITH_TIMEOUT(closed, 60000);
    QVERIFY(checker.isIntact());
    QCOMPARE(checker.position(), 100 * mega);
    QCOMPARE(socket.bytesRead(), 100 * mega);
}

void TestSocketData::largeEcho()
{
    Peer peer(behaviour::echo());
    Socket socket(OpenSocket::defaultOptions());
    FloodChecker checker;
    connect(&socket, &Socket::data, this, [&](const QByteArray &chunk) { checker.take(chunk); });
    QByteArray pattern(50 * mega, Qt::Uninitialized);
    for (qint64 i = 0; i < pattern.size(); ++i)
        pattern[i] = behaviour::floodByte(i);
    connect(&socket, &Socket::connected, this, [&] { socket.write(pattern); });
    socket.connectToPeer({peer.port(), u"127.0.0.1"_s});
    QTRY_COMPARE_WITH_TIMEOUT(checker.position(), pattern.size(), 60000);
    QVERIFY(checker.isIntact());
    QCOMPARE(socket.bytesWritten(), pattern.size());
    QCOMPARE(peer.bytesReceived(), pattern.size());
}

void TestSocketData::byteAtATime()
{
    const QByteArray text = u"h\u00e9llo \u20ac \U0001F600"_s.toUtf8();
    Peer peer(behaviour::byteAtATime(text));
    OpenSocket open(peer);
    QTRY_VERIFY(open.seen.isClosed());
    QCOMPARE(open.seen.received, text);
}

void TestSocketData::urgentDataIsHarmless()
{
    Peer peer(behaviour::urgent());
    OpenSocket open(peer);
    QTRY_COMPARE(open.seen.received, QByteArray("beforeafter")); // the urgent byte is not part of the stream
    open.socket.write("on");
    QTRY_COMPARE(open.seen.received, QByteArray("beforeafteron"));
    QVERIFY(open.socket.isConnected());
}

void TestSocketData::greetingArrivesAfterConnected()
{
    Peer peer(behaviour::greeting());
    OpenSocket open(peer);
    QTRY_COMPARE(open.seen.received, QByteArray("220 ready\r\n"));
    QCOMPARE(open.seen.events, (QStringList{u"connected"_s, u"data"_s}));
}

void TestSocketData::unheardDataIsCounted()
{
    Peer peer(behaviour::flood(100'000));
    Socket socket(OpenSocket::defaultOptions());
    socket.connectToPeer({peer.port(), u"127.0.0.1"_s});
    QTRY_COMPARE(socket.state(), Socket::State::Destroyed);
    QCOMPARE(socket.bytesRead(), 100'000);
}

void TestSocketData::timersRunUnderFlood()
{
    Peer peer(behaviour::flood(1'000'000 * mega)); // more than will be read
    Socket socket(OpenSocket::defaultOptions());
    int ticks = 0;
    QTimer timer;
    connect(&timer, &QTimer::timeout, this, [&] { ++ticks; });
    connect(&socket, &Socket::connected, &timer, [&] { timer.start(10); });
    socket.connectToPeer({peer.port(), u"127.0.0.1"_s});
    QTRY_VERIFY(ticks >= 20);
    QVERIFY(socket.bytesRead() > mega);
    QVERIFY(socket.isConnected());
}

void TestSocketData::socketsShareTheLoop()
{
    Peer flooding(behaviour::flood(1'000'000 * mega)), echoing(behaviour::echo());
    OpenSocket quiet(echoing);
    Socket busy(OpenSocket::defaultOptions());
    busy.connectToPeer({flooding.port(), u"127.0.0.1"_s});
    QTRY_VERIFY(busy.bytesRead() > mega);
    for (int i = 1; i <= 100; ++i) {
        QSignalSpy answer(&quiet.socket, &Socket::data);
        quiet.socket.write("ping");
        QVERIFY(answer.wait());
        QCOMPARE(quiet.seen.received.size(), 4 * i);
    }
    QVERIFY(busy.isConnected());
}

void TestSocketData::blockedScriptKeepsMemoryBounded()
{
    Peer peer(behaviour::flood(1'000'000 * mega));
    Socket socket(OpenSocket::defaultOptions());
    socket.connectToPeer({peer.port(), u"127.0.0.1"_s});
    QTRY_VERIFY(socket.bytesRead() > mega);
    const qint64 memory = residentBytes();
    for (int i = 0; i < 3; ++i) {
        QThread::msleep(100); // as a script in sleep(): nobody reads
        QCoreApplication::processEvents();
    }
    QVERIFY2(residentBytes() - memory < 32 * mega, qPrintable(QString::number(residentBytes() - memory)));
}

void TestSocketData::nothingAfterDestroy()
{
    Peer peer(behaviour::flood(10 * mega));
    Socket socket(OpenSocket::defaultOptions());
    SocketRecorder seen(socket);
    int chunks = 0, late = 0;
    connect(&socket, &Socket::data, this, [&] {
        late += socket.state() == Socket::State::Destroyed ? 1 : 0;
        if (++chunks == 3)
            socket.destroy();
    });
    socket.connectToPeer({peer.port(), u"127.0.0.1"_s});
    QTRY_VERIFY(seen.isClosed());
    QCOMPARE(chunks, 3);
    QCOMPARE(late, 0);
    QCOMPARE(seen.events, (QStringList{u"connected"_s, u"data"_s, u"closed:destroy()"_s}));
}

// A handler may wait for something in an event loop of its own, as a paused debugger does. Order and completeness must
// survive.
void TestSocketData::handlerWithItsOwnEventLoop()
{
    Peer peer(behaviour::flood(5 * mega));
    Socket socket(OpenSocket::defaultOptions());
    FloodChecker checker;
    bool closed = false;
    int chunks = 0;
    connect(&socket, &Socket::closed, this, [&] { closed = true; });
    connect(&socket, &Socket::data, this, [&](const QByteArray &chunk) {
        checker.take(chunk);
        if (++chunks % 100 == 1) {
            QEventLoop loop;
            QTimer::singleShot(5, &loop, &QEventLoop::quit);
            loop.exec();
        }
    });
    socket.connectToPeer({peer.port(), u"127.0.0.1"_s});
    QTRY_VERIFY_WITH_TIMEOUT(closed, 30000);
    QVERIFY(checker.isIntact());
    QCOMPARE(checker.position(), 5 * mega);
}

void TestSocketData::writeBeforeConnect()
{
    Socket socket(OpenSocket::defaultOptions());
    SocketRecorder seen(socket);
    const quint64 ticket = socket.write("x");
    QVERIFY(seen.events.isEmpty());
    QTRY_COMPARE(seen.events, QStringList{u"writeFailed:%1"_s.arg(ticket)});
    QCOMPARE(seen.writeErrors.first(), u"no active connection"_s);
}

void TestSocketData::emptyWrite()
{
    Peer peer(behaviour::sink());
    OpenSocket open(peer);
    const quint64 ticket = open.socket.write({});
    QTRY_COMPARE(open.seen.count(u"written:%1:0"_s.arg(ticket)), 1);
    QCOMPARE(open.socket.bytesWritten(), 0);
}

void TestSocketData::emptyWritesKeepTheirPlace()
{
    Peer peer(behaviour::readingAfter(100));
    OpenSocket open(peer);
    const QByteArray large(20 * mega, 'x');
    const QList<quint64> tickets{open.socket.write(large), open.socket.write({}), open.socket.write("y"),
                                 open.socket.write({})};
    QTRY_COMPARE(open.seen.count(u"written"_s), 4);
    QCOMPARE(open.seen.events.sliced(1),
             (QStringList{u"written:%1:%2"_s.arg(tickets[0]).arg(large.size()), u"written:%1:0"_s.arg(tickets[1]),
                          u"written:%1:1"_s.arg(tickets[2]), u"written:%1:0"_s.arg(tickets[3])}));
}

void TestSocketData::writtenIsNeverInsideTheCall()
{
    Peer peer(behaviour::sink());
    OpenSocket open(peer);
    const quint64 ticket = open.socket.write("x");
    QCOMPARE(open.socket.bytesWritten(), 1);    // it left at once ...
    QCOMPARE(open.seen.count(u"written"_s), 0); // ... but is reported later
    QTRY_COMPARE(open.seen.count(u"written:%1:1"_s.arg(ticket)), 1);
}

void TestSocketData::writesKeepTheirOrder()
{
    Peer peer(behaviour::echo());
    OpenSocket open(peer);
    QByteArray expected;
    QStringList tickets;
    for (int i = 0; i < 2000; ++i) {
        const QByteArray piece = QByteArray::number(i) + QByteArray(i % 300, char('a' + i % 26)) + ';';
        expected += piece;
        tickets += u"written:%1:%2"_s.arg(open.socket.write(piece)).arg(piece.size());
    }
    QTRY_COMPARE(open.seen.received, expected);
    QTRY_COMPARE(open.seen.events.filter(u"written"_s), tickets);
}

void TestSocketData::peerThatDoesNotRead()
{
    Peer peer(behaviour::neverReading());
    OpenSocket open(peer);
    const QByteArray large(64 * mega, 'x');
    const qint64 memory = residentBytes();
    QSignalSpy counters(&open.socket, &Socket::countersChanged);
    const quint64 ticket = open.socket.write(large);
    QVERIFY(counters.isEmpty());
    QTest::qWait(200);
    QCOMPARE(open.seen.count(u"written"_s), 0); // pending ...
    QVERIFY(open.socket.bytesWritten() > 0);    // ... with visible progress
    QVERIFY(open.socket.bytesWritten() < large.size());
    QVERIFY2(residentBytes() - memory < 8 * mega,
             qPrintable(QString::number(residentBytes() - memory))); // bytes are shared
    QVERIFY(!counters.isEmpty());
    open.socket.destroy();
    QTRY_COMPARE(open.seen.count(u"writeFailed:%1"_s.arg(ticket)), 1);
    const QString expected =
        u"failed to write data after %1 bytes: write tcp 127.0.0.1:"_s.arg(open.socket.bytesWritten());
    QVERIFY2(open.seen.writeErrors.first().startsWith(expected), qPrintable(open.seen.writeErrors.first()));
    QVERIFY(open.seen.writeErrors.first().endsWith(": use of closed network connection"_L1));
}

void TestSocketData::lateReaderGetsEverything()
{
    Peer peer(behaviour::readingAfter(200));
    OpenSocket open(peer);
    for (int i = 0; i < 30; ++i)
        open.socket.write(QByteArray(mega, char('a' + i)));
    QTRY_COMPARE(open.seen.count(u"written"_s), 30);
    QTRY_COMPARE(peer.bytesReceived(), 30 * mega);
    QCOMPARE(open.socket.bytesWritten(), 30 * mega);
}

void TestSocketData::queueLimit()
{
    Peer peer(behaviour::neverReading());
    NetOptions options;
    options.maxQueuedWriteBytes = 20 * mega;
    OpenSocket open(peer, options);
    open.socket.write(QByteArray(20 * mega, 'x')); // a part of it leaves at once
    const quint64 refused = open.socket.write(QByteArray(20 * mega, 'y'));
    QTRY_COMPARE(open.seen.count(u"writeFailed:%1"_s.arg(refused)), 1);
    QVERIFY2(open.seen.writeErrors.first().contains("the peer does not read"_L1),
             qPrintable(open.seen.writeErrors.first()));
    QVERIFY(open.seen.writeErrors.first().contains(QString::number(20 * mega)));
    QVERIFY(open.socket.isConnected());
}

void TestSocketData::writingWhileReading()
{
    Peer peer(behaviour::echo());
    Socket socket(OpenSocket::defaultOptions());
    qint64 received = 0;
    constexpr int rounds = 20000;
    int sent = 0;
    connect(&socket, &Socket::connected, this, [&] { socket.write(QByteArray(64, char(sent++))); });
    connect(&socket, &Socket::data, this, [&](const QByteArray &chunk) {
        received += chunk.size();
        if (received == 64LL * sent && sent < rounds)
            socket.write(QByteArray(64, char(sent++)));
        if (received == 64LL * rounds)
            socket.destroy();
    });
    QSignalSpy closed(&socket, &Socket::closed);
    QElapsedTimer clock;
    clock.start();
    socket.connectToPeer({peer.port(), u"127.0.0.1"_s});
    QVERIFY(closed.wait(30000));
    QCOMPARE(received, 64LL * rounds);
    qInfo("%.0f round trips/s", rounds * 1e9 / double(clock.nsecsElapsed()));
}

QTEST_GUILESS_MAIN(TestSocketData)
#include "tst_socket_data.moc"
