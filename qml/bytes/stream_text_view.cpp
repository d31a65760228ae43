// SPDX-License-Identifier: GPL-3.0-or-later
#include "stream_text_view.h"

#include "theme.h"

#include <QPainter>

#include <algorithm>
#include <cmath>

namespace sockscope {

StreamTextView::StreamTextView(QQuickItem *parent)
    : ByteView(parent)
{
    StreamTextView::layOut();
}

void StreamTextView::layOut()
{
    m_textX = Theme::instance()->unit() * 2 + (showsBoth() ? directionWidth() : 0);
    const auto room = width() - m_textX - Theme::instance()->unit() * 4; // the scroll bar's
    m_columns = std::max(8, static_cast<int>(room / charWidth()));
}

TextLines StreamTextView::lineMaker() const
{
    TextLines maker(*stream());
    maker.setColumns(m_columns);
    return maker;
}

ByteView::Line StreamTextView::lineAt(qint64 position)
{
    const auto line = lineMaker().lineAt(position);
    return {line.start, line.end};
}

QRectF StreamTextView::rectOf(const TextCell &cell, qreal y) const
{
    return {m_textX + cell.column * charWidth(), y, cell.width * charWidth(), lineHeight()};
}

qint64 StreamTextView::positionAt(const QPointF &point)
{
    if (lines().isEmpty())
        return -1;
    const auto line = lineMaker().lineFrom(lines().at(lineIndexAt(point.y())).start);
    auto found = line.start;
    for (const auto &cell : line.cells)
        if (rectOf(cell, 0).left() <= point.x())
            found = cell.position;
    return found;
}

QRectF StreamTextView::byteRect(qint64 position)
{
    for (qsizetype i = 0; i < lines().size(); ++i) {
        if (position < lines().at(i).start || position >= lines().at(i).end)
            continue;
        const auto line = lineMaker().lineFrom(lines().at(i).start);
        for (const auto &cell : line.cells)
            if (position < cell.position + cell.bytes)
                return rectOf(cell, yOf(i));
    }
    return {};
}

void StreamTextView::paintLine(QPainter &painter, const Line &line, QByteArrayView, qreal y)
{
    const auto &colors = Theme::instance()->colors();
    const auto segments = segmentsOf(line);
    const auto segmentOf = [&](qint64 position) {
        return std::ranges::find_if(segments, [position](const Segment &s) { return position < s.end; });
    };
    const auto text = lineMaker().lineFrom(line.start);
    if (showsBoth() && !segments.isEmpty() && segments.constFirst().startsChunk)
        paintDirection(painter, segments.constFirst().received, Theme::instance()->unit() * 2, y);
    for (const auto &cell : text.cells) {
        const auto segment = segmentOf(cell.position);
        if (segment == segments.end())
            return;
        const auto box = rectOf(cell, y);
        if (isSelected(cell.position))
            painter.fillRect(box, colors.selection);
        else if (segment->inOddMessage)
            painter.fillRect(box, colors.raised);
        paintCell(painter, cell, !showsBoth() ? colors.text : segment->received ? colors.received : colors.sent, y);
        if (cell.position == segment->start && segment->startsChunk && cell.position > 0)
            painter.fillRect(QRectF(std::round(box.left()), y, 1, lineHeight()), colors.outline);
        if (cell.position == segment->start && segment->startsMessage) {
            painter.fillRect(QRectF(std::round(box.left()), y + 1, 2, lineHeight() - 2), colors.accent);
            painter.fillRect(QRectF(std::round(box.left()), y + 1, charWidth() / 2, 2), colors.accent);
        }
        if (segment->isLit)
            paintLit(painter, box);
        const auto standing = bytes()->selection()->position();
        if (standing >= cell.position && standing < cell.position + cell.bytes) {
            painter.setPen(QPen(hasActiveFocus() ? colors.accent : colors.outline, 1));
            painter.drawRect(box.adjusted(0.5, 1.5, -0.5, -1.5));
        }
    }
}

void StreamTextView::paintCell(QPainter &painter, const TextCell &cell, const QColor &color, qreal y) const
{
    if (cell.kind == TextCell::Control)
        return paintTag(painter, cell, y);
    painter.setPen(cell.kind == TextCell::Invalid ? Theme::instance()->colors().muted : color);
    painter.setFont(monoFont());
    painter.drawText(rectOf(cell, y).adjusted(0, 0, 2, 0), Qt::AlignVCenter | Qt::TextSingleLine, cell.text);
}

void StreamTextView::paintTag(QPainter &painter, const TextCell &cell, qreal y) const
{
    const auto &theme = *Theme::instance();
    const auto box = rectOf(cell, y).adjusted(1, theme.unit() * 0.75, -1, -theme.unit() * 0.75);
    QFont font(theme.uiFamily());
    font.setPixelSize(qRound(theme.bodySize() * 0.7));
    painter.setPen(QPen(theme.colors().border, 1));
    painter.setBrush(theme.colors().raised);
    painter.drawRoundedRect(box.adjusted(0.5, 0.5, -0.5, -0.5), 2, 2);
    painter.setBrush(Qt::NoBrush);
    painter.setPen(theme.colors().muted);
    painter.setFont(font);
    painter.drawText(box, Qt::AlignCenter | Qt::TextSingleLine, cell.text);
}

} // namespace sockscope
