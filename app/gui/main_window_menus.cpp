// SPDX-License-Identifier: GPL-3.0-or-later
// The menus and the toolbar.
#include "main_window.h"

#include "examples.h"
#include "icons.h"
#include "panel_dock.h"
#include "panel_view.h"
#include "script_document.h"
#include "session.h"
#include "theme.h"

#include <QActionGroup>
#include <QApplication>
#include <QFileInfo>
#include <QMenuBar>
#include <QToolBar>
#include <QToolButton>

namespace sockscope {

using namespace Qt::StringLiterals;

QAction *MainWindow::addAction(const QString &text, const QString &icon, const QKeySequence &shortcut,
                               void (MainWindow::*slot)())
{
    auto *action = new QAction(text, this);
    action->setShortcut(shortcut);
    if (!shortcut.isEmpty())
        action->setToolTip(
            u"%1 (%2)"_s.arg(QString(text).remove(u'&').remove(u'…'), shortcut.toString(QKeySequence::NativeText)));
    if (!icon.isEmpty())
        m_icons.emplaceBack(action, icon);
    connect(action, &QAction::triggered, this, slot);
    return action;
}

void MainWindow::createFileMenu()
{
    QMenu *menu = menuBar()->addMenu(tr("&File"));
    m_new = addAction(tr("&New"), u"new"_s, QKeySequence::New, &MainWindow::newScript);
    m_open = addAction(tr("&Open…"), u"open"_s, QKeySequence::Open, &MainWindow::openDialog);
    m_save = addAction(tr("&Save"), u"save"_s, QKeySequence::Save, &MainWindow::save);
    menu->addActions({m_new, m_open});
    m_recentMenu = menu->addMenu(tr("Open &Recent"));
    connect(m_recentMenu, &QMenu::aboutToShow, this, &MainWindow::fillRecentMenu);
    QMenu *examplesMenu = menu->addMenu(tr("&Examples"));
    const QList<Example> all = examples();
    for (const Example &example : all) {
        examplesMenu->addAction(u"%1 – %2"_s.arg(example.fileName, example.title), this,
                                [this, example] { m_document->openExample(example.resource, example.fileName); });
    }
    menu->addSeparator();
    menu->addAction(m_save);
    menu->addAction(
        addAction(tr("Save &As…"), {}, QKeySequence(Qt::CTRL | Qt::SHIFT | Qt::Key_S), &MainWindow::saveAs));
    menu->addSeparator();
    QAction *quit = menu->addAction(tr("&Quit"), QKeySequence(Qt::CTRL | Qt::Key_Q), this, &QWidget::close);
    quit->setMenuRole(QAction::QuitRole);
}

void MainWindow::fillRecentMenu()
{
    m_recentMenu->clear();
    const QStringList files = m_recent.existing();
    for (const QString &path : files)
        m_recentMenu->addAction(QString(path).replace(u'&', u"&&"_s), this, [this, path] { m_document->open(path); });
    if (files.isEmpty())
        m_recentMenu->addAction(tr("No scripts opened yet"))->setEnabled(false);
    m_recentMenu->addSeparator();
    m_recentMenu->addAction(tr("Forget these"), this, [this] { m_recent.clear(); })->setEnabled(!files.isEmpty());
}

void MainWindow::createEditMenu()
{
    QMenu *menu = menuBar()->addMenu(tr("&Edit"));
    menu->addAction(addAction(tr("&Undo"), {}, QKeySequence::Undo, &MainWindow::undo));
    menu->addAction(addAction(tr("&Redo"), {}, QKeySequence::Redo, &MainWindow::redo));
    menu->addSeparator();
    menu->addAction(addAction(tr("Cu&t"), {}, QKeySequence::Cut, &MainWindow::cut));
    menu->addAction(addAction(tr("&Copy"), {}, QKeySequence::Copy, &MainWindow::copy));
    menu->addAction(addAction(tr("&Paste"), {}, QKeySequence::Paste, &MainWindow::paste));
    menu->addAction(addAction(tr("Select &All"), {}, QKeySequence::SelectAll, &MainWindow::selectAll));
    menu->addSeparator();
    menu->addAction(
        addAction(tr("Comment &Out or In"), {}, QKeySequence(Qt::CTRL | Qt::Key_Slash), &MainWindow::toggleComment));
    menu->addAction(addAction(tr("&Go to Line…"), {}, QKeySequence(Qt::CTRL | Qt::Key_G), &MainWindow::askForLine));
}

void MainWindow::createRunMenu()
{
    QMenu *menu = menuBar()->addMenu(tr("&Run"));
    m_run = addAction(tr("&Run"), u"run"_s, QKeySequence(Qt::Key_F5), &MainWindow::run);
    m_stop = addAction(tr("&Stop"), u"stop"_s, QKeySequence(Qt::SHIFT | Qt::Key_F5), &MainWindow::stop);
    menu->addActions({m_run, m_stop});
}

void MainWindow::createViewMenu()
{
    QMenu *menu = menuBar()->addMenu(tr("&View"));
    for (const PanelDock *dock : std::as_const(m_docks))
        menu->addAction(dock->toggleViewAction());
    menu->addAction(addAction(tr("&Reset Layout"), {}, {}, &MainWindow::resetLayout));
    menu->addSeparator();
    menu->addAction(addAction(tr("&Next Pane"), {}, QKeySequence(Qt::Key_F6), &MainWindow::nextPane));
    menu->addSeparator();
    createThemeMenu(*menu);
    createTextSizeMenu(*menu);
}

void MainWindow::createThemeMenu(QMenu &view)
{
    QMenu *menu = view.addMenu(tr("&Theme"));
    auto *group = new QActionGroup(this);
    const std::pair<QString, Appearance::Mode> choices[]{{tr("&System"), Appearance::Mode::System},
                                                         {tr("&Light"), Appearance::Mode::Light},
                                                         {tr("&Dark"), Appearance::Mode::Dark}};
    for (const auto &[text, mode] : choices) {
        QAction *action = group->addAction(menu->addAction(text));
        action->setCheckable(true);
        action->setChecked(m_parts.appearance.mode() == mode);
        connect(action, &QAction::triggered, this, [this, chosen = mode] { m_parts.appearance.setMode(chosen); });
        connect(&m_parts.appearance, &Appearance::changed, action,
                [this, action, own = mode] { action->setChecked(m_parts.appearance.mode() == own); });
    }
}

void MainWindow::createTextSizeMenu(QMenu &view)
{
    QMenu *menu = view.addMenu(tr("Te&xt Size"));
    Appearance &appearance = m_parts.appearance;
    const auto add = [&](const QString &text, const QList<QKeySequence> &shortcuts, auto newScale) {
        menu->addAction(text, this, [&appearance, newScale] { appearance.setScale(newScale(appearance.scale())); })
            ->setShortcuts(shortcuts);
    };
    add(tr("&Larger"), {Qt::CTRL | Qt::Key_Plus, Qt::CTRL | Qt::Key_Equal}, [](qreal scale) { return scale + 0.1; });
    add(tr("&Smaller"), {Qt::CTRL | Qt::Key_Minus}, [](qreal scale) { return scale - 0.1; });
    add(tr("&Normal"), {Qt::CTRL | Qt::Key_0}, [](qreal) { return 1.0; });
    add(tr("For a &Classroom"), {}, [](qreal) { return Appearance::ClassroomScale; });
}

void MainWindow::createHelpMenu()
{
    QMenu *menu = menuBar()->addMenu(tr("&Help"));
    QAction *action = addAction(tr("&About Sockscope"), {}, {}, &MainWindow::about);
    action->setMenuRole(QAction::AboutRole);
    menu->addAction(action);
    menu->addAction(tr("About &Qt"), qApp, &QApplication::aboutQt)->setMenuRole(QAction::AboutQtRole);
}

void MainWindow::createToolBar()
{
    m_toolBar = addToolBar(tr("Toolbar"));
    m_toolBar->setObjectName(u"toolBar"_s);
    m_toolBar->setMovable(false);
    m_toolBar->addActions({m_run, m_stop});
    for (QAction *action : {m_run, m_stop})
        qobject_cast<QToolButton *>(m_toolBar->widgetForAction(action))
            ->setToolButtonStyle(Qt::ToolButtonTextBesideIcon);
    m_toolBar->widgetForAction(m_run)->setObjectName(u"runButton"_s);
    m_toolBar->addSeparator();
    m_toolBar->addActions({m_new, m_open, m_save});
    m_toolBar->addSeparator();
    m_strip = new PanelView(m_parts.qml, u"StatusStrip"_s, {{u"session"_s, QVariant::fromValue(m_session->view())}});
    m_strip->setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
    m_strip->setFocusPolicy(Qt::NoFocus); // nothing to operate in it
    m_strip->setAccessibleName(tr("Session status"));
    m_toolBar->addWidget(m_strip);
    for (QToolButton *button : m_toolBar->findChildren<QToolButton *>())
        button->setFocusPolicy(Qt::TabFocus);
}

void MainWindow::applyTheme()
{
    const ColorScheme &colors = m_parts.theme.colors();
    for (const auto &[action, name] : std::as_const(m_icons))
        action->setIcon(actionIcon(name, action == m_run ? colors.onAccent : colors.text, colors.outline));
    m_toolBar->setIconSize({m_parts.theme.iconSize(), m_parts.theme.iconSize()});
    m_strip->setFixedHeight(7 * m_parts.theme.unit());
}

} // namespace sockscope
