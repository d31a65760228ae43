// SPDX-License-Identifier: GPL-3.0-or-later
#include "explain/explainer.h"

#include <algorithm>
#include <utility>

namespace sockscope {

using namespace Qt::StringLiterals;

Explainer::Explainer()
    : m_rules(allExplainRules())
{
    Q_ASSERT(m_rules.size() <= SocketFacts::MaxRules);
    for (std::size_t i = 0; i < m_rules.size(); ++i) {
        m_rules[i]->setFindings(&m_findings, static_cast<int>(i));
        const QList<RecordKind> kinds = m_rules[i]->kinds();
        for (const RecordKind kind : kinds)
            m_readers[static_cast<std::size_t>(kind)].push_back(m_rules[i].get());
    }
}

Explainer::~Explainer() = default;

void Explainer::read(const Record &record)
{
    if (record.kind == RecordKind::DebugPaused)
        excusePause(record);
    advanceTo(record.timeNs);
    const SeenRecord seen{record, {++m_records, record.offset, record.timeNs, record.kind, record.location}};
    if (record.kind == RecordKind::FileName)
        m_book.nameFile(record);
    if (SocketFacts *socket = m_book.socketOf(record)) {
        readOfSocket(seen, *socket);
        return;
    }
    for (ExplainRule *rule : m_readers[static_cast<std::size_t>(record.kind)])
        rule->readPlain(seen);
    if (record.kind == RecordKind::IterationFinished)
        m_book.endIteration(record.vu, [this](SocketFacts &socket) { socketEnded(socket); });
    else if (record.kind == RecordKind::SessionFinished)
        finish();
}

void Explainer::readOfSocket(const SeenRecord &seen, SocketFacts &socket)
{
    for (ExplainRule *rule : m_readers[static_cast<std::size_t>(seen.record.kind)])
        rule->read(seen, socket);
    socket.apply(seen.record, seen.ref);
    watchForSilence(socket);
    if (seen.record.kind == RecordKind::StateChanged && socket.state == JournalState::Destroyed)
        socketEnded(socket);
}

/// One look a socket is due at any time, so the queue is no longer than there are sockets.
void Explainer::watchForSilence(SocketFacts &socket)
{
    const bool mayBeQuiet = socket.state == JournalState::Opening || socket.state == JournalState::Open;
    if (!mayBeQuiet || socket.isWatched || socket.quietSinceNs == socket.lastActionNs)
        return;
    socket.isWatched = true;
    m_looks.emplace(socket.lastActionNs + QuietNs, socket.number);
}

void Explainer::advanceTo(std::int64_t timeNs)
{
    m_nowNs = std::max(m_nowNs, timeNs);
    while (!m_looks.empty() && m_looks.top().first <= m_nowNs) {
        SocketFacts *socket = m_book.find(m_looks.top().second);
        m_looks.pop();
        if (!socket)
            continue;
        socket->isWatched = false;
        const bool mayBeQuiet = socket->state == JournalState::Opening || socket->state == JournalState::Open;
        if (mayBeQuiet && socket->lastActionNs + QuietNs <= m_nowNs) {
            socket->quietSinceNs = socket->lastActionNs;
            for (const auto &rule : m_rules)
                rule->socketQuiet(*socket);
        }
        watchForSilence(*socket);
    }
}

/// While a debugger holds a virtual user, its sockets are silent, and answers wait in the kernel.
void Explainer::excusePause(const Record &record)
{
    m_book.forEach(record.vu, [this, &record](SocketFacts &socket) {
        socket.lastActionNs = record.timeNs;
        for (const auto &rule : m_rules)
            rule->silenceExcused(socket);
        watchForSilence(socket);
    });
}

/// Once for each socket: where it was destroyed, or else where its iteration ended.
void Explainer::socketEnded(SocketFacts &socket)
{
    if (std::exchange(socket.hasEnded, true))
        return;
    for (const auto &rule : m_rules)
        rule->socketEnded(socket);
}

void Explainer::finish()
{
    m_book.endAll([this](SocketFacts &socket) { socketEnded(socket); });
}

void Explainer::clear()
{
    m_findings.clear();
    m_book.clear();
    m_looks = {};
    m_records = 0;
    m_nowNs = 0;
    for (const auto &rule : m_rules)
        rule->clear();
}

QString placeText(const Explainer &explainer, const ScriptLocation &location)
{
    const QString file = explainer.fileName(location.file).section(u'/', -1);
    return file.isEmpty() || location.line == 0 ? QString() : u"%1:%2"_s.arg(file, QString::number(location.line));
}

} // namespace sockscope
