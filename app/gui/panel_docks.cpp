// SPDX-License-Identifier: GPL-3.0-or-later
#include "panel_docks.h"

#include "panel_dock.h"
#include "session_view.h"

#include <QLocale>
#include <QMainWindow>

namespace sockscope {

using namespace Qt::StringLiterals;

namespace {
constexpr int lowHeight = 700; ///< of the window, px: below it two panels one above the other show nothing
} // namespace

PanelDocks::PanelDocks(QMainWindow &window, QQmlEngine &engine, Theme &theme)
    : m_window(window)
    , m_engine(engine)
    , m_theme(theme)
{
    m_sockets = add(u"sockets"_s, tr("Sockets"), u"SessionPanel"_s);
    m_lifecycle = add(u"lifecycle"_s, tr("Lifecycle"), u"LifecyclePanel"_s);
    m_ladder = add(u"ladder"_s, tr("Ladder"), u"LadderPanel"_s);
    m_timeline = add(u"timeline"_s, tr("Timeline"), u"TimelinePanel"_s);
    m_console = add(u"console"_s, tr("Console"), u"ConsolePanel"_s);
    m_bytes = add(u"bytes"_s, tr("Bytes"), u"BytesPanel"_s);
    m_run = add(u"run"_s, tr("Run"), u"RunPanel"_s);
    m_why = add(u"why"_s, tr("Why?"), u"WhyPanel"_s);
    m_debugger = add(u"debugger"_s, tr("Debugger"), u"DebugPanel"_s);
}

PanelDocks::~PanelDocks()
{
    closeViews();
}

void PanelDocks::closeViews()
{
    qDeleteAll(std::exchange(m_docks, {}));
}

PanelDock *PanelDocks::add(const QString &name, const QString &title, const QString &type)
{
    auto *dock = new PanelDock({.name = name, .title = title, .type = type}, m_engine, m_theme, &m_window);
    connect(dock, &PanelDock::locationActivated, this, &PanelDocks::locationActivated);
    m_docks += dock;
    return dock;
}

void PanelDocks::setSession(SessionView &session)
{
    if (m_session) {
        JournalSession &former = *m_session->journal();
        disconnect(former.sockets(), nullptr, this, nullptr);
        disconnect(former.timeline(), nullptr, this, nullptr);
        disconnect(former.console(), nullptr, this, nullptr);
        disconnect(former.explanations(), nullptr, this, nullptr);
    }
    m_session = &session;
    for (PanelDock *dock : std::as_const(m_docks))
        dock->setSession(session);
    JournalSession &journal = *session.journal();
    connect(journal.sockets(), &SocketsModel::countChanged, this, &PanelDocks::showCounts);
    connect(journal.sockets(), &SocketsModel::openCountChanged, this, &PanelDocks::showCounts);
    connect(journal.timeline(), &TimelineModel::countChanged, this, &PanelDocks::showCounts);
    connect(journal.console(), &ConsoleModel::countChanged, this, &PanelDocks::showCounts);
    connect(journal.explanations(), &ExplanationModel::countChanged, this, &PanelDocks::showFindings);
    showCounts();
    showFindings();
}

/// In the name, too: the panel's tab is seen where the panel isn't.
void PanelDocks::showFindings()
{
    const int count = m_session->journal()->explanations()->count();
    m_why->setWindowTitle(count > 0 ? tr("Why? (%1)").arg(QLocale().toString(count)) : tr("Why?"));
    m_why->setNote(count == 0   ? QString()
                   : count == 1 ? tr("1 finding")
                                : tr("%1 findings").arg(QLocale().toString(count)));
}

void PanelDocks::showCounts()
{
    const QLocale locale;
    const auto note = [&](qint64 count, const QString &text, qint64 gone) {
        const QString dropped = gone > 0 ? tr(", the oldest %1 no longer").arg(locale.toString(gone)) : QString();
        return count > 0 ? text + dropped : QString();
    };
    const auto counted = [&](qint64 count, const QString &one, const QString &many) {
        return count == 1 ? one : many.arg(locale.toString(count));
    };
    const SocketsModel &sockets = *m_session->journal()->sockets();
    const TimelineModel &timeline = *m_session->journal()->timeline();
    const ConsoleModel &console = *m_session->journal()->console();
    m_sockets->setNote(
        note(sockets.count(),
             tr("%1 open of %2").arg(locale.toString(sockets.openCount()), locale.toString(sockets.count())),
             sockets.droppedSockets()));
    m_timeline->setNote(
        note(timeline.count(), counted(timeline.count(), tr("1 event"), tr("%1 events")), timeline.droppedRows()));
    m_console->setNote(
        note(console.count(), counted(console.count(), tr("1 line"), tr("%1 lines")), console.droppedLines()));
}

void PanelDocks::arrange(Arrangement arrangement)
{
    for (PanelDock *dock : std::as_const(m_docks)) {
        if (arrangement != Arrangement::None)
            dock->setFloating(false);
        dock->setVisible(arrangement != Arrangement::None);
    }
    if (arrangement == Arrangement::BesideScript)
        arrangeBesideScript();
    else if (arrangement == Arrangement::Alone)
        arrangeAlone();
}

void PanelDocks::arrangeBesideScript()
{
    if (m_window.height() < lowHeight) {
        m_window.addDockWidget(Qt::RightDockWidgetArea, m_timeline, Qt::Vertical);
        arrangeLow(Qt::Vertical);
        m_window.resizeDocks({m_timeline}, {m_window.width() * 11 / 20}, Qt::Horizontal);
        return;
    }
    for (PanelDock *dock : {m_sockets, m_timeline, m_console})
        m_window.addDockWidget(Qt::RightDockWidgetArea, dock, Qt::Vertical);
    stack({m_sockets, m_lifecycle, m_ladder});
    stack({m_timeline, m_run, m_why, m_debugger});
    stack({m_console, m_bytes});
    m_window.resizeDocks({m_sockets}, {m_window.width() * 11 / 20}, Qt::Horizontal);
    m_window.resizeDocks({m_sockets, m_timeline, m_console}, {3, 7, 4}, Qt::Vertical);
}

void PanelDocks::arrangeAlone()
{
    if (m_window.height() < lowHeight) {
        m_window.addDockWidget(Qt::LeftDockWidgetArea, m_timeline, Qt::Vertical);
        arrangeLow(Qt::Horizontal);
        return;
    }
    for (PanelDock *dock : {m_timeline, m_console})
        m_window.addDockWidget(Qt::LeftDockWidgetArea, dock, Qt::Vertical);
    for (PanelDock *dock : {m_lifecycle, m_bytes})
        m_window.addDockWidget(Qt::RightDockWidgetArea, dock, Qt::Vertical);
    stack({m_lifecycle, m_ladder, m_sockets});
    stack({m_timeline, m_run, m_why, m_debugger});
    m_window.resizeDocks({m_timeline, m_lifecycle}, {6, 5}, Qt::Horizontal);
    m_window.resizeDocks({m_timeline, m_console}, {6, 4}, Qt::Vertical);
    m_window.resizeDocks({m_lifecycle, m_bytes}, {11, 9}, Qt::Vertical);
}

/// For small screens: two panels at a time, the second beside or below the timeline.
void PanelDocks::arrangeLow(Qt::Orientation direction)
{
    m_window.addDockWidget(Qt::RightDockWidgetArea, m_console, Qt::Vertical);
    stack({m_timeline, m_run, m_why, m_debugger});
    stack({m_console, m_bytes, m_lifecycle, m_ladder, m_sockets});
    m_window.resizeDocks({m_timeline, m_console}, {1, 1}, direction);
}

/// One place, the first in front.
void PanelDocks::stack(const QList<PanelDock *> &docks)
{
    for (qsizetype i = 1; i < docks.size(); ++i)
        m_window.tabifyDockWidget(docks[i - 1], docks[i]);
    docks.constFirst()->raise();
}

} // namespace sockscope
