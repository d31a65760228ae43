// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "metrics/builtin_metrics.h"

#include <QElapsedTimer>
#include <QHostAddress>
#include <QJSValue>
#include <QJsonArray>
#include <QObject>

#include <memory>
#include <unordered_map>

namespace sockscope {

class TcpSession;
class VirtualUser;

/// The object of named exports of `k6/x/tcp` for one VU.
[[nodiscard]] QJSValue createTcpModule(VirtualUser &vu);

/// Native side of k6/js/tcp.mjs: the sockets of one VU by handle (k6-reference section 2). Handles are the sockets'
/// numbers in the session. Lives on the VU's thread, as a service of the VU.
class TcpModule : public QObject
{
    Q_OBJECT
public:
    explicit TcpModule(VirtualUser &vu);
    ~TcpModule() override;

    // Called by tcp.mjs. A ticket names the promise that the call's end settles; 0: the socket is destroyed.
    Q_INVOKABLE void setDispatcher(const QJSValue &functions);
    Q_INVOKABLE int create(const QString &tagsJson);
    Q_INVOKABLE int connect(int handle, int port, const QString &host, bool tls, const QString &tagsJson);
    Q_INVOKABLE int writeText(int handle, const QString &text, const QString &encoding, const QString &tagsJson);
    Q_INVOKABLE int writeBytes(int handle, const QByteArray &bytes, const QString &tagsJson);
    /// A call whose arguments are wrong: rejects, fires `error`, counts and logs.
    Q_INVOKABLE int refuse(int handle, const QString &method, const QString &problem, const QString &tagsJson);
    /// A call on a destroyed socket, which JavaScript answers by itself: recorded, and where it has a method (an I/O
    /// failure of write() has none) logged and counted as refuse() does.
    Q_INVOKABLE void refuseEnded(int handle, const QString &method, const QString &problem);
    Q_INVOKABLE void close(int handle); ///< destroy(), a name that QJSEngine keeps for itself on wrapped objects
    /// Not a call of k6's: for the prompt of a session (promptFunctions()).
    Q_INVOKABLE int halfClose(int handle);
    Q_INVOKABLE void setIdleTimeout(int handle, int ms);
    /// `version` numbers the handlers registered for an event, from 1; 0 means none.
    Q_INVOKABLE void setHandler(int handle, int event, int version);
    /// on() for an event that sockets don't have: logged as k6 does.
    Q_INVOKABLE void warnOfUnknownEvent(int handle, const QString &event);
    /// on() for an event that has a handler: logged as k6 does.
    Q_INVOKABLE void warnOfReplacedHandler(const QString &event);
    Q_INVOKABLE bool isDestroyed(int handle) const;
    /// The members that a Socket shows, by their number in js/tcp.mjs; endpoints are undefined unless it is open.
    Q_INVOKABLE QJSValue member(int handle, int which) const;
    /// Why a text can't be sent in an encoding, empty where it can.
    Q_INVOKABLE QString encodingProblem(const QString &text, const QString &encoding) const;
    /// Throws where sockets can't be used: in the init stage. connect() does this by itself.
    Q_INVOKABLE void checkUse(const QString &method);

    // What sessions use to reach the script; each is one entry into JavaScript.
    struct Dispatcher
    {
        QJSValue deliver;
        QJSValue deliverError;
        QJSValue fulfil;
        QJSValue reject;
        QJSValue retire;
    };
    [[nodiscard]] const Dispatcher &dispatcher() const { return m_dispatcher; }
    /// What only the prompt of a session has: `halfClose(socket)`, `live()`, the sockets that are not destroyed, by
    /// number, and `describe(socket)`. Undefined until the module was first used.
    [[nodiscard]] const QJSValue &promptFunctions() const { return m_promptFunctions; }

    /// Forgets a closed socket; its byte totals go over to the script's object.
    void retire(int handle);

    /// The kernel's view of connections is recorded at most MaxTcpInfos times a second: a loop of ten thousand
    /// connections has no use for it, and pays nothing.
    [[nodiscard]] bool mayRecordTcpInfo();
    static constexpr int MaxTcpInfos = 32;

    [[nodiscard]] const TcpMetrics &metrics() const { return m_metrics; }

    static constexpr std::size_t MaxHeldRecords = 8; ///< sockets that one wait is recorded for

private:
    enum Member { ReadyState, Connected, BytesWritten, BytesRead, LocalIp, LocalPort, RemoteIp, RemotePort };

    void warn(const QString &message, const QString &event);
    void recordHeld(int milliseconds);
    void endIteration();
    [[nodiscard]] QJsonArray facts() const; ///< of the sockets, for the debugger
    [[nodiscard]] TcpSession *session(int handle) const;
    [[nodiscard]] QHostAddress sourceAddress() const;
    [[nodiscard]] TcpSession *liveSession(int handle) const; ///< null, too, where it is destroyed

    VirtualUser &m_vu;
    Dispatcher m_dispatcher;
    QJSValue m_promptFunctions;
    TcpMetrics m_metrics;
    QElapsedTimer m_tcpInfoSecond;
    int m_tcpInfosInSecond = 0;
    std::unordered_map<int, std::unique_ptr<TcpSession>> m_sessions;
};

} // namespace sockscope
