// SPDX-License-Identifier: GPL-3.0-or-later
// Stops at what happens to sockets, and at promises that settle.
#include "debug/vu_agent.h"

#include <algorithm>

namespace sockscope {

using namespace Qt::StringLiterals;

namespace {

constexpr qsizetype MaxOriginBytes = 200;

bool isChunk(EventBreakpoint::Kind kind)
{
    return kind == EventBreakpoint::Kind::Data || kind == EventBreakpoint::Kind::Write;
}

std::optional<EventBreakpoint::Kind> kindOf(const RecordHead &head, QByteArrayView payload)
{
    using Kind = EventBreakpoint::Kind;
    switch (head.kind) {
    case RecordKind::BytesReceived:
        return Kind::Data;
    case RecordKind::BytesSent:
        return Kind::Write;
    case RecordKind::StateChanged:
        return Kind::State;
    case RecordKind::PromiseSettled:
        return payload.endsWith("pending") ? std::nullopt : std::optional(Kind::Promise);
    case RecordKind::EventDelivered:
        break;
    default:
        return std::nullopt;
    }
    static const QHash<QByteArray, Kind> names{{"connect"_ba, Kind::Connect},
                                               {"close"_ba, Kind::Close},
                                               {"error"_ba, Kind::Error},
                                               {"timeout"_ba, Kind::Timeout}};
    const auto found = names.constFind(payload.toByteArray());
    return found == names.constEnd() ? std::nullopt : std::optional(*found);
}

QString nameOf(const RecordHead &head, QByteArrayView payload)
{
    static const QStringList states{u"disconnected"_s, u"opening"_s, u"open"_s, u"destroyed"_s};
    QString name;
    switch (head.kind) {
    case RecordKind::BytesReceived:
        name = u"data"_s;
        break;
    case RecordKind::BytesSent:
        name = u"write"_s;
        break;
    case RecordKind::StateChanged:
        name = u"state "_s + states.value(static_cast<int>(head.stateAfter));
        break;
    default:
        name = QString::fromUtf8(payload);
        break;
    }
    return u"%1 of socket %2"_s.arg(name).arg(head.socket);
}

} // namespace

/// The event that the present task handles, for people.
QString VuAgent::origin() const
{
    return m_originHead.socket == 0 ? QString() : nameOf(m_originHead, m_originPayload);
}

VuAgent::Conditions VuAgent::eventHit(const RecordHead &head, QByteArrayView payload)
{
    const auto kind = kindOf(head, payload);
    if (!kind)
        return std::nullopt;
    const int chunk = isChunk(*kind) ? ++m_chunks[{static_cast<int>(head.socket), static_cast<int>(*kind)}] : 0;
    Conditions conditions;
    for (const EventBreakpoint &asked : m_table->events) {
        if ((asked.kind != *kind && asked.kind != EventBreakpoint::Kind::Any) ||
            (asked.socket != 0 && asked.socket != static_cast<int>(head.socket)))
            continue;
        const bool isOther =
            isChunk(*kind) && ((asked.nth != 0 && asked.nth != chunk) ||
                               (!asked.pattern.isEmpty() && !payload.toByteArray().contains(asked.pattern)));
        if (isOther)
            continue;
        if (!conditions)
            conditions.emplace();
        conditions->append(asked.condition);
    }
    return conditions;
}

/// What was asked of a chunk whose handler is now called. Counts chunks on their way.
VuAgent::Conditions VuAgent::awaitedDelivery(const RecordHead &head, QByteArrayView payload)
{
    if (head.kind != RecordKind::EventDelivered || payload != "data")
        return std::nullopt;
    const int delivered = ++m_delivered[head.socket];
    auto &awaited = m_awaited[head.socket];
    while (!awaited.isEmpty() && awaited.head().first < delivered)
        awaited.dequeue();
    return !awaited.isEmpty() && awaited.head().first == delivered ? Conditions(awaited.head().second) : std::nullopt;
}

bool VuAgent::holdsAny(const QStringList &conditions, QString *problem)
{
    return std::any_of(conditions.begin(), conditions.end(),
                       [&](const QString &condition) { return holds(condition, problem); });
}

/// Whether the script is to stop at a probe because an event's handler stands there. Its conditions are asked once.
bool VuAgent::isEventNow(int probe)
{
    if (!m_stopAtNext)
        return false;
    const QStringList conditions = std::exchange(m_stopConditions, {});
    QString problem;
    if (conditions.isEmpty() || holdsAny(conditions, &problem))
        return true;
    if (!problem.isEmpty())
        note(u"the condition of the event failed: "_s + problem, probe);
    m_stopAtNext.reset();
    arm();
    return false;
}

/// An event stops the first statement that runs because of it; one that no script hears of stops here.
void VuAgent::recorded(const RecordHead &head, QByteArrayView payload, QByteArrayView cause)
{
    if (head.socket == 0 || m_isEvaluating)
        return;
    if (head.kind == RecordKind::EventDelivered || head.kind == RecordKind::PromiseSettled) {
        m_originHead = head;
        m_originPayload = payload.first(std::min(payload.size(), MaxOriginBytes)).toByteArray();
    }
    unblocked();
    if (head.kind == RecordKind::BytesReceived && cause != "no handler")
        ++m_received[head.socket];
    const bool isUnheard = cause == "no handler";
    const bool isNext =
        m_step && m_step->kind == StepKind::NextEvent &&
        (head.kind == RecordKind::EventDelivered || (head.kind == RecordKind::BytesReceived && isUnheard));
    Conditions hit = m_table->events.isEmpty() ? std::nullopt : eventHit(head, payload);
    if (const Conditions delivered = awaitedDelivery(head, payload))
        hit = hit.value_or(QStringList()) + *delivered;
    if (hit && head.kind == RecordKind::BytesReceived && !isUnheard) { // its handler's turn comes later
        m_awaited[head.socket].enqueue({m_received.value(head.socket), *hit});
        return;
    }
    if (!hit && !isNext)
        return;
    const DebugPause pause{0, 0, DebugPause::Reason::Event, nameOf(head, payload), {}, {}};
    const QStringList conditions = isNext ? QStringList() : *hit;
    if (isUnheard)
        stopUnheard(pause, conditions);
    else
        stopAtNext(pause, conditions);
    // What a call does while it is awaited comes before the statement behind it, which is of a later task.
    m_stopOutlivesTask = head.kind == RecordKind::BytesSent || head.kind == RecordKind::StateChanged;
}

/// No statement of the script's runs because of it: its conditions see the globals.
void VuAgent::stopUnheard(const DebugPause &pause, const QStringList &conditions)
{
    QString problem;
    if (!conditions.isEmpty() && !holdsAny(conditions, &problem))
        return;
    m_failure.clear();
    stop(pause);
}

/// A promise of the script's, or of a module's, is settled. Called while somebody waits for that.
void VuAgent::settled(bool isFulfilled, const QString &value)
{
    if (m_isEvaluating || m_stopAtNext) // of a socket's promise the record has told already
        return;
    QStringList conditions;
    for (const EventBreakpoint &asked : m_table->events) {
        if (asked.kind == EventBreakpoint::Kind::Promise && asked.socket == 0)
            conditions.append(asked.condition);
    }
    const QString text = (isFulfilled ? u"promise fulfilled: "_s : u"promise rejected: "_s) + value;
    stopAtNext({0, 0, DebugPause::Reason::Event, text, {}, {}}, conditions);
    m_stopOutlivesTask = false;
}

void VuAgent::stopAtNext(const DebugPause &pause, const QStringList &conditions)
{
    m_stopAtNext = pause;
    m_stopConditions = conditions;
    arm();
}

} // namespace sockscope
