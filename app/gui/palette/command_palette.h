// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "command_list.h"

#include <QFrame>
#include <QPointer>

class QAction;
class QLabel;
class QLineEdit;
class QListView;
class QMainWindow;
class QSettings;

namespace sockscope {

class Theme;

/// Ctrl+K: everything that the window's menus can do, and more, found by typing a few letters of it. Lies over the
/// window; Enter or a click runs an entry, Esc or a click elsewhere closes it and gives the keyboard back.
class CommandPalette : public QFrame
{
    Q_OBJECT
public:
    using Provider = std::function<QList<PaletteEntry>()>;

    CommandPalette(QMainWindow &window, Theme &theme, QSettings &settings);
    ~CommandPalette() override;

    /// Opens the palette, or closes it; for a menu. The palette lists every other command but this one.
    [[nodiscard]] QAction *openAction() const { return m_open; }
    /// Asked each time the palette opens, in the order of adding.
    void addProvider(const Provider &provider) { m_providers += provider; }

    void openPalette();
    void closePalette();

protected:
    bool eventFilter(QObject *watched, QEvent *event) override;

private:
    void createWidgets();
    void applyTheme();
    void place();
    void onFocusChanged(QWidget *now);
    [[nodiscard]] QList<PaletteEntry> collect() const;
    void search(const QString &pattern);
    void setCurrent(int row);
    bool handleKey(const QKeyEvent &event);
    void runCurrent();
    void remember(const QString &title);

    QMainWindow &m_window;
    Theme &m_theme;
    QSettings &m_settings;
    QList<Provider> m_providers;
    QAction *m_open;
    QLineEdit *m_pattern;
    QListView *m_view;
    QLabel *m_nothing;
    CommandList *m_list;
    QPointer<QWidget> m_before; ///< had the keyboard when the palette opened
};

} // namespace sockscope
