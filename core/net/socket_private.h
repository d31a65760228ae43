// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "net/connection_probe.h"
#include "net/connection_race.h"
#include "net/host_resolver.h"
#include "net/socket.h"
#include "net/turn_queue.h"
#include "net/write_queue.h"

#include <QElapsedTimer>
#include <QPointer>
#include <QStringList>
#include <QTcpSocket>
#include <QTimer>

#include <deque>
#include <memory>
#include <optional>

class QSslSocket;
class QSslError;

namespace sockscope {

/// The working parts of a Socket, one file an operation: socket_connect.cpp, socket_tls.cpp, socket_read.cpp,
/// socket_write.cpp, socket_close.cpp.
///
/// What Qt's sockets report is only noted, and acted upon in a step from the event loop. So user code never runs inside
/// one of their signals, and they can be deleted at once: deleteLater() would do nothing on a thread that runs its
/// dispatcher without QEventLoop.
struct Socket::Private final : TurnQueue::Client
{
    /// What ended the stream, kept until everything received before it was delivered.
    struct StreamEnd
    {
        QString cause;       ///< for closed()
        QString readError;   ///< for errorOccurred(), empty when the peer closed in order
        QString writeReason; ///< why queued writes fail, "write: broken pipe"
    };
    enum class Phase { Resolving, Dialing, Handshaking }; ///< of State::Opening, for the deadline's message

    Private(Socket *socket, const NetOptions &netOptions);
    ~Private();

    // socket.cpp
    void setState(State after, const QString &cause);
    /// Takes `step` in a turn of its own, after those that wait already.
    void post(void (Private::*step)());
    void takeTurn() final;

    // socket_connect.cpp
    void refuseConnects();
    void startConnecting();
    void onResolved(const HostResolver::Result &result);
    [[nodiscard]] QList<QHostAddress> fromSource(QList<QHostAddress> addresses) const;
    void startRace(const QList<QHostAddress> &addresses);
    void onRaceWon();
    void failLater(const QString &message);
    void fail();
    void onDeadline();
    void open();
    void connectFailed(const QString &message);
    void cancelConnecting();
    [[nodiscard]] std::unique_ptr<QTcpSocket> makeTransport() const;
    void rememberEndpoints(const QHostAddress &remote);
    void forgetEndpoints();

    // socket_tls.cpp
    void startTls();
    void onTlsErrors(const QList<QSslError> &errors);
    [[nodiscard]] bool acceptHandshake();
    [[nodiscard]] QString handshakeFailure() const;
    [[nodiscard]] StreamEnd tlsStreamEnd() const;

    // socket_read.cpp
    void watchTransport();
    void requestRead();
    void readTurn();
    [[nodiscard]] qint64 readBlock(char *block, qint64 size);
    [[nodiscard]] bool deliver(const char *block, qint64 size); ///< false once nothing more may be delivered
    void onTransportLost();
    [[nodiscard]] StreamEnd streamEnd() const;
    void armIdleTimer();
    void onIdle();

    // socket_write.cpp
    void pump();
    [[nodiscard]] qint64 feed(const char *bytes, qint64 size);
    void noteProgress();
    void settleLater();
    void settle();
    void failWrites(const QString &reason);
    void shutdownWhenDrained();
    void tellSendingEnded();
    [[nodiscard]] QString writeRefusal(qint64 bytes) const;

    // socket_close.cpp
    void finish(const StreamEnd &end);
    void finishDestroyed();
    void closeTransport();

    Socket *const q;
    const NetOptions &options;
    State state = State::Disconnected;
    TurnQueue &turns;
    std::deque<void (Private::*)()> steps; ///< one for each turn that was asked for

    ConnectRequest request;
    QStringList refusals; ///< owed connectFailed() of connects that never started
    Phase phase = Phase::Resolving;
    HostResolver resolver;
    std::unique_ptr<ConnectionRace> race;
    QTimer deadline;
    bool connectPending = false; ///< connectFailed() is owed
    bool startPending = false;   ///< startConnecting() is owed
    QString failure;             ///< of the attempt under way, for fail()
    QString tlsReason;           ///< why verification failed, known before Qt reports the failure

    std::unique_ptr<QTcpSocket> transport;
    QSslSocket *tls = nullptr; ///< the transport, when encrypted
    ConnectionProbe probe;
    QString localAddress, remoteAddress;
    int localPort = 0, remotePort = 0;

    std::optional<StreamEnd> ended; ///< no more bytes will come than those already here
    bool delivering = false;        ///< a data handler runs, perhaps with an event loop of its own
    bool readAgain = false;         ///< asked for by that loop
    bool readRequested = false;
    qint64 bytesRead = 0;
    QTimer idleTimer;
    QElapsedTimer sinceRead;
    int idleMs = 0;

    WriteQueue writes;
    bool pumping = false;
    bool settleRequested = false;
    bool progressed = false; ///< bytesWritten grew since countersChanged()
    bool halfClosing = false, halfClosed = false;
    qint64 bytesWritten = 0;

    QString closeCause;
};

} // namespace sockscope
