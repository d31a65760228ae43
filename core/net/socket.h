// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "net/net_options.h"

#include <QByteArray>
#include <QDateTime>
#include <QHostAddress>
#include <QObject>
#include <QString>

#include <memory>

namespace sockscope {

/// Why an operation failed, in k6's shape (k6-reference 2.6): String(e) is "TCP error during <method>: <message>".
struct SocketError
{
    QString method;  ///< "connect", "read" or "write"
    QString message; ///< the cause, in Go's words: "dial tcp 127.0.0.1:1: connect: connection refused"
};

/// Where and how to connect, already coerced (k6-reference 2.3).
struct ConnectRequest
{
    int port = 0;
    QString host = QStringLiteral("localhost");
    bool tls = false;
    QHostAddress source = {}; ///< to connect from; null to leave the choice to the system
};

/// What a TLS handshake agreed on and whom it found. Names are RFC 2253 style: "CN=localhost,O=Example".
struct TlsDetails
{
    QString version; ///< "TLS 1.3"
    QString cipher;
    bool verified = false; ///< the certificate was checked, and stood for the host
    QString problem;       ///< what a check would have said, in Go's words, where it was skipped; may be empty
    QString subject;
    QString issuer;
    QDateTime notBefore; ///< the certificate's validity, UTC
    QDateTime notAfter;
};

/// A TCP (or TLS) client socket with the lifecycle of k6's `k6/x/tcp` Socket, over QTcpSocket/QSslSocket.
///
/// disconnected -> opening -> open -> destroyed; a failed connect returns to disconnected and may be retried
/// (https://grafana.com/docs/k6/latest/javascript-api/k6-x-tcp/). Every signal is emitted from the event loop of the
/// socket's thread, never from inside a call, except stateChanged and closing. `closed` is emitted exactly once and is
/// the last signal, but for the refusal of calls made afterwards. Lives on one thread; destroying it closes the
/// connection, also from within one of its signals.
class Socket : public QObject
{
    Q_OBJECT
    Q_PROPERTY(State state READ state NOTIFY stateChanged)
    Q_PROPERTY(bool connected READ isConnected NOTIFY stateChanged)
    Q_PROPERTY(QString localAddress READ localAddress NOTIFY stateChanged)
    Q_PROPERTY(int localPort READ localPort NOTIFY stateChanged)
    Q_PROPERTY(QString remoteAddress READ remoteAddress NOTIFY stateChanged)
    Q_PROPERTY(int remotePort READ remotePort NOTIFY stateChanged)
    Q_PROPERTY(qint64 bytesRead READ bytesRead NOTIFY countersChanged)
    Q_PROPERTY(qint64 bytesWritten READ bytesWritten NOTIFY countersChanged)
public:
    enum class State { Disconnected, Opening, Open, Destroyed };
    Q_ENUM(State)
    static constexpr qsizetype MaxChunk = 4096; ///< bytes of one data event at most (k6-reference 2.5)

    /// `options` must outlive the socket.
    explicit Socket(const NetOptions &options, QObject *parent = nullptr);
    ~Socket() override;

    [[nodiscard]] State state() const;
    [[nodiscard]] bool isConnected() const;      ///< state is Open
    [[nodiscard]] QString localAddress() const;  ///< empty unless open
    [[nodiscard]] int localPort() const;         ///< 0 unless open
    [[nodiscard]] QString remoteAddress() const; ///< the resolved address, IPv6 without brackets
    [[nodiscard]] int remotePort() const;
    [[nodiscard]] qint64 bytesRead() const;     ///< payload bytes received, also those nobody listened for
    [[nodiscard]] qint64 bytesWritten() const;  ///< payload bytes handed to the operating system
    [[nodiscard]] int nativeDescriptor() const; ///< for TCP_INFO; -1 unless open

    /// Starts connecting. Ends in connected() or connectFailed(). Refused (connectFailed, state unchanged) while
    /// opening, open or destroyed.
    void connectToPeer(const ConnectRequest &request);
    /// Why connectToPeer(request) would be refused now, as a sentence; empty when it would start. connectFailed()
    /// carries no ticket: who starts several connects asks here first to know which one failed.
    [[nodiscard]] QString connectObstacle(const ConnectRequest &request) const;
    /// Queues bytes in order and returns a ticket; ends in written() or writeFailed() with that ticket. An attempt is
    /// made at once.
    quint64 write(const QByteArray &bytes);
    /// False when write() of so many bytes would be refused now: who keeps what it writes needn't keep that.
    [[nodiscard]] bool acceptsWrite(qint64 bytes) const;
    /// Sends FIN after what is queued, and goes on reading (shutdown(SHUT_WR), RFC 9293 section 3.6). Under TLS the FIN
    /// comes without close_notify.
    void halfClose();
    /// Idle read timer in ms: timedOut() when nothing was read for so long, repeating; 0 or less disables. Doesn't
    /// close.
    void setIdleTimeout(int ms);
    /// Closes and ends the socket for good. Idempotent. Pending writes and connects fail; `cause` appears in
    /// stateChanged and closed.
    void destroy(const QString &cause = QStringLiteral("destroy()"));

Q_SIGNALS:
    void stateChanged(sockscope::Socket::State before, sockscope::Socket::State after, const QString &cause);
    void connected(); ///< the connection is open
    void connectFailed(const sockscope::SocketError &error);
    void data(const QByteArray &chunk); ///< 1 to MaxChunk bytes
    void written(quint64 ticket, qint64 bytes);
    /// An I/O failure in Go's words: "no active connection", "failed to write data after 0 bytes: write tcp ..."
    void writeFailed(quint64 ticket, const QString &message);
    void errorOccurred(const sockscope::SocketError &error); ///< read failures; followed by closed()
    void sendingEnded();                                     ///< FIN of halfClose() was sent
    void timedOut();
    void countersChanged(); ///< bytesRead or bytesWritten, at most twice per turn of the event loop
    /// "peer FIN", "peer RST", "destroy()" or what destroy() was given; under TLS "peer close_notify" or "peer FIN
    /// without close_notify" (the stream may have been truncated); else the read error.
    void closed(const QString &cause);
    void resolved(const QString &address, double milliseconds); ///< name resolution done; address empty on failure
    void tlsEstablished(const sockscope::TlsDetails &details);
    /// An open connection is about to be closed, by either side: the last moment of nativeDescriptor(). Emitted from
    /// inside destroy() too; no call of the socket may be made from it.
    void closing();

private:
    struct Private;
    std::unique_ptr<Private> d;
};

} // namespace sockscope
