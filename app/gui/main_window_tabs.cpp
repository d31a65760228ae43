// SPDX-License-Identifier: GPL-3.0-or-later
// The tabs: adding, closing, and showing the current one.
#include "main_window.h"

#include "compare_pane.h"
#include "composer_link.h"
#include "connection_strip.h"
#include "console_prompt.h"
#include "debug_actions.h"
#include "find_bar.h"
#include "models/debug/debugger.h"
#include "panel_dock.h"
#include "panel_view.h"
#include "recovery_dialog.h"
#include "script_document.h"
#include "script_editor.h"
#include "script_pane.h"
#include "session_tabs.h"

#include <QFileInfo>
#include <QQuickItem>
#include <QStackedWidget>
#include <QToolBar>

namespace sockscope {

using namespace Qt::StringLiterals;

SessionTab &MainWindow::current() const
{
    return *m_tabs->current();
}

/// `host`: whose session it shows from the beginning, null for its own.
SessionTab &MainWindow::addTab(SessionTab::Kind kind, SessionTab *host)
{
    auto *tab = new SessionTab(kind, {.settings = m_parts.settings,
                                      .theme = m_parts.theme,
                                      .recovery = m_recovery,
                                      .lists = m_debugStore.lists(),
                                      .engineProgram = m_parts.engineProgram});
    if (ScriptPane *pane = tab->pane()) {
        m_scripts->addWidget(pane);
        connect(tab->document(), &ScriptDocument::opened, this, [this](const QString &path) { m_recent.add(path); });
    }
    connect(tab, &SessionTab::changed, this, [this, tab] {
        if (tab == m_tabs->current() || tab == &shown())
            showState();
    });
    connect(tab, &SessionTab::hostChanged, this, [this, tab] {
        if (tab == m_tabs->current())
            showCurrent();
    });
    connect(&tab->session().debugger(), &Debugger::frameChanged, this, [this, tab] { followFrame(*tab); });
    tab->setHost(host);
    m_imported.add(*tab);
    m_tabs->add(tab);
    return *tab;
}

/// The current tab if nothing would be lost with what it has, otherwise a new one. Its editor takes what is typed next.
SessionTab &MainWindow::tabForScript()
{
    SessionTab &tab = current().isPristine() ? current() : addTab(SessionTab::Kind::Script);
    if (tab.editor())
        tab.editor()->setFocus();
    return tab;
}

SessionTab *MainWindow::tabWith(const QString &file) const
{
    return tabWhere([&](SessionTab &tab) { return tab.document() && tab.document()->isNamed(file); });
}

SessionTab *MainWindow::tabOf(const QString &path) const
{
    return tabWhere([&](SessionTab &tab) { return tab.isFile(path); });
}

SessionTab *MainWindow::tabWhere(const std::function<bool(SessionTab &)> &isIt) const
{
    if (isIt(current())) // of several that are not saved and have the same name
        return &current();
    const QList<SessionTab *> tabs = m_tabs->all();
    const auto found = std::find_if(tabs.begin(), tabs.end(), [&](SessionTab *tab) { return isIt(*tab); });
    return found == tabs.end() ? nullptr : *found;
}

void MainWindow::openExample(const QString &resource, const QString &fileName)
{
    tabForScript().document()->openExample(resource, fileName);
}

void MainWindow::openSession(const QString &path)
{
    if (SessionTab *tab = tabOf(path)) {
        m_tabs->setCurrent(tab);
        return;
    }
    Session &session = addTab(SessionTab::Kind::Recording).session();
    session.open(QFileInfo(path).absoluteFilePath());
    m_files.loadNotes(session);
    m_recent.add(path);
    if (PanelView *timeline = m_docks.timeline().view())
        timeline->setFocus(); // reading it is what comes next
}

void MainWindow::offerUnsaved()
{
    const QList<UnsavedText> found = m_recovery.takeAbandoned();
    if (found.isEmpty())
        return;
    RecoveryDialog dialog(found, m_parts.theme, this);
    dialog.exec();
    const QList<UnsavedText> wanted = dialog.toRestore();
    for (const UnsavedText &text : wanted)
        addTab(SessionTab::Kind::Script).restore(text);
    const QList<UnsavedText> unwanted = dialog.toDiscard();
    for (const UnsavedText &text : unwanted)
        m_recovery.discard(text.id);
}

void MainWindow::closeTab(SessionTab *tab)
{
    if (!tab->mayClose())
        return;
    tab->forgetUnsaved();
    if (m_tabs->all().size() == 1)
        newSession();
    m_imported.aboutToClose(*tab);
    m_tabs->remove(tab);
    showCurrent();
}

void MainWindow::showCurrent()
{
    SessionTab &tab = current();
    m_docks.setSession(shown().view());
    for (const PanelView *view : {m_strip, m_slider})
        view->rootObject()->setProperty("session", QVariant::fromValue(&shown().view()));
    m_connection->setTab(shown());
    m_composerLink->setTab(shown());
    m_debug->setTab(tab);
    centralWidget()->setVisible(tab.page() != nullptr);
    m_find->setEditor(tab.editor());
    if (tab.page())
        m_scripts->setCurrentWidget(tab.page());
    arrangeFor(tab.kind());
    showState();
}

void MainWindow::showState()
{
    const SessionTab &tab = current();
    const bool isScript = tab.kind() == SessionTab::Kind::Script;
    setWindowTitle(tr("%1[*] – Sockscope").arg(tab.title()));
    setWindowModified(tab.isModified());
    const SessionStatus &status = *session().status();
    m_run->setEnabled(isScript && !status.isBusy());
    m_runInto->setEnabled(m_run->isEnabled());
    m_stop->setEnabled(status.isBusy() && status.phase() != SessionStatus::Phase::Stopping);
    for (QAction *action : std::as_const(m_editActions))
        action->setEnabled(isScript);
    m_saveAs->setEnabled(isScript);
    const bool isComparison = tab.kind() == SessionTab::Kind::Comparison;
    m_save->setEnabled(!isComparison);
    for (QAction *action : std::as_const(m_sessionActions))
        action->setEnabled(!isComparison);
    for (QAction *action : std::as_const(m_differenceActions))
        action->setEnabled(tab.comparison() && tab.comparison()->hasDifferences());
    m_connectionBar->setVisible(!isComparison);
    for (PanelView *view : {m_strip, m_slider})
        view->setVisible(!isComparison);
    const bool isDriven = tab.kind() == SessionTab::Kind::Hand || session().isByHand();
    m_composerBar->setVisible(isDriven);
    m_docks.console().setFooter(isDriven || session().debugger().isPaused() ? &shown().prompt() : nullptr);
}

} // namespace sockscope
