// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "appearance.h"
#include "recent_files.h"

#include <QList>
#include <QMainWindow>

class QAction;
class QActionGroup;
class QQmlEngine;
class QSettings;
class QToolBar;

namespace sockscope {

class PanelDock;
class PanelView;
class ScriptDocument;
class ScriptEditor;
class Session;
class Theme;

/// The program's window: the script on the left, on the right what it does, in docks that can be moved, detached and
/// closed.
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
    };

    /// The parts must outlive the window.
    explicit MainWindow(const Parts &parts);
    ~MainWindow() override;

    /// Opens a script, or the first example if `path` is empty. False if it couldn't be read; a dialog said why.
    bool openScript(const QString &path);
    void run();

    [[nodiscard]] ScriptEditor &editor() const { return *m_editor; }
    [[nodiscard]] ScriptDocument &document() const { return *m_document; }
    [[nodiscard]] Session &session() const { return *m_session; }

public Q_SLOTS:
    /// Shows a place of a script, opening the file if it is another one than the editor's.
    void goTo(const QString &file, int line, int column);

protected:
    void closeEvent(QCloseEvent *event) override;

private:
    QAction *addAction(const QString &text, const QString &icon, const QKeySequence &shortcut,
                       void (MainWindow::*slot)());
    void createPanels();
    PanelDock *addPanel(const QString &name, const QString &title, const QString &type);
    void createFileMenu();
    void createEditMenu();
    void createRunMenu();
    void createViewMenu();
    void createThemeMenu(QMenu &view);
    void createTextSizeMenu(QMenu &view);
    void createHelpMenu();
    void createToolBar();
    void fillRecentMenu();
    void applyTheme();
    void showState();
    void showCounts();
    void markErrors(int first, int last);
    void restoreLayout();
    void resetLayout();

    void newScript();
    void openDialog();
    void save();
    void saveAs();
    void stop();
    void undo();
    void redo();
    void cut();
    void copy();
    void paste();
    void selectAll();
    void toggleComment();
    void askForLine();
    void nextPane();
    void about();

    Parts m_parts;
    RecentFiles m_recent;
    ScriptEditor *m_editor = nullptr;
    ScriptDocument *m_document = nullptr;
    Session *m_session = nullptr;
    QToolBar *m_toolBar = nullptr;
    PanelView *m_strip = nullptr;
    QMenu *m_recentMenu = nullptr;
    QList<PanelDock *> m_docks;
    PanelDock *m_sockets = nullptr;
    PanelDock *m_timeline = nullptr;
    PanelDock *m_console = nullptr;
    QList<std::pair<QAction *, QString>> m_icons; ///< actions with an icon, and its name
    QAction *m_new = nullptr;
    QAction *m_open = nullptr;
    QAction *m_save = nullptr;
    QAction *m_run = nullptr;
    QAction *m_stop = nullptr;
};

} // namespace sockscope
