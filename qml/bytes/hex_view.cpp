// SPDX-License-Identifier: GPL-3.0-or-later
#include "hex_view.h"

#include "theme.h"

#include <QPainter>

#include <algorithm>
#include <cmath>

namespace sockscope {

using namespace Qt::StringLiterals;

HexView::HexView(QQuickItem *parent)
    : ByteView(parent)
{
    layOut();
}

int HexView::offsetDigits() const
{
    const auto text = QString::number(std::max<qint64>(streamSize() - 1, 0), 16);
    return std::max<int>(4, static_cast<int>(text.size() + text.size() % 2));
}

qreal HexView::widthOf(int columns) const
{
    const qreal margins = Theme::instance()->unit() * 4;
    return margins + (showsBoth() ? directionWidth() : 0) +
           (offsetDigits() + 1 + columns * 3 + 1 + columns) * charWidth();
}

void HexView::layOut()
{
    const auto columnsBefore = m_columns;
    const auto wideBefore = m_wideWidth;
    m_digits = offsetDigits();
    m_wideWidth = widthOf(16);
    m_columns = width() >= m_wideWidth || width() <= 0 ? 16 : 8;
    const qreal gutter = showsBoth() ? directionWidth() : 0;
    m_hexX = Theme::instance()->unit() * 2 + gutter + (m_digits + 1) * charWidth() + charWidth() / 2;
    m_textX = hexX(m_columns) + charWidth() / 2;
    if (m_columns != columnsBefore)
        Q_EMIT columnsChanged();
    if (m_wideWidth != wideBefore)
        Q_EMIT wideWidthChanged();
}

/// A gap stands in the middle.
qreal HexView::hexX(int column) const
{
    return m_hexX + (column * 3 + (column >= m_columns / 2 ? 1 : 0)) * charWidth();
}

/// Of both directions each chunk starts a line.
ByteView::Line HexView::lineAt(qint64 position)
{
    if (!showsBoth()) {
        const auto start = position - position % m_columns;
        return {start, std::min(start + m_columns, streamSize())};
    }
    const auto piece = stream()->pieceAt(position);
    const auto start = position - (position - piece.start) % m_columns;
    return {start, std::min(start + m_columns, piece.start + piece.size)};
}

qint64 HexView::positionAt(const QPointF &point)
{
    if (lines().isEmpty())
        return -1;
    const auto &line = lines().at(lineIndexAt(point.y()));
    int column = 0;
    if (point.x() >= m_textX - charWidth() / 2) {
        column = static_cast<int>(std::floor((point.x() - m_textX) / charWidth()));
    } else {
        while (column + 1 < m_columns && point.x() >= hexX(column + 1) - charWidth() / 2)
            ++column;
    }
    return std::clamp<qint64>(line.start + column, line.start, line.end - 1);
}

QRectF HexView::cellOf(qint64 position, bool inText)
{
    for (qsizetype i = 0; i < lines().size(); ++i) {
        const auto &line = lines().at(i);
        const int column = static_cast<int>(position - line.start);
        if (position >= line.start && position < line.end)
            return {inText ? textX(column) : hexX(column), yOf(i), (inText ? 1 : 2) * charWidth(), lineHeight()};
    }
    return {};
}

QRectF HexView::byteRect(qint64 position)
{
    return cellOf(position, false);
}

QRectF HexView::textRect(qint64 position)
{
    return cellOf(position, true);
}

} // namespace sockscope
