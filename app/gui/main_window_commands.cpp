// SPDX-License-Identifier: GPL-3.0-or-later
// What the menus' commands do.
#include "main_window.h"

#include "panel_dock.h"
#include "script_document.h"
#include "script_editor.h"
#include "session.h"

#include <QApplication>
#include <QInputDialog>
#include <QMessageBox>

namespace sockscope {

using namespace Qt::StringLiterals;

void MainWindow::newScript()
{
    m_document->newScript();
}

void MainWindow::openDialog()
{
    m_document->openDialog();
}

void MainWindow::save()
{
    m_document->save();
}

void MainWindow::saveAs()
{
    m_document->saveAs();
}

void MainWindow::stop()
{
    m_session->stop();
}

void MainWindow::undo()
{
    m_editor->undo();
}

void MainWindow::redo()
{
    m_editor->redo();
}

void MainWindow::cut()
{
    m_editor->cut();
}

void MainWindow::copy()
{
    m_editor->copy();
}

void MainWindow::paste()
{
    m_editor->paste();
}

void MainWindow::selectAll()
{
    m_editor->selectAll();
}

void MainWindow::toggleComment()
{
    m_editor->toggleComment();
}

void MainWindow::askForLine()
{
    bool ok = false;
    const int line = QInputDialog::getInt(this, tr("Go to line"), tr("Line (1 to %1):").arg(m_editor->lines()),
                                          m_editor->currentLine(), 1, m_editor->lines(), 1, &ok);
    if (ok)
        m_editor->goTo(line);
}

/// The keyboard's way out of the editor, where Tab indents.
void MainWindow::nextPane()
{
    QList<QWidget *> panes{m_editor};
    for (const PanelDock *dock : std::as_const(m_docks)) {
        if (dock->isVisible())
            panes += dock->widget();
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
