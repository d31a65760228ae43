// SPDX-License-Identifier: GPL-3.0-or-later
// What a person does with a run that stands still.
#include "models/debug/debugger.h"

#include "log/visible_text.h"
#include "models/debug/script_path.h"

namespace sockscope {

using namespace Qt::StringLiterals;

Debugger::State Debugger::state() const
{
    return !m_isActive ? Off : m_paused.isEmpty() ? Running : Paused;
}

QString Debugger::reason() const
{
    if (m_paused.isEmpty())
        return {};
    const PausedThread &now = m_paused.at(m_current);
    if (now.reason == "breakpoint"_L1)
        return tr("at a breakpoint");
    if (now.reason == "step"_L1)
        return tr("after a step");
    if (now.reason == "exception"_L1)
        return tr("at an exception");
    if (now.reason == "entry"_L1)
        return tr("at its first statement");
    if (now.reason == "event"_L1)
        return tr("at %1").arg(now.text);
    return tr("on request");
}

QString Debugger::text() const
{
    const bool isException = !m_paused.isEmpty() && m_paused.at(m_current).reason == "exception"_L1;
    return isException ? visibleText(m_paused.at(m_current).text, LineBreaks::Kept) : QString();
}

QString Debugger::summary() const
{
    switch (state()) {
    case Off:
        return tr("Not debugging");
    case Running:
        return tr("Running");
    case Paused:
        break;
    }
    const PausedThread &now = m_paused.at(m_current);
    QStringList parts{tr("Paused %1").arg(reason())};
    if (now.place.line > 0)
        parts += placeText(now.place.file, now.place.line);
    if (now.vu > 1 || m_paused.size() > 1)
        parts += tr("VU %1").arg(now.vu);
    return parts.join(u" · "_s);
}

QStringList Debugger::others() const
{
    QStringList all;
    for (const PausedThread &paused : m_paused) {
        if (paused.thread != thread())
            all += tr("VU %1 at %2").arg(paused.vu).arg(placeText(paused.place.file, paused.place.line));
    }
    return all;
}

int Debugger::frame() const
{
    return m_stack.current() < 0 ? -1 : m_stack.frames().at(m_stack.current()).id;
}

QString Debugger::frameName() const
{
    if (m_stack.current() < 0)
        return tr("line %1").arg(place().line);
    const StackFrame &frame = m_stack.frames().at(m_stack.current());
    return frame.name.isEmpty() ? tr("line %1").arg(frame.line) : tr("%1, line %2").arg(frame.name).arg(frame.line);
}

ScriptPlace Debugger::place() const
{
    return m_paused.isEmpty() ? ScriptPlace() : m_paused.at(m_current).place;
}

ScriptPlace Debugger::framePlace() const
{
    if (m_stack.current() < 0)
        return place();
    const StackFrame &frame = m_stack.frames().at(m_stack.current());
    return {frame.file, frame.line, frame.column};
}

void Debugger::resume(const QString &step)
{
    if (isPaused())
        m_link.ask(u"resume"_s, {{u"thread"_s, thread()}, {u"step"_s, step}});
}

void Debugger::runTo(const QString &file, int line)
{
    if (!isPaused())
        return;
    m_link.ask(u"resume"_s,
               {{u"thread"_s, thread()},
                {u"step"_s, u"toCursor"_s},
                {u"cursor"_s, QJsonObject{{u"url"_s, file}, {u"line"_s, line}}}},
               this, [this](const QJsonObject &answer) {
                   if (const QString error = answer.value("error"_L1).toString(); !error.isEmpty())
                       Q_EMIT failed(error);
               });
}

void Debugger::pause()
{
    if (!m_isActive)
        return;
    m_wantsPause = true;
    m_link.ask(u"pause"_s, {{u"thread"_s, 0}});
}

void Debugger::selectFrame(int row)
{
    if (!isPaused() || row == m_stack.current())
        return;
    m_stack.setCurrent(row);
    showFrame();
}

void Debugger::selectOther(int index)
{
    for (qsizetype i = 0; i < m_paused.size(); ++i) {
        if (i == m_current || index-- > 0)
            continue;
        m_current = i;
        lookAtCurrent();
        return;
    }
}

void Debugger::evaluate(const QString &expression, QObject *context, const Evaluated &done)
{
    m_link.ask(u"evaluate"_s, {{u"thread"_s, thread()}, {u"frame"_s, frame()}, {u"text"_s, expression}}, context,
               [done](const QJsonObject &answer) {
                   const bool ok = answer.value("ok"_L1).toBool();
                   done(ok, ok ? answer.value("value"_L1).toObject().value("value"_L1).toString()
                               : answer.value("error"_L1).toString());
               });
}

void Debugger::refresh()
{
    if (!isPaused())
        return;
    m_variables.refresh();
    m_watches.refresh();
}

void Debugger::showFrame()
{
    m_variables.show(thread(), frame());
    m_watches.show(thread(), frame());
    Q_EMIT frameChanged();
}

void Debugger::forgetValues()
{
    m_forget.stop();
    ++m_look;
    m_stack.clear();
    m_variables.clear();
    m_watches.clear();
    Q_EMIT frameChanged();
}

} // namespace sockscope
