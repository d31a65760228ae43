// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QAction>
#include <QList>
#include <QObject>
#include <QPointer>
#include <QString>

class QMenu;

namespace sockscope {

class Session;
class SessionTab;

/// The window's commands for debugging the script of the current tab, with the keys that people know from editors.
class DebugActions : public QObject
{
    Q_OBJECT
public:
    explicit DebugActions(QObject *parent = nullptr);

    void setTab(SessionTab &tab); ///< what the commands are about from now on
    void addTo(QMenu &menu) const;
    [[nodiscard]] QAction *debug() const { return m_debug; } ///< starts, or goes on
    /// Those that stand in the toolbar while a script is debugged, with the names of their icons.
    [[nodiscard]] const QList<std::pair<QAction *, QString>> &stepping() const { return m_stepping; }
    [[nodiscard]] bool isDebugging() const { return m_isDebugging; } ///< the script runs, or stands still
    /// A run is debugged and does not stand still: F6 pauses it.
    [[nodiscard]] bool isPausable() const { return m_pause->isEnabled(); }

Q_SIGNALS:
    void timelineWanted();
    void stateChanged();

private:
    QAction *add(const QString &text, const QKeySequence &shortcut, const QString &icon = {});
    QAction *addStep(const QString &text, const QKeySequence &shortcut, const QString &icon, const QString &step);
    [[nodiscard]] Session &session() const; ///< that the tab shows
    void startOrContinue();
    void runToCursor();
    void showEventsOfLine();
    void showState();

    QPointer<SessionTab> m_tab;
    QPointer<SessionTab> m_host; ///< whose session it shows
    bool m_isDebugging = false;
    QList<std::pair<QAction *, QString>> m_stepping;
    QList<QAction *> m_all;
    QAction *m_debug;
    QAction *m_pause;
    QList<QAction *> m_steps;
    QAction *m_toCursor;
    QAction *m_toggle;
    QAction *m_edit;
    QAction *m_removeAll;
    QAction *m_count;
    QAction *m_events;
};

} // namespace sockscope
