// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QDockWidget>

class QLabel;
class QToolButton;

namespace sockscope {

class PanelView;
class Theme;

/// A dock with the program's own title bar: name, detach, close.
class PanelDock : public QDockWidget
{
    Q_OBJECT
public:
    /// `name` identifies the dock in remembered layouts and is never translated.
    PanelDock(const QString &name, const QString &title, PanelView *view, Theme &theme, QWidget *parent = nullptr);

    [[nodiscard]] PanelView &view() const { return *m_view; }
    /// What stands beside the title: "3 open of 12".
    void setNote(const QString &note);

private:
    [[nodiscard]] QWidget *createTitle(const QString &title);
    void applyTheme();

    Theme &m_theme;
    PanelView *m_view;
    QLabel *m_note = nullptr;
    QToolButton *m_detach = nullptr;
    QToolButton *m_close = nullptr;
};

} // namespace sockscope
