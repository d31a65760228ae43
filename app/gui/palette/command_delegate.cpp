// SPDX-License-Identifier: GPL-3.0-or-later
#include "command_delegate.h"

#include "command_list.h"
#include "theme.h"

#include <QApplication>
#include <QPainter>
#include <QTextLayout>

namespace sockscope {

using namespace Qt::StringLiterals;

CommandDelegate::CommandDelegate(const Theme &theme, QObject *parent)
    : QStyledItemDelegate(parent)
    , m_theme(theme)
{
}

QSize CommandDelegate::sizeHint(const QStyleOptionViewItem &, const QModelIndex &) const
{
    return {0, m_theme.rowHeight() + m_theme.unit()};
}

void CommandDelegate::paint(QPainter *painter, const QStyleOptionViewItem &option, const QModelIndex &index) const
{
    const ColorScheme &colors = m_theme.colors();
    const int unit = m_theme.unit();
    painter->save();
    const bool current = option.state.testFlag(QStyle::State_Selected);
    if (current || option.state.testFlag(QStyle::State_MouseOver))
        painter->fillRect(option.rect, current ? colors.selection : colors.hover);
    if (current)
        painter->fillRect(QRect(option.rect.topLeft(), QSize(unit / 2 + 1, option.rect.height())), colors.accent);

    QRect area = option.rect.adjusted(4 * unit, 0, -3 * unit, 0);
    painter->setFont(QApplication::font());
    painter->setPen(colors.muted);
    const QFontMetrics metrics = painter->fontMetrics();
    for (const auto role : {CommandList::KeysRole, CommandList::DetailRole}) {
        const QString text = metrics.elidedText(index.data(role).toString(), Qt::ElideMiddle, area.width() / 2);
        painter->drawText(area, Qt::AlignRight | Qt::AlignVCenter, text);
        if (!text.isEmpty())
            area.setRight(area.right() - metrics.horizontalAdvance(text) - 4 * unit);
    }
    paintTitle(*painter, area, index);
    painter->restore();
}

void CommandDelegate::paintTitle(QPainter &painter, const QRect &area, const QModelIndex &index) const
{
    const QString title = index.data(CommandList::TitleRole).toString();
    QTextCharFormat wayFormat, matchFormat;
    wayFormat.setForeground(m_theme.colors().muted);
    matchFormat.setFontWeight(QFont::Bold);
    matchFormat.setFontUnderline(true);
    QList<QTextLayout::FormatRange> formats{{0, int(title.lastIndexOf(u'›') + 1), wayFormat}};
    const auto positions = index.data(CommandList::PositionsRole).value<QList<qsizetype>>();
    for (const qsizetype at : positions)
        formats += QTextLayout::FormatRange{int(at), 1, matchFormat};

    QTextLayout layout(title, QApplication::font());
    layout.setFormats(formats);
    layout.beginLayout();
    QTextLine line = layout.createLine();
    line.setLineWidth(1e6);
    layout.endLayout();
    painter.setPen(m_theme.colors().text);
    painter.setClipRect(area);
    layout.draw(&painter, QPointF(area.left(), area.top() + (area.height() - line.height()) / 2));
}

} // namespace sockscope
