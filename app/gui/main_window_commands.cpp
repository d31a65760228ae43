// SPDX-License-Identifier: GPL-3.0-or-later
// What the menus' commands do.
#include "main_window.h"

#include "compare_pane.h"
#include "composer.h"
#include "connection_strip.h"
#include "file_dialogs.h"
#include "menu_actions.h"
#include "notice_bar.h"
#include "panel_dock.h"
#include "panel_view.h"
#include "script_document.h"
#include "script_editor.h"
#include "session_tabs.h"
#include "shortcuts_dialog.h"

#include <QApplication>
#include <QInputDialog>
#include <QMessageBox>

#include <algorithm>

namespace sockscope {

using namespace Qt::StringLiterals;

namespace {

QList<FixedShortcut> fixedShortcuts()
{
    const QString composer = MainWindow::tr("Composer");
    const QString prompt = MainWindow::tr("Prompt");
    const QString timeline = MainWindow::tr("Timeline");
    return {{composer, MainWindow::tr("Send"), u"Enter"_s},
            {composer, MainWindow::tr("New line"), u"Shift+Enter"_s},
            {composer, MainWindow::tr("Sent before"), u"Up, Down"_s},
            {prompt, MainWindow::tr("Evaluate"), u"Enter"_s},
            {prompt, MainWindow::tr("Complete"), u"Tab, Ctrl+Space"_s},
            {timeline, MainWindow::tr("Mark or unmark"), u"M"_s},
            {timeline, MainWindow::tr("Note"), u"N"_s}};
}

} // namespace

void MainWindow::newSession()
{
    addTab(SessionTab::Kind::Hand);
    m_connection->focusTarget();
}

void MainWindow::goToTarget()
{
    m_connection->focusTarget();
}

void MainWindow::toggleConnection()
{
    m_connection->toggleConnection();
}

void MainWindow::runInto()
{
    current().runInto();
}

void MainWindow::newScript()
{
    addTab(SessionTab::Kind::Script).document()->newScript();
}

void MainWindow::openDialog()
{
    const QString path = askForFileToOpen(this, m_parts.settings);
    if (!path.isEmpty())
        openFile(path);
}

void MainWindow::save()
{
    if (current().document())
        document().save();
    else
        saveSession();
}

void MainWindow::saveAs()
{
    document().saveAs();
}

void MainWindow::saveSession()
{
    m_files.save(session(), shown().title());
}

void MainWindow::focusComposer()
{
    m_composer->focusText();
}

void MainWindow::showShortcuts()
{
    ShortcutsDialog(menuActions(*menuBar()), fixedShortcuts(), m_parts.theme, this).exec();
}

void MainWindow::closeCurrent()
{
    closeTab(&current());
}

void MainWindow::stop()
{
    session().stop();
}

void MainWindow::nextSession()
{
    m_tabs->step(1);
}

void MainWindow::previousSession()
{
    m_tabs->step(-1);
}

void MainWindow::askForLine()
{
    bool ok = false;
    const int line = QInputDialog::getInt(this, tr("Go to line"), tr("Line (1 to %1):").arg(editor().lines()),
                                          editor().currentLine(), 1, editor().lines(), 1, &ok);
    if (ok)
        editor().goTo(line);
}

QList<QWidget *> MainWindow::panes() const
{
    QList<QWidget *> panes;
    if (QWidget *page = current().page()) {
        const QList<NoticeBar *> bars = page->findChildren<NoticeBar *>();
        std::copy_if(bars.begin(), bars.end(), std::back_inserter(panes),
                     [](NoticeBar *bar) { return bar->isVisible(); });
    }
    if (current().editor())
        panes += current().editor();
    if (current().comparison())
        panes += &current().comparison()->view();
    for (const PanelDock *dock : m_docks.all()) {
        if (dock->isInFront() && dock->view())
            panes += dock->view();
    }
    return panes;
}

/// The keyboard's way out of the editor, where Tab indents.
void MainWindow::nextPane()
{
    const QList<QWidget *> all = panes();
    if (all.isEmpty())
        return;
    const QWidget *focus = QApplication::focusWidget();
    const auto current = std::find_if(all.begin(), all.end(),
                                      [focus](QWidget *pane) { return pane == focus || pane->isAncestorOf(focus); });
    QWidget *next = current == all.end() || current + 1 == all.end() ? all.constFirst() : *(current + 1);
    next->activateWindow();
    next->setFocus(Qt::TabFocusReason);
}

void MainWindow::about()
{
    QMessageBox box(QMessageBox::NoIcon, tr("About Sockscope"), u"Sockscope "_s + QApplication::applicationVersion(),
                    QMessageBox::Ok, this);
    box.setIconPixmap(windowIcon().pixmap(64, 64));
    box.setTextFormat(Qt::PlainText);
    box.setInformativeText(
        tr("A desktop lab for TCP sessions: watch every byte and every state change of a live socket, and run k6 "
           "scripts against it line by line.\n\nFree software under the GNU General Public License, version 3 or "
           "later. Made with Qt %1 and QScintilla %2.")
            .arg(QString::fromLatin1(qVersion()), QString::fromLatin1(QSCINTILLA_VERSION_STR)));
    box.exec();
}

} // namespace sockscope
