// SPDX-License-Identifier: GPL-3.0-or-later
#include "debug_actions.h"

#include "breakpoint_margin.h"
#include "models/debug/debugger.h"
#include "models/timeline/line_term.h"
#include "script_document.h"
#include "script_editor.h"
#include "session_tab.h"

#include <QMenu>
#include <QSet>

namespace sockscope {

using namespace Qt::StringLiterals;

DebugActions::DebugActions(QObject *parent)
    : QObject(parent)
{
    m_debug = add(tr("&Debug"), Qt::Key_F5);
    connect(m_debug, &QAction::triggered, this, &DebugActions::startOrContinue);
    m_pause = add(tr("&Pause"), Qt::Key_F6, u"pause"_s);
    connect(m_pause, &QAction::triggered, this, [this] { session().debugger().pause(); });
    addStep(tr("Step &Over"), Qt::Key_F10, u"step-over"_s, u"over"_s);
    addStep(tr("Step I&nto"), Qt::Key_F11, u"step-into"_s, u"into"_s);
    addStep(tr("Step O&ut"), Qt::SHIFT | Qt::Key_F11, u"step-out"_s, u"out"_s);
    addStep(tr("To Next &Event"), Qt::CTRL | Qt::Key_F11, u"step-event"_s, u"nextEvent"_s);
    m_toCursor = add(tr("Run to &Cursor"), Qt::CTRL | Qt::Key_F10);
    connect(m_toCursor, &QAction::triggered, this, &DebugActions::runToCursor);
    m_toggle = add(tr("&Breakpoint on This Line"), Qt::Key_F9);
    connect(m_toggle, &QAction::triggered, this, [this] { m_tab->margin()->toggle(m_tab->editor()->currentLine()); });
    m_edit = add(tr("Breakpoint with Con&dition…"), Qt::CTRL | Qt::Key_F9);
    connect(m_edit, &QAction::triggered, this, [this] { m_tab->margin()->edit(m_tab->editor()->currentLine()); });
    m_removeAll = add(tr("Remove &All Breakpoints"), Qt::CTRL | Qt::SHIFT | Qt::Key_F9);
    connect(m_removeAll, &QAction::triggered, this, [this] { session().debugger().breakpoints()->removeAll(); });
    m_count = add(tr("Count &Hits of Lines"), {});
    m_count->setCheckable(true);
    connect(m_count, &QAction::toggled, this, [this](bool on) { session().debugger().setCounting(on); });
    m_events = add(tr("Events of This &Line"), Qt::CTRL | Qt::SHIFT | Qt::Key_E);
    connect(m_events, &QAction::triggered, this, &DebugActions::showEventsOfLine);
}

QAction *DebugActions::add(const QString &text, const QKeySequence &shortcut, const QString &icon)
{
    auto *action = new QAction(text, this);
    action->setShortcut(shortcut);
    const QString name = QString(text).remove(u'&').remove(u'…');
    action->setToolTip(shortcut.isEmpty() ? name : u"%1 (%2)"_s.arg(name, shortcut.toString(QKeySequence::NativeText)));
    action->setEnabled(false);
    m_all += action;
    if (!icon.isEmpty())
        m_stepping.emplaceBack(action, icon);
    return action;
}

QAction *DebugActions::addStep(const QString &text, const QKeySequence &shortcut, const QString &icon,
                               const QString &step)
{
    QAction *action = add(text, shortcut, icon);
    connect(action, &QAction::triggered, this, [this, step] { session().debugger().resume(step); });
    m_steps += action;
    return action;
}

void DebugActions::addTo(QMenu &menu) const
{
    for (QAction *action : m_all) {
        if (action == m_pause || action == m_toggle || action == m_count)
            menu.addSeparator();
        menu.addAction(action);
    }
}

Session &DebugActions::session() const
{
    return m_tab->host().session();
}

void DebugActions::setTab(SessionTab &tab)
{
    for (SessionTab *former : {m_tab.get(), m_host.get()}) {
        if (former)
            disconnect(former, nullptr, this, nullptr);
    }
    m_tab = &tab;
    m_host = &tab.host();
    for (SessionTab *watched : QSet<SessionTab *>{m_tab.get(), m_host.get()})
        connect(watched, &SessionTab::changed, this, &DebugActions::showState);
    session().debugger().setCounting(m_count->isChecked());
    showState();
}

void DebugActions::showState()
{
    if (!m_tab)
        return;
    const bool isScript = m_tab->kind() == SessionTab::Kind::Script;
    const Debugger &debugger = session().debugger();
    const bool isPaused = isScript && debugger.isPaused();
    const bool isRunning = isScript && debugger.state() == Debugger::Running;
    const bool isHosted = m_host && m_host != m_tab;
    const QString debug = isHosted ? tr("&Debug %1").arg(m_host->title()) : tr("&Debug");
    m_debug->setText(isPaused ? tr("&Continue") : debug);
    m_debug->setToolTip(tr("%1 (F5)").arg(m_debug->text().remove(u'&')));
    m_debug->setEnabled(isScript && (isPaused || !session().status()->isBusy()));
    m_pause->setEnabled(isRunning && session().status()->isBusy());
    for (QAction *step : std::as_const(m_steps))
        step->setEnabled(isPaused);
    m_toCursor->setEnabled(isPaused);
    for (QAction *action : {m_toggle, m_edit, m_removeAll, m_count, m_events})
        action->setEnabled(isScript);
    m_isDebugging = isPaused || isRunning;
    Q_EMIT stateChanged();
}

void DebugActions::startOrContinue()
{
    if (session().debugger().isPaused())
        session().debugger().resume(u"continue"_s);
    else
        m_tab->host().run(true);
}

void DebugActions::runToCursor()
{
    session().debugger().runTo(m_tab->document()->runPath(), m_tab->editor()->currentLine());
}

/// The timeline shows what the line caused; once more, and it shows all again.
void DebugActions::showEventsOfLine()
{
    JournalSession &journal = *session().journal();
    TimelineFilterModel &rows = *journal.timelineView()->rows();
    const QString query = lineTerm(m_tab->document()->runPath(), m_tab->editor()->currentLine(),
                                   journal.timeline()->reader().fileNames().values());
    rows.setQuery(rows.query() == query ? QString() : query);
    Q_EMIT timelineWanted();
}

} // namespace sockscope
