// SPDX-License-Identifier: GPL-3.0-or-later
// What a socket reports, on its way to the script, the journal and the metrics.
#include "k6/tcp_module.h"
#include "k6/tcp_session.h"
#include "metrics/metric_registry.h"
#include "net/tcp_info.h"
#include "script/virtual_user.h"

#include <QJsonDocument>
#include <QJsonObject>

#include <algorithm>
#include <chrono>
#include <cmath>

namespace sockscope {

using namespace Qt::StringLiterals;

namespace {

constexpr std::chrono::seconds TcpInfoInterval{1};
constexpr std::array<const char *, TcpSession::EventCount> EventNames = {"connect", "data", "close", "error",
                                                                         "timeout"};

QString endpointText(const QString &address, int port)
{
    return (address.contains(u':') ? u"[%1]:%2"_s : u"%1:%2"_s).arg(address).arg(port);
}

QByteArray toJson(const QJsonObject &object)
{
    return QJsonDocument(object).toJson(QJsonDocument::Compact);
}

QJsonObject tlsJson(const TlsDetails &tls)
{
    return {{u"version"_s, tls.version},
            {u"cipher"_s, tls.cipher},
            {u"verified"_s, tls.verified},
            {u"problem"_s, tls.problem},
            {u"subject"_s, tls.subject},
            {u"issuer"_s, tls.issuer},
            {u"notBefore"_s, tls.notBefore.toString(Qt::ISODate)},
            {u"notAfter"_s, tls.notAfter.toString(Qt::ISODate)}};
}

QJsonObject tagsJson(const TcpSession::Tags &tags)
{
    QJsonObject object;
    for (auto it = tags.cbegin(); it != tags.cend(); ++it)
        object.insert(it.key(), it.value());
    return object;
}

} // namespace

const char *TcpSession::eventName(Event event)
{
    return EventNames.at(static_cast<std::size_t>(event));
}

void TcpSession::connectSignals()
{
    connect(&m_socket, &Socket::stateChanged, this, &TcpSession::onStateChanged);
    connect(&m_socket, &Socket::connected, this, &TcpSession::onConnected);
    connect(&m_socket, &Socket::connectFailed, this, &TcpSession::onConnectFailed);
    connect(&m_socket, &Socket::resolved, this, [this](const QString &address, double ms) { onResolved(ms, address); });
    connect(&m_socket, &Socket::data, this, &TcpSession::onData);
    connect(&m_socket, &Socket::written, this, &TcpSession::onWritten);
    connect(&m_socket, &Socket::writeFailed, this, &TcpSession::onWriteFailed);
    connect(&m_socket, &Socket::errorOccurred, this, &TcpSession::onReadError);
    connect(&m_socket, &Socket::sendingEnded, this, &TcpSession::onSendingEnded);
    connect(&m_socket, &Socket::timedOut, this, &TcpSession::onTimedOut);
    connect(&m_socket, &Socket::closed, this, &TcpSession::onClosed);
    connect(&m_socket, &Socket::tlsEstablished, this,
            [this](const TlsDetails &tls) { record(RecordKind::TlsEstablished, toJson(tlsJson(tls))); });
    if (m_vu.journal()) {
        m_tcpInfo.setInterval(TcpInfoInterval);
        m_tcpInfo.setTimerType(Qt::VeryCoarseTimer);
        connect(&m_tcpInfo, &QTimer::timeout, this, &TcpSession::recordTcpInfo);
        connect(&m_socket, &Socket::closing, this, &TcpSession::recordTcpInfo);
    }
}

void TcpSession::onStateChanged(Socket::State before, Socket::State after, const QString &cause)
{
    m_vu.record(RecordKind::StateChanged, static_cast<std::uint32_t>(m_handle), {}, cause.toUtf8(),
                static_cast<JournalState>(before), static_cast<JournalState>(after), std::exchange(m_callLocation, {}));
    if (after == Socket::State::Open) {
        m_wasOpen = true;
        m_openSince.start(m_vu);
        if (m_vu.journal())
            recordOpened();
    }
    if (after == Socket::State::Destroyed) {
        m_tcpInfo.stop();
        for (const int ticket : std::exchange(m_halfCloses, {}))
            refuseHalfClose(ticket, u"the connection ended before all that was written had left: "_s + cause);
    }
    if (after == Socket::State::Destroyed && std::exchange(m_wasOpen, false))
        sampleConnection(m_module.metrics().duration, m_openSince.milliseconds(), true);
}

void TcpSession::recordOpened()
{
    record(RecordKind::Endpoints, toJson({{u"local"_s, endpointText(m_socket.localAddress(), m_socket.localPort())},
                                          {u"remote"_s, endpointText(m_socket.remoteAddress(), m_socket.remotePort())},
                                          {u"tags"_s, tagsJson(connectionTags(true))}}));
    recordTcpInfo();
    m_tcpInfo.start();
}

/// The kernel's view, where it changed since the last time: an idle connection adds nothing to the journal.
void TcpSession::recordTcpInfo()
{
    if (!m_module.mayRecordTcpInfo())
        return;
    const auto info = TcpInfo::read(m_socket.nativeDescriptor());
    if (!info)
        return;
    const QByteArray json = toJson(info->toJson());
    if (std::exchange(m_lastTcpInfo, json) != json)
        record(RecordKind::TcpInfo, json);
}

void TcpSession::onResolved(double milliseconds, const QString &address)
{
    // The resolver measures by the clock, which goes on while a debugger holds the virtual user.
    sampleConnection(m_module.metrics().resolving, std::min(std::trunc(milliseconds), m_connecting.milliseconds()),
                     false);
    m_resolvedIp = address;
}

void TcpSession::onConnected()
{
    sampleConnection(m_module.metrics().connecting, m_connecting.milliseconds(), false);
    sampleConnection(m_module.metrics().sockets, 1, false);
    // The promise's continuation runs before the handler: what k6 does all but always, and what scripts therefore see
    // there.
    fulfil(std::exchange(m_connectTicket, 0), true, u"connect()"_s);
    deliver(Connect);
}

void TcpSession::onConnectFailed(const SocketError &error)
{
    if (!m_resolvedIp.isEmpty())
        sampleConnection(m_module.metrics().connecting, m_connecting.milliseconds(), false);
    routeError(error, connectionTags(true));
    reject(std::exchange(m_connectTicket, 0), error.method, error.message);
    deliverError(error);
}

void TcpSession::onData(const QByteArray &chunk)
{
    sample(m_module.metrics().reads, 1, m_vu.tags());
    const bool isUnheard = version(Data) == 0 && !isWatched();
    record(RecordKind::BytesReceived, chunk, isUnheard ? QByteArrayView("no handler") : QByteArrayView());
    if (version(Data) != 0)
        deliver(Data, chunk);
}

void TcpSession::onWritten(quint64 socketTicket, qint64)
{
    const PendingWrite write = m_writes.take(socketTicket);
    Tags tags = m_vu.tags();
    tags.insert(write.tags);
    sample(m_module.metrics().writes, 1, tags);
    if (!write.isSent)
        record(RecordKind::BytesSent, write.bytes, {}, write.location);
    fulfil(write.ticket, false, u"write()"_s);
}

void TcpSession::onWriteFailed(quint64 socketTicket, const QString &message)
{
    const PendingWrite write = m_writes.take(socketTicket);
    if (message != u"no active connection") { // k6 counts and logs only what reached the system
        Tags tags = m_vu.tags();
        tags.insert(write.tags);
        sample(m_module.metrics().writes, 1, tags);
        m_vu.log(LogLevel::Error, u"TCP write failed"_s, {{u"error"_s, message}, {u"module"_s, u"tcp"_s}});
    }
    record(RecordKind::CallRefused, message.toUtf8(), "write", write.location);
    reject(write.ticket, QString(), message);
}

void TcpSession::onReadError(const SocketError &error)
{
    routeError(error, connectionTags(true));
    if (version(Error) == 0 && !isWatched())
        m_vu.log(LogLevel::Error, u"error in error handler"_s, {{u"error"_s, error.message}, {u"module"_s, u"tcp"_s}});
    deliverError(error);
}

void TcpSession::onTimedOut()
{
    record(RecordKind::SocketTimeout);
    deliver(Timeout);
}

void TcpSession::onClosed(const QString &)
{
    deliver(Close);
    // The last callback of this socket: after it, nothing holds the iteration, and only its totals are of use.
    m_vu.loop().post([this] { m_module.retire(m_handle); });
}

void TcpSession::deliver(Event event, const QByteArray &payload)
{
    const int handlerVersion = version(event);
    if (handlerVersion == 0 && isWatched())
        return;
    m_vu.loop().post([this, event, handlerVersion, payload] {
        if ((event == Data || event == Timeout) && m_destroyedByScript)
            return;
        record(RecordKind::EventDelivered, eventName(event),
               handlerVersion == 0 ? QByteArrayView("no handler") : QByteArrayView());
        if (handlerVersion == 0)
            return;
        QJSValueList arguments{m_handle, static_cast<int>(event), handlerVersion};
        if (event == Data) {
            m_vu.noteDelivered(payload.size());
            arguments.append(m_vu.engine().toScriptValue(payload));
        }
        m_module.dispatcher().deliver.call(arguments);
    });
}

void TcpSession::deliverError(const SocketError &error)
{
    const int handlerVersion = version(Error);
    if (handlerVersion == 0 && isWatched())
        return;
    m_vu.loop().post([this, error, handlerVersion] {
        record(RecordKind::EventDelivered, eventName(Error),
               handlerVersion == 0 ? QByteArrayView("no handler") : QByteArrayView());
        if (handlerVersion != 0)
            m_module.dispatcher().deliverError.call({m_handle, handlerVersion, error.method, error.message});
    });
}

void TcpSession::freeTicket(int ticket)
{
    if (ticket > 0)
        m_freeTickets.append(ticket);
}

void TcpSession::fulfil(int ticket, bool isNull, const QString &what)
{
    m_vu.loop().post([this, ticket, isNull, what] {
        if (m_vu.isRecorded())
            record(RecordKind::PromiseSettled, (what + u" fulfilled"_s).toUtf8());
        freeTicket(ticket);
        m_module.dispatcher().fulfil.call({m_handle, ticket, isNull ? QJSValue(QJSValue::NullValue) : QJSValue()});
    });
}

void TcpSession::reject(int ticket, const QString &method, const QString &message)
{
    m_vu.loop().post([this, ticket, method, message] {
        record(RecordKind::PromiseSettled,
               ((method.isEmpty() ? u"write"_s : method) + u"() rejected: "_s + message).toUtf8());
        freeTicket(ticket);
        m_module.dispatcher().reject.call({m_handle, ticket, method, message});
    });
}

} // namespace sockscope
