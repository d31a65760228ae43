// SPDX-License-Identifier: GPL-3.0-or-later
// Breakpoints on lines: their conditions, hits and messages.
#include "debug/vu_agent.h"
#include "script/virtual_user.h"

#include <QRegularExpression>

namespace sockscope {

using namespace Qt::StringLiterals;

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
    const DebugLocation at = locationOf(probe);
    m_controller.reportOutput(m_thread, text, at);
    if (m_vu.context().recordsAllOutput) // among what scripts print, and in its order
        m_vu.recordText(RecordKind::Log, LogLevel::Info, text, m_vu.locationAt(at.url, at.line, at.column),
                        "log message"_ba);
}

} // namespace sockscope
