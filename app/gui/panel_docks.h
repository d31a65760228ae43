// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QList>
#include <QObject>

class QMainWindow;
class QQmlEngine;

namespace sockscope {

class PanelDock;
class SessionView;
class Theme;

/// The docks of the window with the panels in them. They show one session at a time; the window turns them to another.
class PanelDocks : public QObject
{
    Q_OBJECT
public:
    enum class Arrangement {
        BesideScript, ///< one column to the right of the editor
        Alone,        ///< no editor: the panels fill the window
        None,         ///< no panels
    };

    /// `engine` has the panels installed; all must outlive it.
    PanelDocks(QMainWindow &window, QQmlEngine &engine, Theme &theme);
    ~PanelDocks() override;

    [[nodiscard]] const QList<PanelDock *> &all() const { return m_docks; }
    [[nodiscard]] PanelDock &timeline() const { return *m_timeline; }
    [[nodiscard]] PanelDock &console() const { return *m_console; }
    [[nodiscard]] PanelDock &bytes() const { return *m_bytes; }
    [[nodiscard]] PanelDock &debugger() const { return *m_debugger; }

    void setSession(SessionView &session);
    void arrange(Arrangement arrangement); ///< as a new user sees them
    void closeViews();                     ///< before the sessions go

Q_SIGNALS:
    /// A line of script was asked for, in any panel.
    void locationActivated(const QString &file, int line, int column);

private:
    PanelDock *add(const QString &name, const QString &title, const QString &type);
    void arrangeBesideScript();
    void arrangeAlone();
    void arrangeLow(Qt::Orientation direction);
    void stack(const QList<PanelDock *> &docks);
    void showCounts();
    void showFindings();

    QMainWindow &m_window;
    QQmlEngine &m_engine;
    Theme &m_theme;
    SessionView *m_session = nullptr;
    QList<PanelDock *> m_docks;
    PanelDock *m_sockets = nullptr;
    PanelDock *m_lifecycle = nullptr;
    PanelDock *m_ladder = nullptr;
    PanelDock *m_timeline = nullptr;
    PanelDock *m_console = nullptr;
    PanelDock *m_bytes = nullptr;
    PanelDock *m_run = nullptr;
    PanelDock *m_why = nullptr;
    PanelDock *m_debugger = nullptr;
};

} // namespace sockscope
