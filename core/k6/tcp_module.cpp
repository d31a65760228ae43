// SPDX-License-Identifier: GPL-3.0-or-later
#include "k6/tcp_module.h"

#include "k6/tcp_facts.h"
#include "k6/tcp_session.h"
#include "metrics/metric_registry.h"
#include "net/net_options.h"
#include "net/payload_codec.h"
#include "net/source_addresses.h"
#include "script/execution_info.h"
#include "script/virtual_user.h"
#include "script/vu_facts.h"

#include <QJsonDocument>
#include <QJsonObject>

#include <algorithm>
#include <map>
#include <vector>

namespace sockscope {

using namespace Qt::StringLiterals;

namespace {

constexpr qsizetype MaxFacts = 200; ///< sockets told of at once

TcpSession::Tags parseTags(const QString &json)
{
    TcpSession::Tags tags;
    if (json.isEmpty())
        return tags;
    const QJsonObject object = QJsonDocument::fromJson(json.toUtf8()).object();
    for (auto it = object.begin(); it != object.end(); ++it)
        tags.insert(it.key(), it.value().toString());
    return tags;
}

constexpr qsizetype MaxEventChars = 200; // in the journal, of a name that is no event's

QString readyState(Socket::State state)
{
    switch (state) {
    case Socket::State::Disconnected:
        return u"disconnected"_s;
    case Socket::State::Opening:
        return u"opening"_s;
    case Socket::State::Open:
        return u"open"_s;
    case Socket::State::Destroyed:
        break;
    }
    return u"destroyed"_s;
}

} // namespace

QJSValue createTcpModule(VirtualUser &vu)
{
    return vu.load(u":/Sockscope/K6/tcp.mjs"_s).call({vu.wrap(&vu.service<TcpModule>()), vu.runtime()});
}

TcpModule::TcpModule(VirtualUser &vu)
    : m_vu(vu)
    , m_metrics(declareTcpMetrics(*vu.context().metrics))
{
    QObject::connect(&vu, &VirtualUser::iterationEnding, this, &TcpModule::endIteration);
    QObject::connect(&vu, &VirtualUser::waitedForHolds, this, &TcpModule::recordHeld);
    vu.service<VuFacts>().add(u"sockets"_s, [this] { return facts(); });
}

TcpModule::~TcpModule() = default;

QJsonArray TcpModule::facts() const
{
    std::map<int, const TcpSession *> inOrder;
    for (const auto &[handle, session] : m_sessions)
        inOrder.emplace(handle, session.get());
    QJsonArray all;
    for (const auto &[handle, session] : inOrder) {
        if (all.size() < MaxFacts)
            all.append(tcpFacts(*session, handle));
    }
    return all;
}

void TcpModule::setDispatcher(const QJSValue &functions)
{
    m_dispatcher = {functions.property(u"deliver"_s), functions.property(u"deliverError"_s),
                    functions.property(u"fulfil"_s), functions.property(u"reject"_s), functions.property(u"retire"_s)};
    m_promptFunctions = functions.property(u"prompt"_s);
}

TcpSession *TcpModule::session(int handle) const
{
    const auto it = m_sessions.find(handle);
    return it == m_sessions.end() ? nullptr : it->second.get();
}

TcpSession *TcpModule::liveSession(int handle) const
{
    TcpSession *found = session(handle);
    return found && found->socket().state() != Socket::State::Destroyed ? found : nullptr;
}

bool TcpModule::mayRecordTcpInfo()
{
    if (!m_tcpInfoSecond.isValid() || m_tcpInfoSecond.hasExpired(1000)) {
        m_tcpInfoSecond.start();
        m_tcpInfosInSecond = 0;
    }
    return ++m_tcpInfosInSecond <= MaxTcpInfos;
}

int TcpModule::create(const QString &tagsJson)
{
    const int handle = static_cast<int>(++*m_vu.context().socketNumbers);
    m_vu.record(RecordKind::SocketCreated, static_cast<std::uint32_t>(handle), tagsJson.toUtf8(), {},
                JournalState::None, JournalState::Disconnected, m_vu.currentLocation());
    m_sessions.emplace(handle, std::make_unique<TcpSession>(m_vu, *this, handle, parseTags(tagsJson)));
    return handle;
}

int TcpModule::connect(int handle, int port, const QString &host, bool tls, const QString &tagsJson)
{
    if (m_vu.inInit())
        checkUse(u"connect"_s);
    TcpSession *found = m_vu.inInit() ? nullptr : liveSession(handle);
    return found ? found->connectTo({port, host, tls, sourceAddress()}, parseTags(tagsJson)) : 0;
}

/// What this virtual user connects from: they take the addresses of --local-ips in turn.
QHostAddress TcpModule::sourceAddress() const
{
    const QString &text = m_vu.context().net->localIPs;
    const SourceAddresses addresses = text.isEmpty() ? SourceAddresses() : SourceAddresses::parse(text);
    const int id = m_vu.executionInfo().idInInstance;
    return addresses.isEmpty() ? QHostAddress() : addresses.at(quint64(std::max(id - 1, 0)));
}

int TcpModule::writeText(int handle, const QString &text, const QString &encoding, const QString &tagsJson)
{
    TcpSession *found = liveSession(handle);
    if (!found)
        return 0;
    const PayloadBytes payload = payloadBytes(text, encoding);
    return payload.error.isEmpty() ? found->write(payload.bytes, parseTags(tagsJson))
                                   : found->refuse(u"write"_s, payload.error, parseTags(tagsJson));
}

int TcpModule::writeBytes(int handle, const QByteArray &bytes, const QString &tagsJson)
{
    TcpSession *found = liveSession(handle);
    // A copy: the script may change its buffer before the bytes have left.
    return found ? found->write(QByteArray(bytes.constData(), bytes.size()), parseTags(tagsJson)) : 0;
}

int TcpModule::refuse(int handle, const QString &method, const QString &problem, const QString &tagsJson)
{
    TcpSession *found = liveSession(handle);
    return found ? found->refuse(method, problem, parseTags(tagsJson)) : 0;
}

void TcpModule::refuseEnded(int handle, const QString &method, const QString &problem)
{
    const auto socket = static_cast<std::uint32_t>(handle);
    m_vu.record(RecordKind::CallRefused, socket, problem.toUtf8(),
                method.isEmpty() ? QByteArray("write") : method.toUtf8(), JournalState::None, JournalState::None,
                m_vu.currentLocation());
    if (method.isEmpty())
        return;
    m_vu.context().metrics->add(m_metrics.errors, 1, m_vu.tags());
    m_vu.log(LogLevel::Error, u"Handling TCP error"_s,
             {{u"error"_s, problem}, {u"method"_s, method}, {u"module"_s, u"tcp"_s}});
}

void TcpModule::close(int handle)
{
    checkUse(u"destroy"_s);
    if (TcpSession *found = session(handle); found && !m_vu.inInit())
        found->destroy(u"destroy()"_s);
}

int TcpModule::halfClose(int handle)
{
    TcpSession *found = session(handle);
    return found ? found->halfClose() : 0;
}

void TcpModule::setIdleTimeout(int handle, int ms)
{
    if (TcpSession *found = session(handle))
        found->setIdleTimeout(ms);
}

void TcpModule::setHandler(int handle, int event, int version)
{
    const auto which = static_cast<TcpSession::Event>(event);
    if (TcpSession *found = session(handle))
        found->setHandler(which, version);
    if (m_vu.journal()) // also of a socket that is gone, whose handler nobody will call
        m_vu.record(RecordKind::HandlerSet, static_cast<std::uint32_t>(handle), TcpSession::eventName(which),
                    version == 0  ? "none"
                    : version > 1 ? "replaces"
                                  : "",
                    JournalState::None, JournalState::None, m_vu.currentLocation());
}

void TcpModule::warnOfUnknownEvent(int handle, const QString &event)
{
    warn(u"Unknown event type"_s, event);
    m_vu.record(RecordKind::HandlerSet, static_cast<std::uint32_t>(handle), event.left(MaxEventChars).toUtf8(),
                "unknown event", JournalState::None, JournalState::None, m_vu.currentLocation());
}

void TcpModule::warnOfReplacedHandler(const QString &event)
{
    warn(u"Event handler already registered, overriding"_s, event);
}

bool TcpModule::isDestroyed(int handle) const
{
    return !liveSession(handle);
}

QJSValue TcpModule::member(int handle, int which) const
{
    const TcpSession *found = session(handle);
    if (!found)
        return {};
    const Socket &socket = found->socket();
    if (which > BytesRead && !socket.isConnected())
        return {};
    switch (which) {
    case ReadyState:
        return readyState(socket.state());
    case Connected:
        return socket.isConnected();
    case BytesWritten:
        return static_cast<double>(socket.bytesWritten());
    case BytesRead:
        return static_cast<double>(socket.bytesRead());
    case LocalIp:
        return socket.localAddress();
    case LocalPort:
        return socket.localPort();
    case RemoteIp:
        return socket.remoteAddress();
    default:
        return socket.remotePort();
    }
}

void TcpModule::warn(const QString &message, const QString &event)
{
    m_vu.log(LogLevel::Warning, message, {{u"event"_s, event}, {u"module"_s, u"tcp"_s}});
}

void TcpModule::checkUse(const QString &method)
{
    if (m_vu.inInit())
        m_vu.throwGoError(
            u"a Socket's %1() can't be used in the init context: call it from the default function, setup() or "
            "teardown()"_s.arg(method));
}

QString TcpModule::encodingProblem(const QString &text, const QString &encoding) const
{
    return payloadBytes(text, encoding).error;
}

void TcpModule::retire(int handle)
{
    const auto it = m_sessions.find(handle);
    const std::int64_t sent = it->second->socket().bytesWritten();
    const std::int64_t received = it->second->socket().bytesRead();
    m_vu.noteTraffic(sent, received);
    m_sessions.erase(it);
    m_dispatcher.retire.call({handle, static_cast<double>(sent), static_cast<double>(received)});
}

/// Which sockets an iteration waits for that has nothing else left to do. A connect() in flight settles by itself.
void TcpModule::recordHeld(int milliseconds)
{
    std::vector<int> held;
    for (const auto &[handle, session] : m_sessions) {
        if (session->socket().state() == Socket::State::Opening)
            return;
        held.push_back(handle);
    }
    const QByteArray payload =
        QJsonDocument({{u"ms"_s, milliseconds}, {u"sockets"_s, static_cast<qint64>(held.size())}})
            .toJson(QJsonDocument::Compact);
    std::sort(held.begin(), held.end());
    held.resize(std::min(held.size(), MaxHeldRecords));
    for (const int handle : held)
        m_vu.record(RecordKind::IterationHeld, static_cast<std::uint32_t>(handle), payload);
}

/// What the script left open is closed.
void TcpModule::endIteration()
{
    while (!m_sessions.empty()) {
        m_sessions.begin()->second->destroy(u"the iteration ended"_s);
        retire(m_sessions.begin()->first);
    }
}

} // namespace sockscope
