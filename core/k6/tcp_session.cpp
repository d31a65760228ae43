// SPDX-License-Identifier: GPL-3.0-or-later
// What a script asks of its socket; tcp_session_events.cpp has what the socket answers.
#include "k6/tcp_session.h"

#include "k6/tcp_module.h"
#include "metrics/metric_registry.h"
#include "script/virtual_user.h"

namespace sockscope {

using namespace Qt::StringLiterals;

TcpSession::TcpSession(VirtualUser &vu, TcpModule &module, int handle, Tags tags)
    : m_vu(vu)
    , m_module(module)
    , m_handle(handle)
    , m_tags(std::move(tags))
    , m_socket(*vu.context().net)
    , m_isByHand(vu.stage() == VirtualUser::Stage::Session)
{
    if (!vu.inInit())
        m_hold = vu.loop().hold();
    connectSignals();
}

TcpSession::~TcpSession()
{
    m_socket.disconnect(this); // it closes behind the members that its signals use
}

int TcpSession::newTicket()
{
    return m_freeTickets.isEmpty() ? ++m_lastTicket : m_freeTickets.takeLast();
}

QString TcpSession::target() const
{
    return m_request.port > 0 ? u"%1:%2"_s.arg(m_request.host).arg(m_request.port) : QString();
}

QStringList TcpSession::openCalls() const
{
    QStringList calls;
    if (m_connectTicket != 0)
        calls += u"connect()"_s;
    for (qsizetype i = 0; i < m_writes.size(); ++i)
        calls += u"write()"_s;
    return calls;
}

int TcpSession::connectTo(const ConnectRequest &request, const Tags &tags)
{
    const int ticket = newTicket();
    const ScriptLocation location = m_vu.currentLocation();
    // Asked beforehand, because the socket's connectFailed() doesn't tell which of several calls it is for.
    const QString obstacle = m_socket.connectObstacle(request);
    if (m_socket.state() == Socket::State::Disconnected) {
        m_connectTags = tags;
        m_request = request;
        m_resolvedIp.clear();
        m_connecting.start(m_vu);
        record(RecordKind::ConnectStarted,
               (request.host + u':' + QString::number(request.port) + (request.tls ? u" tls"_s : QString())).toUtf8(),
               {}, location);
    }
    if (!obstacle.isEmpty()) {
        record(RecordKind::CallRefused, obstacle.toUtf8(), "connect", location);
        routeError({u"connect"_s, obstacle}, connectionTags(false));
        reject(ticket, u"connect"_s, obstacle);
        deliverError({u"connect"_s, obstacle});
        return ticket;
    }
    m_connectTicket = ticket;
    m_callLocation = location;
    m_socket.connectToPeer(request);
    return ticket;
}

int TcpSession::write(const QByteArray &bytes, const Tags &tags)
{
    const int ticket = newTicket();
    PendingWrite write{ticket, {}, tags, m_vu.currentLocation()};
    const bool isAccepted = m_socket.acceptsWrite(bytes.size());
    m_acceptedBytes += isAccepted ? bytes.size() : 0;
    const quint64 socketTicket = m_socket.write(bytes);
    write.isSent = isAccepted && m_socket.bytesWritten() == m_acceptedBytes;
    // Recorded here where it happens here: behind it stands in the journal whatever it may have caused.
    if (write.isSent) {
        record(RecordKind::BytesSent, bytes, {}, write.location);
    } else if (isAccepted) {
        record(RecordKind::PromiseSettled, "write() pending", {}, write.location);
        write.bytes = bytes;
    }
    m_writes.insert(socketTicket, write);
    return ticket;
}

int TcpSession::refuse(const QString &method, const QString &problem, const Tags &tags)
{
    const int ticket = newTicket();
    record(RecordKind::CallRefused, problem.toUtf8(), method.toUtf8(), m_vu.currentLocation());
    Tags all = method == u"write" ? m_vu.tags() : connectionTags(false);
    all.insert(tags);
    routeError({method, problem}, all);
    reject(ticket, method, problem);
    deliverError({method, problem});
    return ticket;
}

void TcpSession::destroy(const QString &cause)
{
    m_destroyedByScript = true;
    m_callLocation = m_vu.currentLocation();
    m_socket.destroy(cause);
}

void TcpSession::setIdleTimeout(int ms)
{
    m_socket.setIdleTimeout(ms);
    if (m_socket.state() != Socket::State::Destroyed) // nothing follows from it there
        record(RecordKind::IdleTimeoutSet, QByteArray::number(ms), {}, m_vu.currentLocation());
}

int TcpSession::halfClose()
{
    const int ticket = newTicket();
    if (m_socket.state() != Socket::State::Open) {
        refuseHalfClose(ticket, u"the socket is not open: connect it first"_s, m_vu.currentLocation());
    } else if (m_hasEndedSending) {
        fulfil(ticket, false, u"halfClose()"_s);
    } else {
        m_halfCloses.append(ticket);
        m_socket.halfClose();
    }
    return ticket;
}

void TcpSession::onSendingEnded()
{
    m_hasEndedSending = true;
    for (const int ticket : std::exchange(m_halfCloses, {}))
        fulfil(ticket, false, u"halfClose()"_s);
}

void TcpSession::refuseHalfClose(int ticket, const QString &problem, const ScriptLocation &location)
{
    record(RecordKind::CallRefused, problem.toUtf8(), "halfClose", location);
    reject(ticket, u"halfClose"_s, problem);
}

bool TcpSession::isWatched() const
{
    return m_isByHand || m_vu.stage() == VirtualUser::Stage::Session;
}

/// VU tags, then the protocol, the constructor's and connect()'s tags, then host and port, which nobody overrides, then
/// the address.
TcpSession::Tags TcpSession::connectionTags(bool withIp) const
{
    Tags tags = m_vu.tags();
    tags.insert(u"proto"_s, u"TCP"_s);
    tags.insert(m_tags);
    tags.insert(m_connectTags);
    if (m_connecting.hasStarted()) {
        tags.insert(u"host"_s, m_request.host);
        tags.insert(u"port"_s, QString::number(m_request.port));
    }
    if (withIp && !m_resolvedIp.isEmpty())
        tags.insert(u"ip"_s, m_resolvedIp);
    return tags;
}

void TcpSession::sample(const Metric *metric, double value, const Tags &tags)
{
    m_vu.context().metrics->add(metric, value, tags);
}

void TcpSession::sampleConnection(const Metric *metric, double value, bool withIp)
{
    MetricRegistry &metrics = *m_vu.context().metrics;
    metrics.add(metric, value, metrics.wantsTags(metric) ? connectionTags(withIp) : Tags());
}

void TcpSession::record(RecordKind kind, QByteArrayView payload, QByteArrayView cause, const ScriptLocation &location)
{
    m_vu.record(kind, static_cast<std::uint32_t>(m_handle), payload, cause, JournalState::None, JournalState::None,
                location);
}

/// What k6 does with every error that it hands to a script: a log line and a sample.
void TcpSession::routeError(const SocketError &error, const Tags &tags)
{
    record(RecordKind::SocketError, error.message.toUtf8(), error.method.toUtf8());
    sample(m_module.metrics().errors, 1, tags);
    m_vu.log(LogLevel::Error, u"Handling TCP error"_s,
             {{u"error"_s, error.message}, {u"method"_s, error.method}, {u"module"_s, u"tcp"_s}});
}

} // namespace sockscope
