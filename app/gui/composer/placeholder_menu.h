// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QMenu>

namespace sockscope {

/// What can be inserted into a payload: counters, times, random values, lengths and checksums.
class PlaceholderMenu : public QMenu
{
    Q_OBJECT
public:
    explicit PlaceholderMenu(QWidget *parent = nullptr);

    /// The number that the item to reset the counter shows.
    void setCounter(quint64 counter);

Q_SIGNALS:
    void chosen(const QString &placeholder); ///< "{{counter}}"
    void counterReset();

private:
    struct Item
    {
        const char *title;
        const char *placeholder;
    };
    template <size_t Size>
    void addItems(QMenu &menu, const Item (&items)[Size]);

    QAction *m_reset;
};

} // namespace sockscope
