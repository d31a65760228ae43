// SPDX-License-Identifier: GPL-3.0-or-later
// The menus and the toolbar.
#include "main_window.h"

#include "command_palette.h"
#include "composer.h"
#include "composer_link.h"
#include "connection_strip.h"
#include "debug_actions.h"
#include "examples.h"
#include "find_bar.h"
#include "icons.h"
#include "menu_actions.h"
#include "panel_dock.h"
#include "panel_view.h"
#include "script_document.h"
#include "script_editor.h"
#include "session_tabs.h"
#include "theme.h"

#include <QActionGroup>
#include <QApplication>
#include <QFileInfo>
#include <QMenuBar>
#include <QStackedWidget>
#include <QStatusBar>
#include <QToolBar>
#include <QToolButton>
#include <QVBoxLayout>

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
    menu->addAction(addAction(tr("&New Script"), {}, QKeySequence::New, &MainWindow::newScript));
    menu->addAction(addAction(tr("&Open…"), {}, QKeySequence::Open, &MainWindow::openDialog));
    m_recentMenu = menu->addMenu(tr("Open &Recent"));
    leaveOutOfLists(*m_recentMenu); // the palette has entries of its own for these
    connect(m_recentMenu, &QMenu::aboutToShow, this, &MainWindow::fillRecentMenu);
    QMenu *examplesMenu = menu->addMenu(tr("&Examples"));
    leaveOutOfLists(*examplesMenu);
    const QList<Example> all = examples();
    for (const Example &example : all) {
        examplesMenu->addAction(u"%1 – %2"_s.arg(example.fileName, example.title), this,
                                [this, example] { openExample(example.resource, example.fileName); });
    }
    menu->addSeparator();
    m_save = addAction(tr("&Save"), {}, QKeySequence::Save, &MainWindow::save);
    m_saveAs = addAction(tr("Save &As…"), {}, QKeySequence(Qt::CTRL | Qt::SHIFT | Qt::Key_S), &MainWindow::saveAs);
    menu->addActions({m_save, m_saveAs});
    m_sessionActions +=
        addAction(tr("Save S&ession…"), {}, QKeySequence(Qt::CTRL | Qt::ALT | Qt::Key_S), &MainWindow::saveSession);
    menu->addActions(m_sessionActions);
    QMenu *exports = menu->addMenu(tr("E&xport Session"));
    m_files.addExportActions(*exports, [this] { return std::pair(&session(), shown().title()); });
    m_sessionActions += exports->menuAction();
    menu->addAction(addAction(tr("&Compare with Session File…"), {}, {}, &MainWindow::compareWithFile));
    menu->addSeparator();
    QAction *quit = menu->addAction(tr("&Quit"), QKeySequence(Qt::CTRL | Qt::Key_Q), this, &QWidget::close);
    quit->setMenuRole(QAction::QuitRole);
}

void MainWindow::createSessionMenu()
{
    QMenu *menu = menuBar()->addMenu(tr("&Session"));
    menu->addAction(addAction(tr("&New Session"), {}, QKeySequence(Qt::CTRL | Qt::Key_T), &MainWindow::newSession));
    menu->addAction(addAction(tr("&Close"), {}, QKeySequence(Qt::CTRL | Qt::Key_W), &MainWindow::closeCurrent));
    menu->addSeparator();
    menu->addAction(addAction(tr("&Target"), {}, QKeySequence(Qt::CTRL | Qt::Key_L), &MainWindow::goToTarget));
    menu->addAction(addAction(tr("C&onnect or Disconnect"), {}, QKeySequence(Qt::CTRL | Qt::SHIFT | Qt::Key_C),
                              &MainWindow::toggleConnection));
    menu->addAction(addAction(tr("Co&mposer"), {}, QKeySequence(Qt::CTRL | Qt::Key_E), &MainWindow::focusComposer));
    menu->addSeparator();
    menu->addAction(addAction(tr("Ne&xt"), {}, QKeySequence(Qt::CTRL | Qt::Key_Tab), &MainWindow::nextSession));
    menu->addAction(
        addAction(tr("&Previous"), {}, QKeySequence(Qt::CTRL | Qt::SHIFT | Qt::Key_Tab), &MainWindow::previousSession));
}

void MainWindow::fillRecentMenu()
{
    m_recentMenu->clear();
    const QStringList files = m_recent.existing();
    for (const QString &path : files)
        m_recentMenu->addAction(QString(path).replace(u'&', u"&&"_s), this, [this, path] { openFile(path); });
    if (files.isEmpty())
        m_recentMenu->addAction(tr("Nothing opened yet"))->setEnabled(false);
    m_recentMenu->addSeparator();
    m_recentMenu->addAction(tr("Forget these"), this, [this] { m_recent.clear(); })->setEnabled(!files.isEmpty());
}

void MainWindow::createEditMenu()
{
    QMenu *menu = menuBar()->addMenu(tr("&Edit"));
    const auto add = [&](const QString &text, const QKeySequence &shortcut, auto command) {
        QAction *action = menu->addAction(text, this, [this, command] { command(editor()); });
        action->setShortcut(shortcut);
        m_editActions += action;
    };
    using Editor = ScriptEditor;
    add(tr("&Undo"), QKeySequence::Undo, [](Editor &editor) { editor.undo(); });
    add(tr("&Redo"), QKeySequence::Redo, [](Editor &editor) { editor.redo(); });
    menu->addSeparator();
    add(tr("Cu&t"), QKeySequence::Cut, [](Editor &editor) { editor.cut(); });
    add(tr("&Copy"), QKeySequence::Copy, [](Editor &editor) { editor.copy(); });
    add(tr("&Paste"), QKeySequence::Paste, [](Editor &editor) { editor.paste(); });
    add(tr("Select &All"), QKeySequence::SelectAll, [](Editor &editor) { editor.selectAll(); });
    menu->addSeparator();
    menu->addActions(m_find->commands());
    menu->addSeparator();
    add(tr("Comment &Out or In"), QKeySequence(Qt::CTRL | Qt::Key_Slash),
        [](Editor &editor) { editor.toggleComment(); });
    add(tr("&Go to Line…"), QKeySequence(Qt::CTRL | Qt::Key_G), [this](Editor &) { askForLine(); });
}

void MainWindow::createRunMenu()
{
    QMenu *menu = menuBar()->addMenu(tr("&Run"));
    m_run = addAction(tr("&Run"), u"run"_s, QKeySequence(Qt::CTRL | Qt::Key_F5), &MainWindow::run);
    m_stop = addAction(tr("&Stop"), u"stop"_s, QKeySequence(Qt::SHIFT | Qt::Key_F5), &MainWindow::stop);
    m_runInto =
        addAction(tr("Run &into Session"), {}, QKeySequence(Qt::CTRL | Qt::ALT | Qt::Key_F5), &MainWindow::runInto);
    menu->addActions({m_run, m_runInto, m_stop});
    menu->addSeparator();
    m_debug->addTo(*menu);
}

void MainWindow::createViewMenu()
{
    QMenu *menu = menuBar()->addMenu(tr("&View"));
    for (const PanelDock *dock : m_docks.all())
        menu->addAction(dock->toggleViewAction());
    menu->addAction(addAction(tr("&Reset Layout"), {}, {}, &MainWindow::resetLayout));
    menu->addSeparator();
    m_nextPane = addAction(tr("&Next Pane"), {}, QKeySequence(Qt::Key_F6), &MainWindow::nextPane);
    m_nextPane->setShortcuts({Qt::Key_F6, Qt::CTRL | Qt::Key_F6});
    menu->addAction(m_nextPane);
    m_differenceActions = {addAction(tr("Next &Difference"), {}, QKeySequence(Qt::Key_F8), &MainWindow::nextDifference),
                           addAction(tr("&Previous Difference"), {}, QKeySequence(Qt::SHIFT | Qt::Key_F8),
                                     &MainWindow::previousDifference)};
    menu->addActions(m_differenceActions);
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
    menu->addAction(addAction(tr("&Keyboard Shortcuts"), {}, QKeySequence(Qt::Key_F1), &MainWindow::showShortcuts));
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
    m_toolBar->addActions({m_run, m_debug->debug(), m_stop});
    for (QAction *action : {m_run, m_debug->debug(), m_stop}) {
        auto *button = qobject_cast<QToolButton *>(m_toolBar->widgetForAction(action));
        button->setToolButtonStyle(Qt::ToolButtonTextBesideIcon);
        button->setFocusPolicy(Qt::TabFocus);
    }
    m_toolBar->widgetForAction(m_run)->setObjectName(u"runButton"_s);
    m_toolBar->widgetForAction(m_debug->debug())->setObjectName(u"debugButton"_s);
    createStepButtons();
    m_toolBar->addSeparator();
    m_tabs->setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Preferred);
    m_toolBar->addWidget(m_tabs);
}

void MainWindow::createConnectionStrip()
{
    m_connection = new ConnectionStrip(m_parts.qml, m_parts.settings, m_parts.theme);
    connect(m_connection, &ConnectionStrip::connected, this, &MainWindow::focusComposer);
    addToolBarBreak();
    m_connectionBar = addToolBar(tr("Connection"));
    m_connectionBar->setObjectName(u"connectionBar"_s);
    m_connectionBar->setMovable(false);
    m_connectionBar->addWidget(m_connection);
}

void MainWindow::createComposer()
{
    const QString problem = m_saved.load();
    m_composer = new Composer(m_parts.theme, m_saved);
    m_composerLink = new ComposerLink(*m_composer, this);
    m_composerBar = new QToolBar(tr("Composer"), this);
    m_composerBar->setObjectName(u"composerBar"_s);
    m_composerBar->setMovable(false);
    m_composerBar->addWidget(m_composer);
    addToolBar(Qt::BottomToolBarArea, m_composerBar);
    if (!problem.isEmpty())
        m_composer->showProblem(problem);
}

QWidget *MainWindow::createCentre()
{
    auto *centre = new QWidget(this);
    auto *column = new QVBoxLayout(centre);
    column->setContentsMargins({});
    column->setSpacing(0);
    column->addWidget(m_scripts, 1);
    column->addWidget(m_find);
    return centre;
}

void MainWindow::createPalette()
{
    m_palette = new CommandPalette(*this, m_parts.theme, m_parts.settings);
    menuBar()->actions().constLast()->menu()->addAction(m_palette->openAction());
    m_palette->addProvider([this] { return openSessions(); });
    m_palette->addProvider([this] { return otherSessions(); });
    m_palette->addProvider([this] { return recentFiles(); });
    m_palette->addProvider([this] { return exampleScripts(); });
}

void MainWindow::createStatusStrip()
{
    SessionTab &first = addTab(SessionTab::Kind::Hand);
    m_strip = new PanelView(m_parts.qml, u"StatusStrip"_s, {{u"session"_s, QVariant::fromValue(&first.view())}});
    m_strip->setFocusPolicy(Qt::NoFocus); // nothing to operate in it
    m_strip->setAccessibleName(tr("Session status"));
    auto *line = new QHBoxLayout;
    line->addWidget(m_strip, 2);
    m_slider = new PanelView(m_parts.qml, u"TimeSlider"_s, {{u"session"_s, QVariant::fromValue(&first.view())}});
    m_slider->setAccessibleName(tr("Time"));
    m_slider->setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
    line->addWidget(m_slider, 3);
    auto *rows = new QWidget;
    auto *column = new QVBoxLayout(rows); // what a job says is a sentence: it has the window's whole width
    column->setContentsMargins({});
    column->setSpacing(0);
    column->addWidget(m_progress);
    column->addLayout(line);
    auto *bar = new QStatusBar(this);
    bar->setSizeGripEnabled(false);
    bar->addWidget(rows, 1);
    setStatusBar(bar);
}

void MainWindow::applyTheme()
{
    const ColorScheme &colors = m_parts.theme.colors();
    for (const auto &[action, name] : std::as_const(m_icons))
        action->setIcon(actionIcon(name, action == m_run ? colors.onAccent : colors.text, colors.outline));
    m_toolBar->setIconSize({m_parts.theme.iconSize(), m_parts.theme.iconSize()});
    for (PanelView *view : {m_strip, m_slider})
        view->setFixedHeight(8 * m_parts.theme.unit());
}

} // namespace sockscope
