// SPDX-License-Identifier: GPL-3.0-or-later
#include "export/script_steps.h"

#include <QJsonDocument>
#include <QJsonObject>
#include <QRegularExpression>

#include <algorithm>
#include <utility>

namespace sockscope {

using namespace Qt::StringLiterals;

namespace {

constexpr std::int64_t MaxBytes = 64LL << 20; // of payload in a script
constexpr std::size_t MaxSteps = 50'000;
constexpr qsizetype PreviewBytes = 200;

using Kind = ScriptStep::Kind;
using Outcome = ScriptStep::Outcome;

/// A snippet whose doing is a step of its own.
bool isPlainCall(const QString &snippet)
{
    static const QRegularExpression call(
        uR"(^\s*(await\s+)?\w+(\[\d+\])?\.(connect|write|destroy|setTimeout)\([^;\n]*\)\s*;?\s*$|^\s*((const|let|var)\s+)?\w+\s*=\s*new\s+Socket\([^;\n]*\)\s*;?\s*$)"_s);
    return call.match(snippet).hasMatch();
}

} // namespace

void ScriptSteps::add(const Record &record)
{
    if (!m_problem.isEmpty())
        return;
    m_nowNs = record.timeNs;
    if (record.kind == RecordKind::Evaluated || record.kind == RecordKind::Note) {
        const QString text = QString::fromUtf8(record.payload);
        if (record.kind == RecordKind::Note || !isPlainCall(text))
            comment(text);
        return;
    }
    if (record.socket == 0)
        return;
    Socket &socket = m_sockets[record.socket];
    const bool begins = record.kind == RecordKind::SocketCreated || record.kind == RecordKind::ConnectStarted;
    if (!socket.isCreated && !begins)
        return; // a part of a session: nothing of this socket can be repeated
    if (!std::exchange(socket.isCreated, true))
        act({.kind = Kind::Create,
             .socket = record.socket,
             .text = record.kind == RecordKind::SocketCreated ? QString::fromUtf8(record.payload) : QString()});
    switch (record.kind) {
    case RecordKind::ConnectStarted:
        connectStarted(record, socket);
        break;
    case RecordKind::StateChanged:
        stateChanged(record, socket);
        break;
    case RecordKind::TlsEstablished:
        m_usesUnverifiedTls |= !QJsonDocument::fromJson(record.payload).object().value(u"verified"_s).toBool(true);
        break;
    case RecordKind::PromiseSettled:
        if (record.payload == "write() pending")
            socket.writes.push_back(act({.kind = Kind::Write, .socket = record.socket}));
        break;
    case RecordKind::BytesSent:
        written(record, socket);
        break;
    case RecordKind::BytesReceived:
        received(record, socket);
        break;
    case RecordKind::IdleTimeoutSet:
        idleTimeoutSet(record, socket);
        break;
    case RecordKind::SocketTimeout:
        idled(record, socket);
        break;
    case RecordKind::CallRefused:
        refused(record, socket);
        break;
    case RecordKind::SocketError:
        failed(record, socket);
        break;
    default:
        break;
    }
}

std::size_t ScriptSteps::act(ScriptStep step)
{
    waitForAll();
    m_actedNs = m_nowNs;
    if (m_steps.size() >= MaxSteps)
        m_problem = u"the session has more than %1 steps: choose some of its sockets"_s.arg(MaxSteps);
    m_steps.push_back(std::move(step));
    return m_steps.size() - 1;
}

void ScriptSteps::comment(const QString &text, std::uint32_t socket)
{
    act({.kind = Kind::Comment, .socket = socket, .text = text});
}

void ScriptSteps::due(std::uint32_t number, Socket &socket)
{
    m_longestWaitNs = std::max(m_longestWaitNs, m_nowNs - m_actedNs);
    if (!std::exchange(socket.isDue, true))
        m_due.push_back(number);
}

void ScriptSteps::waitForAll()
{
    for (const std::uint32_t number : std::exchange(m_due, {})) {
        Socket &socket = m_sockets[number];
        socket.isDue = false;
        if (!socket.preview.isEmpty())
            m_steps.push_back({.kind = Kind::Received,
                               .socket = number,
                               .bytes = std::exchange(socket.preview, {}),
                               .count = socket.received});
        if (const std::int64_t ms = std::exchange(socket.idleMs, 0); ms > 0 && socket.peerClose.isEmpty())
            waitForSilence(number, socket, ms);
        if (!socket.peerClose.isEmpty())
            m_steps.push_back({.kind = Kind::Closed, .socket = number, .text = std::exchange(socket.peerClose, {})});
    }
}

void ScriptSteps::waitForSilence(std::uint32_t number, const Socket &socket, std::int64_t ms)
{
    const auto setTo = [&](std::int64_t timeout) {
        if (!socket.hasIdleTimeout) // an older recording, without what set the timer
            m_steps.push_back({.kind = Kind::SetIdle, .socket = number, .count = timeout});
    };
    setTo(ms);
    m_steps.push_back({.kind = Kind::Idle, .socket = number, .count = ms});
    setTo(0);
}

void ScriptSteps::connectStarted(const Record &record, Socket &socket)
{
    QString target = QString::fromUtf8(record.payload);
    const bool tls = target.endsWith(u" tls");
    if (tls)
        target.chop(4);
    const qsizetype colon = target.lastIndexOf(u':');
    socket.connect = act({.kind = Kind::Connect,
                          .socket = record.socket,
                          .host = target.left(colon),
                          .port = target.mid(colon + 1).toInt(),
                          .tls = tls});
}

void ScriptSteps::written(const Record &record, Socket &socket)
{
    m_bytes += record.payload.size();
    if (m_bytes > MaxBytes) {
        m_problem = u"more than %1 MiB were sent, which is too much for a script: choose some of the sockets"_s.arg(
            MaxBytes >> 20);
        return;
    }
    if (socket.writes.empty()) {
        act({.kind = Kind::Write, .socket = record.socket, .bytes = record.payload});
        return;
    }
    const std::size_t started = socket.writes.front();
    socket.writes.pop_front();
    m_steps[started].bytes = record.payload;
    const auto isAction = [](const ScriptStep &step) { return step.kind != Kind::Comment; };
    if (std::any_of(m_steps.begin() + static_cast<std::ptrdiff_t>(started) + 1, m_steps.end(), isAction)) {
        m_steps[started].isOpenEnded = true;
        m_steps[started].count = static_cast<std::int64_t>(started);
        m_steps.push_back(
            {.kind = Kind::Written, .socket = record.socket, .count = static_cast<std::int64_t>(started)});
    }
}

void ScriptSteps::refused(const Record &record, Socket &socket)
{
    const QString reason = QString::fromUtf8(record.payload);
    if (record.cause == u"connect") {
        ++socket.refusedConnects;
        if (socket.connect && socket.state == JournalState::Disconnected)
            m_steps[*std::exchange(socket.connect, std::nullopt)].outcome = Outcome::Failed;
        else
            comment(u"connect() was refused: "_s + reason, record.socket);
        return;
    }
    if (record.cause == u"write" && !socket.writes.empty()) {
        ScriptStep &step = m_steps[socket.writes.front()];
        step = {.kind = Kind::Comment, .socket = record.socket, .text = u"write() failed: "_s + reason};
        socket.writes.pop_front();
        return;
    }
    comment(u"%1() was refused: %2"_s.arg(record.cause, reason), record.socket);
}

void ScriptSteps::failed(const Record &record, Socket &socket)
{
    if (record.cause != u"connect")
        return;
    if (socket.refusedConnects > 0) {
        --socket.refusedConnects;
        return;
    }
    if (!socket.connect)
        return;
    ScriptStep &step = m_steps[*std::exchange(socket.connect, std::nullopt)];
    step.outcome = Outcome::Failed;
    step.text = QString::fromUtf8(record.payload);
}

void ScriptSteps::received(const Record &record, Socket &socket)
{
    socket.received += record.payload.size();
    socket.preview += record.payload.left(PreviewBytes - socket.preview.size());
    socket.lastNs = record.timeNs;
    socket.idleMs = 0; // an earlier silence is over
    due(record.socket, socket);
}

void ScriptSteps::idleTimeoutSet(const Record &record, Socket &socket)
{
    socket.hasIdleTimeout = true;
    act({.kind = Kind::SetIdle, .socket = record.socket, .count = record.payload.toInt()});
}

void ScriptSteps::idled(const Record &record, Socket &socket)
{
    socket.idleMs = std::max<std::int64_t>((record.timeNs - socket.lastNs + 500'000) / 1'000'000, 1);
    socket.lastNs = record.timeNs;
    due(record.socket, socket);
}

void ScriptSteps::stateChanged(const Record &record, Socket &socket)
{
    socket.state = record.stateAfter;
    socket.lastNs = record.timeNs;
    if (record.stateAfter == JournalState::Open && socket.connect)
        m_steps[*std::exchange(socket.connect, std::nullopt)].outcome = Outcome::Opened;
    if (record.stateAfter != JournalState::Destroyed)
        return;
    const bool isOurs = record.cause == u"destroy()";
    if (record.stateBefore == JournalState::Open && !isOurs && record.cause != u"the iteration ended") {
        socket.peerClose = record.cause;
        due(record.socket, socket);
    } else {
        act({.kind = Kind::Destroy, .socket = record.socket, .text = isOurs ? QString() : record.cause});
    }
}

/// k6 verifies all connections of a script or none: what failed for its certificate before that was switched off would
/// not fail again.
void ScriptSteps::explainVerification()
{
    for (ScriptStep &step : m_steps) {
        if (step.kind == Kind::Connect && step.tls && step.outcome == Outcome::Failed &&
            step.text.contains(u"failed to verify certificate"))
            step = {.kind = Kind::Comment,
                    .socket = step.socket,
                    .text = u"connect() failed while certificates were verified: "_s + step.text};
    }
}

void ScriptSteps::finish()
{
    waitForAll();
    if (m_usesUnverifiedTls)
        explainVerification();
    for (auto &[number, socket] : m_sockets) {
        for (const std::size_t unfinished : std::exchange(socket.writes, {}))
            m_steps[unfinished] = {.kind = Kind::Comment, .socket = number, .text = u"a write() was not finished"_s};
        if (socket.isCreated && socket.state != JournalState::Destroyed && m_problem.isEmpty())
            act({.kind = Kind::Destroy, .socket = number, .text = u"still there where the recording ends"_s});
    }
}

} // namespace sockscope
