// SPDX-License-Identifier: GPL-3.0-or-later
#include "main_window.h"

#include "examples.h"
#include "models/journal_session.h"
#include "panel_dock.h"
#include "panel_view.h"
#include "script_document.h"
#include "script_editor.h"
#include "script_pane.h"
#include "session.h"
#include "theme.h"

#include <QAbstractItemModel>
#include <QCloseEvent>
#include <QLocale>
#include <QQuickItem>
#include <QScreen>
#include <QSettings>

namespace sockscope {

using namespace Qt::StringLiterals;

namespace {
const QString geometryKey = u"window/geometry"_s;
const QString layoutKey = u"window/layout"_s;
constexpr int layoutVersion = 1; ///< raise it when docks change so that old layouts no longer fit
} // namespace

MainWindow::MainWindow(const Parts &parts)
    : m_parts(parts)
    , m_recent(parts.settings)
    , m_editor(new ScriptEditor(parts.theme))
    , m_document(new ScriptDocument(*m_editor, parts.settings, this))
    , m_session(new Session(parts.engineProgram, this))
{
    setObjectName(u"mainWindow"_s);
    setDockOptions(AnimatedDocks | AllowNestedDocks | AllowTabbedDocks);
    setContextMenuPolicy(Qt::NoContextMenu); // Qt's own would offer to hide the toolbar without a way back
    setCentralWidget(new ScriptPane(m_editor, *m_document, parts.theme, this));
    createPanels();
    createFileMenu();
    createEditMenu();
    createRunMenu();
    createViewMenu();
    createHelpMenu();
    createToolBar();
    connect(&parts.theme, &Theme::changed, this, &MainWindow::applyTheme);
    connect(m_document, &ScriptDocument::renamed, this, &MainWindow::showState);
    connect(m_document, &ScriptDocument::opened, this, [this](const QString &path) { m_recent.add(path); });
    connect(m_session->status(), &SessionStatus::changed, this, &MainWindow::showState);
    connect(m_session->journal()->console(), &QAbstractItemModel::rowsInserted, this,
            [this](const QModelIndex &, int first, int last) { markErrors(first, last); });
    connect(m_session->journal()->sockets(), &SocketsModel::countChanged, this, &MainWindow::showCounts);
    connect(m_session->journal()->sockets(), &SocketsModel::openCountChanged, this, &MainWindow::showCounts);
    connect(m_session->journal()->timeline(), &TimelineModel::countChanged, this, &MainWindow::showCounts);
    connect(m_session->journal()->console(), &ConsoleModel::countChanged, this, &MainWindow::showCounts);
    applyTheme();
    restoreLayout();
    showState();
}

MainWindow::~MainWindow()
{
    qDeleteAll(m_docks); // the views before the models that they show
    delete m_strip;
}

void MainWindow::createPanels()
{
    m_sockets = addPanel(u"sockets"_s, tr("Sockets"), u"SessionPanel"_s);
    m_timeline = addPanel(u"timeline"_s, tr("Timeline"), u"TimelinePanel"_s);
    m_console = addPanel(u"console"_s, tr("Console"), u"ConsolePanel"_s);
    for (const PanelDock *dock : {m_timeline, m_console})
        connect(dock->view().rootObject(), SIGNAL(locationActivated(QString, int, int)), this,
                SLOT(goTo(QString, int, int)));
    resetLayout();
}

PanelDock *MainWindow::addPanel(const QString &name, const QString &title, const QString &type)
{
    auto *view = new PanelView(m_parts.qml, type, {{u"session"_s, QVariant::fromValue(m_session->view())}});
    auto *dock = new PanelDock(name, title, view, m_parts.theme, this);
    m_docks += dock;
    return dock;
}

void MainWindow::showCounts()
{
    const QLocale locale;
    const auto dropped = [&](qint64 count) {
        return count > 0 ? tr(", the oldest %1 no longer").arg(locale.toString(count)) : QString();
    };
    const auto counted = [&](qint64 count, const QString &one, const QString &many) {
        return count == 1 ? one : many.arg(locale.toString(count));
    };
    const auto note = [&](qint64 count, const QString &text, qint64 gone) {
        return count > 0 ? text + dropped(gone) : QString();
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

void MainWindow::resetLayout()
{
    for (PanelDock *dock : std::as_const(m_docks)) {
        dock->setFloating(false);
        addDockWidget(Qt::RightDockWidgetArea, dock, Qt::Vertical);
        dock->show();
    }
    const int width = this->width();
    resizeDocks({m_docks.constFirst()}, {width * 11 / 20}, Qt::Horizontal);
    resizeDocks({m_docks.begin(), m_docks.end()}, {3, 7, 4}, Qt::Vertical);
}

void MainWindow::restoreLayout()
{
    resize(QSize(1280, 800).boundedTo(screen()->availableSize()));
    restoreGeometry(m_parts.settings.value(geometryKey).toByteArray());
    if (!restoreState(m_parts.settings.value(layoutKey).toByteArray(), layoutVersion))
        resetLayout();
}

void MainWindow::closeEvent(QCloseEvent *event)
{
    if (!m_document->mayDiscard()) {
        event->ignore();
        return;
    }
    m_parts.settings.setValue(geometryKey, saveGeometry());
    m_parts.settings.setValue(layoutKey, saveState(layoutVersion));
    hide(); // the engine may take a second to end; nobody should have to watch
    m_session->shutDown();
    event->accept();
}

bool MainWindow::openScript(const QString &path)
{
    if (!path.isEmpty())
        return m_document->open(path);
    const Example first = examples().constFirst();
    return m_document->openExample(first.resource, first.fileName);
}

void MainWindow::run()
{
    if (m_session->status()->isBusy())
        return;
    m_editor->clearErrors();
    // The engine reads a saved script itself; what isn't saved is sent along.
    const bool saved = !m_document->path().isEmpty() && !m_document->isModified();
    m_session->run(m_document->runPath(), m_editor->text(), saved);
}

void MainWindow::goTo(const QString &file, int line, int column)
{
    const QString path = file.startsWith("file://"_L1) ? file.mid(7) : file;
    if (m_document->isNamed(file) || m_document->open(path))
        m_editor->goTo(line, column);
}

void MainWindow::markErrors(int first, int last)
{
    const ConsoleModel &lines = *m_session->journal()->console();
    for (int row = first; row <= last; ++row) {
        const QModelIndex line = lines.index(row);
        if (line.data(ConsoleModel::LevelRole).toInt() == ConsoleModel::Error &&
            m_document->isNamed(line.data(ConsoleModel::FilePathRole).toString()))
            m_editor->markError(line.data(ConsoleModel::LineRole).toInt());
    }
}

void MainWindow::showState()
{
    setWindowTitle(tr("%1[*] – Sockscope").arg(m_document->name()));
    setWindowModified(m_document->isModified());
    const bool busy = m_session->status()->isBusy();
    m_run->setEnabled(!busy);
    m_stop->setEnabled(busy && m_session->status()->phase() != SessionStatus::Phase::Stopping);
}

} // namespace sockscope
