// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "appearance.h"
#include "debug_store.h"
#include "imported_tabs.h"
#include "panel_docks.h"
#include "payload/saved_sends.h"
#include "progress_strip.h"
#include "recent_files.h"
#include "recovery.h"
#include "session_compare.h"
#include "session_files.h"
#include "session_tab.h"

#include <QList>
#include <QMainWindow>

#include <functional>
#include <memory>

class QAction;
class QActionGroup;
class QQmlEngine;
class QSettings;
class QStackedWidget;
class QToolBar;

namespace sockscope {

class CommandPalette;
struct PaletteEntry;
class Composer;
class ComposerLink;
class ConnectionStrip;
class DebugActions;
class FindBar;
class PanelView;
class SessionTabs;
class Theme;

/// The program's window: sessions as tabs, and for the current one its script, if it has one, its connection, and what
/// happens in it, in docks that can be moved, detached and closed.
class MainWindow : public QMainWindow
{
    Q_OBJECT
public:
    struct Parts
    {
        QQmlEngine &qml; ///< with the panels installed; shared by all views
        QSettings &settings;
        Appearance &appearance;
        Theme &theme;
        QString engineProgram; ///< path of the sockscope executable
        QString dataFolder;    ///< for saved sends and copies of unsaved scripts
    };

    /// The parts must outlive the window. It opens with a session by hand.
    explicit MainWindow(const Parts &parts);
    ~MainWindow() override;

    /// Opens a script in a tab, or the first example if `path` is empty. False if it couldn't be read; a dialog said
    /// why.
    bool openScript(const QString &path);
    bool openFile(const QString &path); ///< a script or a recorded session
    void run();                         ///< the current tab's script
    void shutDown();                    ///< ends all engines, blocking for a moment

    /// Opens the unsaved scripts of a program that ended without a question.
    void offerUnsaved();

    [[nodiscard]] Composer &composer() const { return *m_composer; }
    [[nodiscard]] ConnectionStrip &connection() const { return *m_connection; }
    [[nodiscard]] SessionFiles &files() { return m_files; }
    [[nodiscard]] SessionCompare &compare() { return m_compare; }
    [[nodiscard]] SessionTabs &tabs() const { return *m_tabs; }
    [[nodiscard]] SessionTab &current() const;                           ///< there is always one
    [[nodiscard]] SessionTab &shown() const { return current().host(); } ///< whose session the panels show
    [[nodiscard]] Session &session() const { return shown().session(); }
    [[nodiscard]] ScriptEditor &editor() const { return *current().editor(); }       ///< of a tab with a script
    [[nodiscard]] ScriptDocument &document() const { return *current().document(); } ///< of a tab with a script

public Q_SLOTS:
    /// Shows a place of a script, opening the file if no tab has it.
    void goTo(const QString &file, int line, int column);

protected:
    void closeEvent(QCloseEvent *event) override;

private:
    /// Asks where something is still being written; false: it shall go on, and the window stay.
    [[nodiscard]] bool mayCancelJobs();
    QAction *addAction(const QString &text, const QString &icon, const QKeySequence &shortcut,
                       void (MainWindow::*slot)());
    void createFileMenu();
    void createEditMenu();
    void createSessionMenu();
    void createRunMenu();
    void createViewMenu();
    void createThemeMenu(QMenu &view);
    void createTextSizeMenu(QMenu &view);
    void createHelpMenu();
    void createToolBar();
    void createConnectionStrip();
    void createComposer();
    void createPalette();
    void createDebugging();
    void createStepButtons();
    void showDebugState();
    void followFrame(SessionTab &tab);
    [[nodiscard]] bool turnToFile(const QString &path);
    void createStatusStrip();
    [[nodiscard]] QWidget *createCentre();
    void fillRecentMenu();
    void applyTheme();

    // main_window_tabs.cpp
    SessionTab &addTab(SessionTab::Kind kind, SessionTab *host = nullptr);
    SessionTab &tabForScript();
    [[nodiscard]] SessionTab *tabWhere(const std::function<bool(SessionTab &)> &isIt) const;
    [[nodiscard]] SessionTab *tabWith(const QString &file) const; ///< as a location in a journal names it
    [[nodiscard]] SessionTab *tabOf(const QString &path) const;   ///< that has the file open
    void openExample(const QString &resource, const QString &fileName);
    void closeTab(SessionTab *tab);
    void openSession(const QString &path);
    void showCurrent();
    void showState();

    // main_window_compare.cpp
    void compareWithFile();
    void showComparison(std::unique_ptr<SessionComparison> comparison);
    void nextDifference();
    void previousDifference();
    [[nodiscard]] QList<PaletteEntry> otherSessions();

    // main_window_palette.cpp
    [[nodiscard]] QList<PaletteEntry> openSessions();
    [[nodiscard]] QList<PaletteEntry> recentFiles();
    [[nodiscard]] QList<PaletteEntry> exampleScripts();

    // main_window_layout.cpp
    void restoreLayout();
    void saveLayout();
    void arrangeFor(SessionTab::Kind kind);
    void resetLayout();

    // main_window_commands.cpp
    void newSession();
    void goToTarget();
    void toggleConnection();
    void runInto();
    void newScript();
    void openDialog();
    void save();
    void saveAs();
    void saveSession();
    void closeCurrent();
    void focusComposer();
    void showShortcuts();
    void stop();
    void nextSession();
    void previousSession();
    void askForLine();
    void nextPane();
    [[nodiscard]] QList<QWidget *> panes() const;
    void about();

    Parts m_parts;
    RecentFiles m_recent;
    Recovery m_recovery;
    SavedSends m_saved;
    DebugStore m_debugStore;
    SessionTabs *m_tabs;
    ImportedTabs m_imported;
    QStackedWidget *m_scripts;
    FindBar *m_find;
    ProgressStrip *m_progress;
    SessionFiles m_files;
    SessionCompare m_compare;
    PanelDocks m_docks;
    PanelDocks::Arrangement m_arrangement = PanelDocks::Arrangement::Alone;
    QToolBar *m_toolBar = nullptr;
    PanelView *m_strip = nullptr;
    PanelView *m_slider = nullptr;
    ConnectionStrip *m_connection = nullptr;
    QToolBar *m_connectionBar = nullptr;
    Composer *m_composer = nullptr;
    ComposerLink *m_composerLink = nullptr;
    QToolBar *m_composerBar = nullptr;
    CommandPalette *m_palette = nullptr;
    QMenu *m_recentMenu = nullptr;
    QList<std::pair<QAction *, QString>> m_icons; ///< actions with an icon, and its name
    QList<QAction *> m_editActions;               ///< of a tab with a script
    QList<QAction *> m_sessionActions;            ///< of a tab with a session of its own
    QList<QAction *> m_differenceActions;         ///< of a tab with a comparison
    QAction *m_save = nullptr;
    QAction *m_saveAs = nullptr;
    QAction *m_run = nullptr;
    QAction *m_runInto = nullptr;
    QAction *m_stop = nullptr;
    QAction *m_nextPane = nullptr;
    DebugActions *m_debug = nullptr;
    QAction *m_stepButtons = nullptr; ///< shows them in the toolbar
    bool m_wasPaused = false;
};

} // namespace sockscope
