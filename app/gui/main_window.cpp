// SPDX-License-Identifier: GPL-3.0-or-later
#include "main_window.h"

#include "command_palette.h"
#include "composer.h"
#include "composer_link.h"
#include "connection_strip.h"
#include "dock_tab_bars.h"
#include "examples.h"
#include "file_dialogs.h"
#include "find_bar.h"
#include "models/compare/session_comparison.h"
#include "models/debug/debugger.h"
#include "models/debug/script_path.h"
#include "panel_dock.h"
#include "panel_view.h"
#include "script_document.h"
#include "script_editor.h"
#include "session_tabs.h"
#include "theme.h"

#include <QCloseEvent>
#include <QDir>
#include <QMessageBox>
#include <QPushButton>
#include <QSettings>
#include <QStackedWidget>

namespace sockscope {

using namespace Qt::StringLiterals;

MainWindow::MainWindow(const Parts &parts)
    : m_parts(parts)
    , m_recent(parts.settings)
    , m_recovery(QDir(parts.dataFolder).filePath(u"recovery"_s))
    , m_saved(QDir(parts.dataFolder).filePath(u"saved-sends.json"_s))
    , m_debugStore(QDir(parts.dataFolder).filePath(u"debugger.json"_s))
    , m_tabs(new SessionTabs(parts.theme))
    , m_imported(*m_tabs)
    , m_scripts(new QStackedWidget(this))
    , m_find(new FindBar(parts.theme, parts.settings))
    , m_progress(new ProgressStrip(parts.theme))
    , m_files(*this, parts.settings, *m_progress)
    , m_compare(*this, parts.settings, *m_progress,
                [this](std::unique_ptr<SessionComparison> comparison) { showComparison(std::move(comparison)); })
    , m_docks(*this, parts.qml, parts.theme)
{
    setObjectName(u"mainWindow"_s);
    new DockTabBars(*this); // before there is any
    setDockOptions(AnimatedDocks | AllowNestedDocks | AllowTabbedDocks);
    setContextMenuPolicy(Qt::NoContextMenu); // Qt's own would offer to hide the toolbar without a way back
    setCentralWidget(createCentre());
    createDebugging();
    createFileMenu();
    createEditMenu();
    createSessionMenu();
    createRunMenu();
    createViewMenu();
    createHelpMenu();
    createToolBar();
    createConnectionStrip();
    createComposer();
    createStatusStrip();
    createPalette();
    connect(&parts.theme, &Theme::changed, this, &MainWindow::applyTheme);
    connect(&m_docks, &PanelDocks::locationActivated, this, &MainWindow::goTo);
    connect(&m_docks.bytes(), &PanelDock::saveRequested, this,
            [this](double start, double length) { m_files.saveBytes(session(), start, length); });
    connect(m_tabs, &SessionTabs::currentChanged, this, &MainWindow::showCurrent);
    connect(m_tabs, &SessionTabs::closeRequested, this, &MainWindow::closeTab);
    connect(m_tabs, &SessionTabs::addRequested, this, &MainWindow::newSession);
    applyTheme();
    restoreLayout();
    showCurrent();
    m_connection->focusTarget();
}

MainWindow::~MainWindow()
{
    disconnect(m_tabs, nullptr, this, nullptr);
    const QList<SessionTab *> tabs = m_tabs->all();
    for (SessionTab *tab : tabs) {
        disconnect(tab, nullptr, this, nullptr);
        disconnect(&tab->session().debugger(), nullptr, this, nullptr);
    }
    for (PanelView *view : {m_strip, m_slider}) // the views before the models that they show
        delete view;
    delete m_connection;
    delete m_composerLink;
    m_docks.console().setFooter(nullptr); // it belongs to the tab, as what the composer shows
    m_composer->setState(nullptr);
    m_docks.closeViews();
    delete m_tabs;
}

void MainWindow::closeEvent(QCloseEvent *event)
{
    const QList<SessionTab *> tabs = m_tabs->all();
    for (SessionTab *tab : tabs) {
        if (tab->isModified())
            m_tabs->setCurrent(tab); // the question is about what can be seen
        if (!tab->mayClose()) {
            event->ignore();
            return;
        }
    }
    if (!mayCancelJobs()) {
        event->ignore();
        return;
    }
    for (SessionTab *tab : tabs) // not before every question is answered: until then it is unsaved work
        tab->forgetUnsaved();
    saveLayout();
    hide(); // the engines may take a second to end; nobody should have to watch
    shutDown();
    event->accept();
}

bool MainWindow::mayCancelJobs()
{
    constexpr std::chrono::milliseconds Moment{300}; // what is nearly done is not worth a question
    const QStringList titles = m_progress->unfinished(Moment);
    if (titles.isEmpty())
        return true;
    QMessageBox box(QMessageBox::NoIcon, tr("Not done yet"),
                    tr("This is still going on: %1.").arg(titles.join(u", "_s)), QMessageBox::NoButton, this);
    box.setInformativeText(tr("Quitting cancels it, and what it would have written is not written."));
    box.setTextFormat(Qt::PlainText);
    QPushButton *wait = box.addButton(tr("Wait"), QMessageBox::RejectRole);
    QPushButton *quit = box.addButton(tr("Quit"), QMessageBox::DestructiveRole);
    box.setDefaultButton(wait);
    box.setEscapeButton(wait);
    box.exec();
    return box.clickedButton() == quit || m_progress->unfinished().isEmpty();
}

void MainWindow::shutDown()
{
    const QList<SessionTab *> tabs = m_tabs->all();
    for (SessionTab *tab : tabs)
        tab->session().shutDown();
}

bool MainWindow::openFile(const QString &path)
{
    if (!isSessionFile(path))
        return openScript(path);
    openSession(path);
    return true;
}

bool MainWindow::openScript(const QString &path)
{
    if (path.isEmpty()) {
        const Example first = examples().constFirst();
        openExample(first.resource, first.fileName);
        return true;
    }
    if (SessionTab *tab = tabOf(path)) {
        m_tabs->setCurrent(tab);
        return true;
    }
    if (QString error; !readScript(path, &error)) {
        QMessageBox box(QMessageBox::Warning, tr("Open"), error, QMessageBox::Ok, this);
        box.setTextFormat(Qt::PlainText); // it names the file
        box.exec();
        return false;
    }
    return tabForScript().document()->open(path);
}

void MainWindow::run()
{
    if (current().kind() == SessionTab::Kind::Script && !session().status()->isBusy())
        current().run();
}

void MainWindow::goTo(const QString &file, int line, int column)
{
    const QString path = scriptPath(file);
    if (turnToFile(path) || openScript(path))
        editor().goTo(line, column);
}

} // namespace sockscope
