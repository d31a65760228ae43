// SPDX-License-Identifier: GPL-3.0-or-later
// Data over TLS: large amounts in both directions, and how a connection ends.
#include "net/socket.h"
#include "socket_recorder.h"
#include "support/process_state.h"
#include "tls_fixture.h"

#include <QSignalSpy>
#include <QSslSocket>
#include <QTest>
#include <QThread>

#include <algorithm>

using namespace Qt::StringLiterals;
using namespace sockscope;
using namespace sockscope::test;

namespace {

constexpr qint64 mega = 1 << 20;

/// A TLS peer, and a socket on its way to it that is recorded.
struct TlsTalk
{
    TlsTalk(const TlsPeerOptions &peerOptions, const NetOptions &options)
        : peer(peerOptions)
        , socket(options)
        , seen(socket)
    {
        socket.connectToPeer({peer.port(), u"localhost"_s, true});
    }

    TlsPeer peer;
    Socket socket;
    SocketRecorder seen;
};

} // namespace

class TestSocketTlsData : public QObject, protected TlsFixture
{
    Q_OBJECT
private Q_SLOTS:
    void initTestCase();
    void init() { resetOptions(); }
    void closeNotify();
    void truncation();
    void resetAfterData();
    void floodThenClose();
    void destroySaysCloseNotify();
    void largeEcho();
    void peerThatDoesNotRead();
    void ownEventLoopInHandler();

private:
    /// Options of a peer that says its text and ends the connection so.
    [[nodiscard]] TlsPeerOptions sayAndClose(Ending ending = Ending::CloseNotify) const
    {
        TlsPeerOptions options = peerOptions();
        options.speech = Speech::SayAndClose;
        options.ending = ending;
        return options;
    }
};

void TestSocketTlsData::initTestCase()
{
    QVERIFY(QSslSocket::supportsSsl());
    makeAuthority();
}

void TestSocketTlsData::closeNotify()
{
    const TlsTalk talk(sayAndClose(), m_options);
    QTRY_VERIFY(talk.seen.isClosed());
    QCOMPARE(talk.seen.received, QByteArray("bye"));
    QCOMPARE(talk.seen.events, (QStringList{u"connected"_s, u"data"_s, u"closed:peer close_notify"_s}));
}

void TestSocketTlsData::truncation()
{
    const TlsTalk talk(sayAndClose(Ending::Truncate), m_options);
    QTRY_VERIFY(talk.seen.isClosed());
    QCOMPARE(talk.seen.received, QByteArray("bye"));
    QCOMPARE(talk.seen.events, (QStringList{u"connected"_s, u"data"_s, u"closed:peer FIN without close_notify"_s}));
}

void TestSocketTlsData::resetAfterData()
{
    const TlsTalk talk(sayAndClose(Ending::Reset), m_options);
    QTRY_VERIFY(talk.seen.isClosed());
    QCOMPARE(talk.seen.events.last(), u"closed:peer RST"_s);
    QCOMPARE(talk.seen.readErrors.size(), 1);
    QVERIFY2(talk.seen.readErrors.first().endsWith("read: connection reset by peer"_L1),
             qPrintable(talk.seen.readErrors.first()));
}

// More than every buffer on the way holds, and the end is already there when reading begins.
void TestSocketTlsData::floodThenClose()
{
    TlsPeerOptions options = sayAndClose();
    options.text = QByteArray(20 * mega, 'x');
    for (qsizetype i = 0; i < options.text.size(); ++i)
        options.text[i] = behaviour::floodByte(i);
    for (const Ending ending : {Ending::CloseNotify, Ending::Truncate}) {
        options.ending = ending;
        const TlsTalk talk(options, m_options);
        connect(&talk.socket, &Socket::connected, this, [] { QThread::msleep(100); });
        QTRY_VERIFY_WITH_TIMEOUT(talk.seen.isClosed(), 30000);
        QCOMPARE(talk.seen.received.size(), options.text.size());
        QVERIFY(talk.seen.received == options.text);
        QVERIFY(*std::max_element(talk.seen.chunkSizes.begin(), talk.seen.chunkSizes.end()) <= Socket::MaxChunk);
        QCOMPARE(talk.seen.count(u"closed"_s), 1);
    }
}

void TestSocketTlsData::destroySaysCloseNotify()
{
    TlsTalk talk(peerOptions(), m_options);
    QTRY_VERIFY(talk.socket.isConnected());
    talk.socket.write("bye");
    talk.socket.destroy();
    QTRY_COMPARE(talk.peer.openConnections(), 0);
    QCOMPARE(talk.peer.plainBytes(), 3);
    QCOMPARE(talk.peer.cleanEnds(), 1);
}

void TestSocketTlsData::largeEcho()
{
    TlsPeer peer(peerOptions());
    Socket socket(m_options);
    qint64 received = 0, written = 0;
    bool intact = true;
    connect(&socket, &Socket::data, this, [&](const QByteArray &chunk) {
        for (const char byte : chunk)
            intact = intact && byte == behaviour::floodByte(received++);
        if (received == 30 * mega)
            socket.destroy();
    });
    connect(&socket, &Socket::written, this, [&](quint64, qint64 bytes) { written += bytes; });
    QByteArray pattern(30 * mega, Qt::Uninitialized);
    for (qint64 i = 0; i < pattern.size(); ++i)
        pattern[i] = behaviour::floodByte(i);
    connect(&socket, &Socket::connected, this, [&] {
        for (qint64 at = 0; at < pattern.size(); at += mega)
            socket.write(pattern.sliced(at, mega));
    });
    QSignalSpy closed(&socket, &Socket::closed);
    socket.connectToPeer({peer.port(), u"localhost"_s, true});
    QVERIFY(closed.wait(60000));
    QVERIFY(intact);
    QCOMPARE(received, pattern.size());
    QCOMPARE(written, pattern.size());
    QCOMPARE(socket.bytesWritten(), pattern.size());
}

void TestSocketTlsData::peerThatDoesNotRead()
{
    TlsPeerOptions options = peerOptions();
    options.speech = Speech::NeverRead;
    TlsTalk talk(options, m_options);
    QTRY_VERIFY(talk.socket.isConnected());
    const QByteArray large(64 * mega, 'x');
    const qint64 memory = residentBytes();
    talk.socket.write(large);
    QTest::qWait(200);
    QCOMPARE(talk.seen.count(u"written"_s), 0);
    QVERIFY(talk.socket.bytesWritten() > 0 && talk.socket.bytesWritten() < large.size());
    QVERIFY2(residentBytes() - memory < 16 * mega, qPrintable(QString::number(residentBytes() - memory)));
    talk.socket.destroy();
    QTRY_COMPARE(talk.seen.count(u"writeFailed"_s), 1);
}

void TestSocketTlsData::ownEventLoopInHandler()
{
    TlsPeerOptions options = sayAndClose();
    options.text = QByteArray(2 * mega, 'x');
    const TlsTalk talk(options, m_options);
    int chunks = 0;
    connect(&talk.socket, &Socket::data, this, [&] {
        if (++chunks % 100 == 1)
            QTest::qWait(5);
    });
    QTRY_VERIFY_WITH_TIMEOUT(talk.seen.isClosed(), 20000);
    QVERIFY(talk.seen.received == options.text);
}

QTEST_GUILESS_MAIN(TestSocketTlsData)
#include "tst_socket_tls_data.moc"
