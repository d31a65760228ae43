// SPDX-License-Identifier: GPL-3.0-or-later
// What the menus' commands do.
#include "main_window.h"

#include "connection_strip.h"
#include "file_dialogs.h"
#include "panel_dock.h"
#include "panel_view.h"
#include "script_document.h"
#include "script_editor.h"
#include "session_tabs.h"

#include <QApplication>
#include <QInputDialog>
#include <QMessageBox>

namespace sockscope {

using namespace Qt::StringLiterals;

void MainWindow::newSession()
{
    addTab(SessionTab::Kind::Hand);
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
        openScript(path);
}

void MainWindow::save()
{
    document().save();
}

void MainWindow::saveAs()
{
    document().saveAs();
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

/// The keyboard's way out of the editor, where Tab indents.
void MainWindow::nextPane()
{
    QList<QWidget *> panes;
    if (current().editor())
        panes += current().editor();
    for (const PanelDock *dock : m_docks.all()) {
        if (dock->isVisible() && dock->view() && dock->view()->isVisible())
            panes += dock->view();
    }
    const qsizetype current = panes.indexOf(QApplication::focusWidget());
    QWidget *next = panes[(current + 1) % panes.size()];
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
