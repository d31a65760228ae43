// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/session/session_cursor.h"
#include "models/sockets/current_socket.h"

#include <QSignalSpy>
#include <QTest>

using namespace sockscope;
using namespace Qt::StringLiterals;

namespace {

Record record(RecordKind kind, std::uint32_t socket, const QByteArray &payload = {})
{
    Record made;
    made.kind = kind;
    made.socket = socket;
    made.payload = payload;
    return made;
}

Record opened(std::uint32_t socket)
{
    Record made = record(RecordKind::StateChanged, socket);
    made.stateBefore = JournalState::Opening;
    made.stateAfter = JournalState::Open;
    return made;
}

} // namespace

class TestCurrentSocket : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void isEmptyWithoutSockets()
    {
        SocketsModel sockets;
        SessionCursor cursor;
        const CurrentSocket current(sockets, cursor);
        QCOMPARE(current.number(), 0U);
        QCOMPARE(current.state(), SocketsModel::Disconnected);
        QVERIFY(current.peer().isEmpty());
        QCOMPARE(current.bytesSent(), 0);
    }

    void isTheNewestUntilOneIsSelected()
    {
        SocketsModel sockets;
        SessionCursor cursor;
        const CurrentSocket current(sockets, cursor);
        sockets.apply({record(RecordKind::SocketCreated, 1), record(RecordKind::SocketCreated, 2), opened(1)});
        QCOMPARE(current.number(), 2U);
        QCOMPARE(current.state(), SocketsModel::Disconnected);
        QSignalSpy changed(&current, &CurrentSocket::changed);
        cursor.selectSocket(1);
        QCOMPARE(changed.count(), 1);
        QCOMPARE(current.number(), 1U);
        QCOMPARE(current.state(), SocketsModel::Open);
        cursor.selectSocket(77); // dropped from the model
        QCOMPARE(current.number(), 2U);
    }

    void tellsWhatHappensToIt()
    {
        SocketsModel sockets;
        SessionCursor cursor;
        const CurrentSocket current(sockets, cursor);
        sockets.apply({record(RecordKind::SocketCreated, 1), record(RecordKind::ConnectStarted, 1, "localhost:6379")});
        QCOMPARE(current.peer(), u"localhost:6379"_s);
        QSignalSpy changed(&current, &CurrentSocket::changed);
        sockets.apply(
            {opened(1), record(RecordKind::Endpoints, 1, R"({"local":"127.0.0.1:5000","remote":"127.0.0.1:6379"})"),
             record(RecordKind::BytesSent, 1, "PING\r\n"), record(RecordKind::BytesReceived, 1, "+PONG\r\n")});
        QCOMPARE(changed.count(), 1);
        QCOMPARE(current.peer(), u"127.0.0.1:6379"_s);
        QCOMPARE(current.local(), u"127.0.0.1:5000"_s);
        QCOMPARE(current.bytesSent(), 6);
        QCOMPARE(current.bytesReceived(), 7);
        sockets.clear();
        QCOMPARE(current.number(), 0U);
    }
};

QTEST_GUILESS_MAIN(TestCurrentSocket)
#include "tst_current_socket.moc"
