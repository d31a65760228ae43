// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "journal/record.h"
#include "net/socket.h"
#include "script/event_loop.h"
#include "script/vu_stopwatch.h"

#include <QHash>
#include <QMap>
#include <QObject>
#include <QTimer>

#include <array>

namespace sockscope {

class TcpModule;
class VirtualUser;
struct Metric;

/// One socket of a script: turns what happens to a Socket into callbacks on the VU's event loop, journal records,
/// samples and log lines, as k6's `k6/x/tcp` does. Holds its iteration open until the socket has closed.
class TcpSession : public QObject
{
    Q_OBJECT
public:
    enum Event { Connect, Data, Close, Error, Timeout, EventCount };
    using Tags = QMap<QString, QString>;

    TcpSession(VirtualUser &vu, TcpModule &module, int handle, Tags tags);
    ~TcpSession() override;

    [[nodiscard]] const Socket &socket() const { return m_socket; }
    [[nodiscard]] QString target() const; ///< "host:port" of the last connect(); empty before
    [[nodiscard]] qint64 unsentBytes() const { return m_acceptedBytes - m_socket.bytesWritten(); }
    /// The calls whose promises have not settled: "connect()", "write()".
    [[nodiscard]] QStringList openCalls() const;
    int connectTo(const ConnectRequest &request, const Tags &tags);
    int write(const QByteArray &bytes, const Tags &tags);
    int refuse(const QString &method, const QString &problem, const Tags &tags);
    void destroy(const QString &cause);
    int halfClose();
    void setIdleTimeout(int ms);
    /// The handler of an event from now on, by its number among those registered for it; 0 for none.
    void setHandler(Event event, int version) { m_handlers.at(static_cast<std::size_t>(event)) = version; }
    [[nodiscard]] static const char *eventName(Event event);

private:
    struct PendingWrite
    {
        int ticket = 0;
        QByteArray bytes; ///< for the journal; none of a refused write, however many of them a script makes
        Tags tags;
        ScriptLocation location;
        bool isSent = false; ///< already when write() returned, and recorded then
    };

    void connectSignals();
    void onStateChanged(Socket::State before, Socket::State after, const QString &cause);
    void onConnected();
    void onConnectFailed(const SocketError &error);
    void onResolved(double milliseconds, const QString &address);
    void onData(const QByteArray &chunk);
    void onWritten(quint64 socketTicket, qint64 bytes);
    void onWriteFailed(quint64 socketTicket, const QString &message);
    void onReadError(const SocketError &error);
    void onSendingEnded();
    void onTimedOut();
    void onClosed(const QString &cause);
    void recordOpened();
    void recordTcpInfo();

    /// Whether a person watches what arrives: then nothing is lost for want of a handler.
    [[nodiscard]] bool isWatched() const;
    void refuseHalfClose(int ticket, const QString &problem, const ScriptLocation &location = {});
    [[nodiscard]] int version(Event event) const { return m_handlers.at(static_cast<std::size_t>(event)); }
    /// Queues the delivery of an event to the handler of now; records whether there was one.
    void deliver(Event event, const QByteArray &payload = {});
    void deliverError(const SocketError &error);
    /// A number for the promise of a call, as small as may be: JavaScript keeps these promises in an array.
    [[nodiscard]] int newTicket();
    void freeTicket(int ticket); ///< to be called before JavaScript is told how the call ended
    void fulfil(int ticket, bool isNull, const QString &what);
    void reject(int ticket, const QString &method, const QString &message);
    void routeError(const SocketError &error, const Tags &tags);
    void sample(const Metric *metric, double value, const Tags &tags);
    /// With connectionTags(), which are put together only where somebody looks at them.
    void sampleConnection(const Metric *metric, double value, bool withIp);
    [[nodiscard]] Tags connectionTags(bool withIp) const;
    void record(RecordKind kind, QByteArrayView payload = {}, QByteArrayView cause = {},
                const ScriptLocation &location = {});

    VirtualUser &m_vu;
    TcpModule &m_module;
    const int m_handle;
    const Tags m_tags;
    Tags m_connectTags;
    ConnectRequest m_request;
    QString m_resolvedIp;
    Socket m_socket;
    EventLoop::Hold m_hold;
    const bool m_isByHand; ///< made at a session's prompt
    std::array<int, EventCount> m_handlers{};
    int m_lastTicket = 0;
    QList<int> m_freeTickets; ///< of calls that are settled
    int m_connectTicket = 0;
    QList<int> m_halfCloses; ///< tickets that wait for FIN to be sent
    bool m_hasEndedSending = false;
    QHash<quint64, PendingWrite> m_writes; // by the Socket's ticket
    qint64 m_acceptedBytes = 0;            // of all writes that were not refused
    ScriptLocation m_callLocation;         // of the call that now changes the state
    VuStopwatch m_connecting;              ///< of the last attempt, also when it is over
    VuStopwatch m_openSince;
    QTimer m_tcpInfo; ///< runs while open and journalled
    QByteArray m_lastTcpInfo;
    bool m_wasOpen = false;
    bool m_destroyedByScript = false; // nothing more is delivered then but `close`
};

} // namespace sockscope
