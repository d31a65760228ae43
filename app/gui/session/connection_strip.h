// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "recent_targets.h"

#include <QWidget>

class QAction;
class QCheckBox;
class QComboBox;
class QHBoxLayout;
class QPushButton;
class QQmlEngine;
class QToolButton;

namespace sockscope {

class PanelView;
class SessionTab;
class Theme;

/// The strip on top of a session: where to connect, the one button that connects and disconnects, half-close, and the
/// state of the current socket.
class ConnectionStrip : public QWidget
{
    Q_OBJECT
public:
    /// `engine` has the panels installed; all must outlive the strip.
    ConnectionStrip(QQmlEngine &engine, QSettings &settings, Theme &theme, QWidget *parent = nullptr);

    ~ConnectionStrip() override;

    void setTab(SessionTab &tab); ///< which session it drives; the tab must outlive it or the next call
    void focusTarget();
    void toggleConnection(); ///< what the button does

Q_SIGNALS:
    void connected(); ///< what this strip began has led to an open socket

private:
    void createTarget();
    void createTls();
    void createButtons();
    void applyTheme();
    void showState();
    void showTls();
    void showTargets();
    void halfClose();
    void askForIdleTimeout();

    QQmlEngine &m_engine;
    RecentTargets m_recent;
    Theme &m_theme;
    SessionTab *m_tab = nullptr;
    bool m_isConnecting = false; ///< by this strip, until the socket is open
    bool m_isAnswerDue = false;  ///< of what the button did last: until then it does nothing
    QString m_errorBefore;       ///< that the strip showed when the button did it
    QHBoxLayout *m_row = nullptr;
    QComboBox *m_target;
    QCheckBox *m_tls; ///< shows and edits what the target says
    QPushButton *m_toggle;
    QToolButton *m_more;
    QAction *m_halfClose = nullptr;
    QAction *m_idleTimeout = nullptr;
    QAction *m_trust = nullptr;
    PanelView *m_state = nullptr;
};

} // namespace sockscope
