// SPDX-License-Identifier: GPL-3.0-or-later
// Where a virtual user stops: breakpoints, steps, events, exceptions.
#include "debug/vu_agent.h"
#include "script/compile/program.h"
#include "script/virtual_user.h"

#include <QRegularExpression>

#include <algorithm>

namespace sockscope {

using namespace Qt::StringLiterals;

VuAgent::Position VuAgent::positionAt(int probe, int q, int activation) const
{
    Position at{probe, q, activation, 0, m_task};
    if (const auto module = m_controller.moduleOf(probe))
        at.function = module->probes->base + module->probes->points.at(probe - module->probes->base).function;
    return at;
}

/// Called by armed probes only.
void VuAgent::reached(int probe, int q, int activation)
{
    if (m_isEvaluating) // an expression called the script's own functions: they don't stop
        return;
    m_position = positionAt(probe, q, activation);
    DebugPause pause;
    pause.location = locationOf(probe);
    const bool isBreakpoint = hitsBreakpoint(probe, pause);
    if (isBreakpoint) {
        pause.reason = DebugPause::Reason::Breakpoint;
    } else if (isEventNow(probe)) {
        pause.reason = m_stopAtNext->reason;
        pause.text = m_stopAtNext->text;
    } else if (isEntryNow()) {
        pause.reason = DebugPause::Reason::Entry;
    } else if (m_pauseRequested) {
        pause.reason = DebugPause::Reason::Pause;
    } else if (m_step && stepStops(m_position)) {
        pause.reason = DebugPause::Reason::Step;
    } else {
        return;
    }
    stop(pause);
}

/// Whether this is the first statement that runs at all.
bool VuAgent::isEntryNow()
{
    if (!std::exchange(m_stopsOnEntry, false))
        return false;
    if (m_controller.takeEntry())
        return true;
    arm(); // another virtual user was faster
    return false;
}

bool VuAgent::stepStops(const Position &at) const
{
    const Step &step = *m_step;
    const bool isSameTask = at.task == step.from.task;
    switch (step.kind) {
    case StepKind::Into:
        return isSameTask || stepStopsInCaller(at) ||
               (at.activation != 0 && at.activation == step.from.activation && !step.isActivationOver);
    case StepKind::Over:
        if (step.from.activation != 0 && !step.isActivationOver)
            return at.activation == step.from.activation;
        return stepStopsInCaller(at) || (step.from.activation == 0 && isSameTask && at.q == step.from.q &&
                                         at.function == step.from.function && at.activation == 0);
    case StepKind::Out:
        return stepStopsInCaller(at);
    case StepKind::ToCursor:
        return at.probe == step.cursor;
    case StepKind::NextEvent:
    case StepKind::Continue:
        return false;
    }
    return false;
}

/// Whether a probe belongs to a function that called, or awaits, the one that a step began in.
bool VuAgent::stepStopsInCaller(const Position &at) const
{
    const Step &step = *m_step;
    const bool isBelow = at.task == step.from.task && at.q < step.from.q;
    if (step.from.activation == 0)
        return isBelow;
    if (!step.isActivationOver) // its first part, called like any other function; later the event loop called it
        return step.kind == StepKind::Out && isBelow && at.activation != step.from.activation;
    return (step.parent != 0 && at.activation == step.parent) || (!step.wasResumed && isBelow);
}

void VuAgent::activationEnded(int activation, int parent, bool wasResumed)
{
    if (!m_step || m_step->from.activation != activation)
        return;
    m_step->isActivationOver = true;
    m_step->parent = parent;
    m_step->wasResumed = wasResumed;
}

namespace {

bool isHitThatStops(const LineBreakpoint &asked, int hit)
{
    switch (asked.hitRule) {
    case LineBreakpoint::HitRule::From:
        return hit >= asked.hitCount;
    case LineBreakpoint::HitRule::Only:
        return hit == asked.hitCount;
    case LineBreakpoint::HitRule::Every:
        return asked.hitCount <= 0 || hit % asked.hitCount == 0;
    }
    return true;
}

} // namespace

bool VuAgent::hitsBreakpoint(int probe, DebugPause &pause)
{
    const auto found = m_table->byProbe.constFind(probe);
    if (found == m_table->byProbe.constEnd())
        return false;
    for (const BreakpointTable::Entry &entry : *found) {
        QString problem;
        if (!holds(entry.asked.condition, &problem)) {
            if (!problem.isEmpty())
                note(u"the condition of the breakpoint failed: "_s + problem, probe);
            continue;
        }
        if (!isHitThatStops(entry.asked, ++m_hits[entry.id]))
            continue;
        if (entry.asked.logMessage.isEmpty())
            pause.breakpoints.append(entry.id);
        else
            note(filled(entry.asked.logMessage), probe);
    }
    return !pause.breakpoints.isEmpty();
}

bool VuAgent::holds(const QString &condition, QString *problem)
{
    if (condition.isEmpty())
        return true;
    m_stack.reset();
    const QJSValue body =
        m_evaluator.function(condition, m_functions.value(u"names"_s).call(frameArguments(0)).toString(), problem);
    if (!problem->isEmpty())
        return false;
    const QJSValue answer = callLimited(m_functions.value(u"truthy"_s), frameArguments(0) << body);
    *problem = answer.property(u"error"_s).isUndefined() ? QString() : answer.property(u"error"_s).toString();
    return answer.property(u"isTrue"_s).toBool();
}

/// A log message with the values of its {expressions}.
QString VuAgent::filled(const QString &message)
{
    static const QRegularExpression part(u"\\{([^{}]+)\\}"_s);
    QString text;
    qsizetype at = 0;
    for (auto matches = part.globalMatch(message); matches.hasNext();) {
        const QRegularExpressionMatch match = matches.next();
        const DebugValue value = evaluate(match.captured(1), 0);
        text += QStringView(message).sliced(at, match.capturedStart() - at);
        text += value.value ? value.value->value : value.error;
        at = match.capturedEnd();
    }
    m_stack.reset();
    return text + message.sliced(at);
}

void VuAgent::note(const QString &text, int probe)
{
    m_controller.reportOutput(m_thread, text, locationOf(probe));
}

void VuAgent::thrown(int probe, const QString &text)
{
    if (m_isEvaluating)
        return;
    const ExceptionFilter &filter = m_table->exceptions;
    const bool isCaught = isGoingToBeCaught();
    if (isCaught ? !filter.caught : !filter.uncaught)
        return;
    m_position.probe = probe;
    m_reported = text;
    stop({0, 0, DebugPause::Reason::Exception, text, {}, locationOf(probe)});
}

/// What the engine or a module threw is met only here.
void VuAgent::caught(int probe, const QString &text)
{
    if (m_isEvaluating || !m_table->exceptions.caught)
        return;
    m_position.probe = probe;
    stop({0, 0, DebugPause::Reason::Exception, text, {}, locationOf(probe)});
}

/// Whether a frame of the stack stands in a block with a catch clause.
bool VuAgent::isGoingToBeCaught()
{
    m_stack.reset();
    for (const DebugFrame &frame : stack().frames) {
        const auto module = m_controller.moduleNamed(frame.location.url);
        if (!module || !module->probes)
            continue;
        const auto &tries = module->probes->tries;
        if (std::any_of(tries.begin(), tries.end(), [&](const ModuleProbes::Try &block) {
                return block.range.contains(frame.location.line, frame.location.column);
            }))
            return true;
    }
    return false;
}

void VuAgent::failed(const QString &text, bool isRejection)
{
    const QString reported = std::exchange(m_reported, {});
    const ExceptionFilter &filter = m_table->exceptions;
    if (m_isEvaluating || m_vu.isInterrupted() || !(isRejection ? filter.rejections : filter.uncaught))
        return;
    if (!reported.isEmpty() && text.startsWith(reported))
        return; // stopped there already
    m_failure = text;
    DebugPause pause{0, 0, DebugPause::Reason::Exception, text.section(u'\n', 0, 0), {}, {}};
    m_stack.reset();
    if (!stack().frames.isEmpty())
        pause.location = stack().frames.first().location;
    stop(pause);
}

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
