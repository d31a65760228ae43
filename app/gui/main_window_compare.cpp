// SPDX-License-Identifier: GPL-3.0-or-later
// Two sessions side by side, in a tab of their own.
#include "main_window.h"

#include "command_list.h"
#include "compare_pane.h"
#include "models/compare/compare_model.h"
#include "session_tabs.h"

#include <QPointer>
#include <QStackedWidget>

namespace sockscope {

using namespace Qt::StringLiterals;

void MainWindow::compareWithFile()
{
    m_compare.ask(session(), shown().title());
}

void MainWindow::showComparison(std::unique_ptr<SessionComparison> comparison)
{
    SessionTab &tab = addTab(SessionTab::Kind::Comparison);
    auto *pane = new ComparePane(m_parts.qml, tab.view(), std::make_unique<CompareModel>(std::move(comparison)));
    m_scripts->addWidget(pane);
    tab.showComparison(pane);
    showCurrent(); // it had no page yet when it became the current one
    pane->setFocus();
    pane->nextDifference();
}

void MainWindow::nextDifference()
{
    if (current().comparison())
        current().comparison()->nextDifference();
}

void MainWindow::previousDifference()
{
    if (current().comparison())
        current().comparison()->previousDifference();
}

/// What the current session can be compared with: the sessions of the other tabs.
QList<PaletteEntry> MainWindow::otherSessions()
{
    QList<PaletteEntry> entries;
    SessionTab &own = shown();
    if (!SessionCompare::hasRecords(own.session()))
        return entries;
    const QList<SessionTab *> tabs = m_tabs->all();
    for (SessionTab *tab : tabs) {
        if (tab == &own || !SessionCompare::hasRecords(tab->session()))
            continue;
        entries += {.title = tr("Compare with %1").arg(tab->title()),
                    .detail = tr("Session"),
                    .run = [this, first = QPointer(&own), second = QPointer(tab)] {
                        if (first && second)
                            m_compare.compare(first->session(), first->title(), second->session(), second->title());
                    }};
    }
    return entries;
}

} // namespace sockscope
