// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QList>
#include <QWidget>

class QTabBar;
class QToolButton;

namespace sockscope {

class SessionTab;
class Theme;

/// The bar with the window's sessions. It owns the tabs in it.
class SessionTabs : public QWidget
{
    Q_OBJECT
public:
    explicit SessionTabs(Theme &theme, QWidget *parent = nullptr);
    ~SessionTabs() override;

    [[nodiscard]] SessionTab *current() const; ///< null while there is none
    [[nodiscard]] QList<SessionTab *> all() const;

    void add(SessionTab *tab); ///< behind the current one, which it then is
    void setCurrent(SessionTab *tab);
    void step(int distance); ///< to the next or previous one, round the ends
    /// Takes it out of the bar and deletes it at the next turn of the event loop.
    void remove(SessionTab *tab);

Q_SIGNALS:
    void currentChanged();
    void closeRequested(sockscope::SessionTab *tab);
    void addRequested();

private:
    [[nodiscard]] SessionTab *at(int index) const;
    [[nodiscard]] int indexOf(const SessionTab *tab) const;
    void addCloseButton(SessionTab *tab);
    void show(SessionTab *tab);
    void applyTheme();

    Theme &m_theme;
    QTabBar *m_bar;
    QToolButton *m_add;
};

} // namespace sockscope
