// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QStyledItemDelegate>

namespace sockscope {

class Theme;

/// Draws a row of the command palette: the way to the command muted, its name clear, what matched in bold; detail and
/// shortcut at the right. The current row has a bar at its left besides its ground.
class CommandDelegate : public QStyledItemDelegate
{
    Q_OBJECT
public:
    CommandDelegate(const Theme &theme, QObject *parent);

    void paint(QPainter *painter, const QStyleOptionViewItem &option, const QModelIndex &index) const override;
    [[nodiscard]] QSize sizeHint(const QStyleOptionViewItem &option, const QModelIndex &index) const override;

private:
    void paintTitle(QPainter &painter, const QRect &area, const QModelIndex &index) const;

    const Theme &m_theme;
};

} // namespace sockscope
