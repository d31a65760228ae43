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

constexpr qint64 mega = 1 << 20;

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
};

void TestSocketTlsData::initTestCase()
{
    QVERIFY(QSslSocket::supportsSsl());
    makeAuthority();
}

void TestSocketTlsData::closeNotify()
{
    TlsPeerOptions options = peerOptions();
    options.speech = Speech::SayAndClose;
    TlsPeer peer(options);
    Socket socket(m_options);
    SocketRecorder seen(socket);
    socket.connectToPeer({peer.port(), u"localhost"_s, true});
    QTRY_VERIFY(seen.isClosed());
    QCOMPARE(seen.received, QByteArray("bye"));
    QCOMPARE(seen.events, (QStringList{u"connected"_s, u"data"_s, u"closed:peer close_notify"_s}));
}

void TestSocketTlsData::truncation()
{
    TlsPeerOptions options = peerOptions();
    options.speech = Speech::SayAndClose;
    options.ending = Ending::Truncate;
    TlsPeer peer(options);
    Socket socket(m_options);
    SocketRecorder seen(socket);
    socket.connectToPeer({peer.port(), u"localhost"_s, true});
    QTRY_VERIFY(seen.isClosed());
    QCOMPARE(seen.received, QByteArray("bye"));
    QCOMPARE(seen.events, (QStringList{u"connected"_s, u"data"_s, u"closed:peer FIN without close_notify"_s}));
}

void TestSocketTlsData::resetAfterData()
{
    TlsPeerOptions options = peerOptions();
    options.speech = Speech::SayAndClose;
    options.ending = Ending::Reset;
    TlsPeer peer(options);
    Socket socket(m_options);
    SocketRecorder seen(socket);
    socket.connectToPeer({peer.port(), u"localhost"_s, true});
    QTRY_VERIFY(seen.isClosed());
    QCOMPARE(seen.events.last(), u"closed:peer RST"_s);
    QCOMPARE(seen.readErrors.size(), 1);
    QVERIFY2(seen.readErrors.first().endsWith("read: connection reset by peer"_L1),
             qPrintable(seen.readErrors.first()));
}

// More than every buffer on the way holds, and the end is already there when reading begins.
void TestSocketTlsData::floodThenClose()
{
    TlsPeerOptions options = peerOptions();
    options.speech = Speech::SayAndClose;
    options.text = QByteArray(20 * mega, 'x');
    for (qsizetype i = 0; i < options.text.size(); ++i)
        options.text[i] = behaviour::floodByte(i);
    for (const Ending ending : {Ending::CloseNotify, Ending::Truncate}) {
        options.ending = ending;
        TlsPeer peer(options);
        Socket socket(m_options);
        SocketRecorder seen(socket);
        connect(&socket, &Socket::connected, this, [] { QThread::msleep(100); });
        socket.connectToPeer({peer.port(), u"localhost"_s, true});
        QTRY_VERIFY_WITH_TIMEOUT(seen.isClosed(), 30000);
        QCOMPARE(seen.received.size(), options.text.size());
        QVERIFY(seen.received == options.text);
        QVERIFY(*std::max_element(seen.chunkSizes.begin(), seen.chunkSizes.end()) <= Socket::MaxChunk);
        QCOMPARE(seen.count(u"closed"_s), 1);
    }
}

void TestSocketTlsData::destroySaysCloseNotify()
{
    TlsPeer peer(peerOptions());
    Socket socket(m_options);
    socket.connectToPeer({peer.port(), u"localhost"_s, true});
    QTRY_VERIFY(socket.isConnected());
    socket.write("bye");
    socket.destroy();
    QTRY_COMPARE(peer.openConnections(), 0);
    QCOMPARE(peer.plainBytes(), 3);
    QCOMPARE(peer.cleanEnds(), 1);
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
    TlsPeer peer(options);
    Socket socket(m_options);
    SocketRecorder seen(socket);
    socket.connectToPeer({peer.port(), u"localhost"_s, true});
    QTRY_VERIFY(socket.isConnected());
    const QByteArray large(64 * mega, 'x');
    const qint64 memory = residentBytes();
    socket.write(large);
    QTest::qWait(200);
    QCOMPARE(seen.count(u"written"_s), 0);
    QVERIFY(socket.bytesWritten() > 0 && socket.bytesWritten() < large.size());
    QVERIFY2(residentBytes() - memory < 16 * mega, qPrintable(QString::number(residentBytes() - memory)));
    socket.destroy();
    QTRY_COMPARE(seen.count(u"writeFailed"_s), 1);
}

void TestSocketTlsData::ownEventLoopInHandler()
{
    TlsPeerOptions options = peerOptions();
    options.speech = Speech::SayAndClose;
    options.text = QByteArray(2 * mega, 'x');
    TlsPeer peer(options);
    Socket socket(m_options);
    SocketRecorder seen(socket);
    int chunks = 0;
    connect(&socket, &Socket::data, this, [&] {
        if (++chunks % 100 == 1)
            QTest::qWait(5);
    });
    socket.connectToPeer({peer.port(), u"localhost"_s, true});
    QTRY_VERIFY_WITH_TIMEOUT(seen.isClosed(), 20000);
    QVERIFY(seen.received == options.text);
}

QTEST_GUILESS_MAIN(TestSocketTlsData)
#include "tst_socket_tls_data.moc"
