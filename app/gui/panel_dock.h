// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QDockWidget>
#include <QPointer>

class QLabel;
class QQmlEngine;
class QToolButton;
class QVBoxLayout;

namespace sockscope {

class PanelView;
class SessionView;
class Theme;

/// A dock with a panel in it and the program's own title bar: name, detach, close. The panel is made when the dock is
/// first seen: a window with six of them would be slow to open.
class PanelDock : public QDockWidget
{
    Q_OBJECT
public:
    struct Panel
    {
        QString name;  ///< identifies the dock in remembered layouts and is never translated
        QString title; ///< for people
        QString type;  ///< of the panel's QML file; it has a required property `session`
    };

    PanelDock(const Panel &panel, QQmlEngine &engine, Theme &theme, QWidget *parent = nullptr);
    ~PanelDock() override;

    /// What it shows from now on. The session must outlive the dock or the next call.
    void setSession(SessionView &session);
    /// What stands beside the title: "3 open of 12".
    void setNote(const QString &note);
    /// Shows a widget below the panel instead of an earlier one, which is left without a parent. Null for none.
    void setFooter(QWidget *footer);
    [[nodiscard]] PanelView *view() const { return m_view; } ///< null before the dock was first seen
    /// Whether it can be seen: neither closed nor behind another one. Qt calls those behind visible, too.
    [[nodiscard]] bool isInFront() const { return m_isInFront; }

Q_SIGNALS:
    void locationActivated(const QString &file, int line, int column);
    void viewCreated(); ///< view() is there from now on
    /// The panel wants bytes of the shown stream saved: from where on, and how many.
    void saveRequested(double start, double length);

protected:
    void moveEvent(QMoveEvent *event) override;

private:
    void onVisibilityChanged(bool visible);
    void createView();
    void forward(const char *signal);
    [[nodiscard]] QWidget *createTitle(const QString &title);
    void applyTheme();

    Panel m_panel;
    QQmlEngine &m_engine;
    Theme &m_theme;
    SessionView *m_session = nullptr;
    bool m_isInFront = false;
    PanelView *m_view = nullptr;
    QVBoxLayout *m_column;
    QPointer<QWidget> m_footer;
    QLabel *m_note = nullptr;
    QToolButton *m_detach = nullptr;
    QToolButton *m_close = nullptr;
};

} // namespace sockscope
