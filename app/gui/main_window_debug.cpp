// SPDX-License-Identifier: GPL-3.0-or-later
// The window's part in debugging: its commands and what comes to the front when a script stops.
#include "main_window.h"

#include "debug_actions.h"
#include "icons.h"
#include "models/debug/debugger.h"
#include "panel_dock.h"
#include "script_document.h"
#include "script_editor.h"
#include "session_tabs.h"
#include "theme.h"

#include <QHBoxLayout>
#include <QToolBar>
#include <QToolButton>

namespace sockscope {

using namespace Qt::StringLiterals;

void MainWindow::createDebugging()
{
    m_debug = new DebugActions(this);
    connect(m_debug, &DebugActions::stateChanged, this, &MainWindow::showDebugState);
    connect(m_debug, &DebugActions::timelineWanted, this, [this] {
        m_docks.timeline().show();
        m_docks.timeline().raise();
    });
    m_icons.emplaceBack(m_debug->debug(), u"bug"_s);
    for (const auto &[action, icon] : m_debug->stepping())
        m_icons.emplaceBack(action, icon);
}

void MainWindow::createStepButtons()
{
    auto *buttons = new QWidget(this);
    auto *row = new QHBoxLayout(buttons);
    row->setContentsMargins({});
    row->setSpacing(0);
    for (const auto &[action, icon] : m_debug->stepping()) {
        auto *button = new QToolButton(buttons);
        button->setDefaultAction(action);
        button->setAccessibleName(QString(action->text()).remove(u'&'));
        button->setFocusPolicy(Qt::TabFocus);
        row->addWidget(button);
    }
    m_stepButtons = m_toolBar->addWidget(buttons);
    m_stepButtons->setVisible(false);
}

void MainWindow::showDebugState()
{
    m_stepButtons->setVisible(m_debug->isDebugging());
    m_nextPane->setShortcuts(m_debug->isPausable() ? QList<QKeySequence>{Qt::CTRL | Qt::Key_F6}
                                                   : QList<QKeySequence>{Qt::Key_F6, Qt::CTRL | Qt::Key_F6});
    const QString debugIcon = session().debugger().isPaused() ? u"continue"_s : u"bug"_s;
    m_debug->debug()->setIcon(actionIcon(debugIcon, m_parts.theme.colors().text, m_parts.theme.colors().outline));
    const bool isPaused = session().debugger().isPaused();
    if (isPaused && !std::exchange(m_wasPaused, true)) { // once: who turns to another panel wants it there
        m_docks.debugger().show();
        m_docks.debugger().raise();
    } else if (!m_debug->isDebugging()) {
        m_wasPaused = false;
    }
}

/// A stop, a step or another frame of the call stack brings the tab of its file to the front, unless the person looks
/// at something else. Who has the keyboard keeps it, but for an editor, which hands it on.
void MainWindow::followFrame(SessionTab &tab)
{
    const ScriptPlace place = tab.session().debugger().framePlace();
    const bool isOther = place.line > 0 && current().document() && !current().document()->isNamed(place.file);
    if (&tab != &shown() || !tab.session().debugger().isPaused() || !isOther)
        return;
    const bool wasInEditor = current().editor()->hasFocus();
    if (turnToFile(place.file)) {
        editor().reveal(place.line);
        if (wasInEditor)
            editor().setFocus();
    }
}

/// To the tab with a script; one with a file that the run which is shown has imported shows that run. False, and
/// quiet, where no tab has it and the run hasn't, or it can't be read.
bool MainWindow::turnToFile(const QString &path)
{
    const bool isPart = ImportedTabs::isPart(shown(), path);
    if (SessionTab *open = tabWith(path)) {
        if (isPart && !open->session().status()->isBusy())
            open->setHost(&shown());
        m_tabs->setCurrent(open);
        return true;
    }
    if (QString error; !isPart || !readScript(path, &error))
        return false;
    return addTab(SessionTab::Kind::Script, &shown()).document()->open(path);
}

} // namespace sockscope
