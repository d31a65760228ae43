// SPDX-License-Identifier: GPL-3.0-or-later
#include "hex_view.h"

#include "theme.h"

#include <QPainter>

#include <algorithm>
#include <cmath>

namespace sockscope {

using namespace Qt::StringLiterals;

void HexView::paintLine(QPainter &painter, const Line &line, QByteArrayView bytes, qreal y)
{
    const auto &colors = Theme::instance()->colors();
    paintOffset(painter, line, y);
    const auto segments = segmentsOf(line);
    for (const auto &segment : segments)
        paintGround(painter, line, segment, y);
    const auto tint = !showsBoth() || segments.isEmpty() ? colors.text
                      : segments.constFirst().received   ? colors.received
                                                         : colors.sent;
    paintBytes(painter, bytes, tint, line.start, y);
    for (const auto &segment : segments)
        paintMarks(painter, line, segment, y);
}

void HexView::paintOffset(QPainter &painter, const Line &line, qreal y) const
{
    const auto piece = stream()->pieceAt(line.start);
    const auto offset = showsBoth() ? piece.laneStart + line.start - piece.start : line.start;
    painter.setPen(Theme::instance()->colors().muted);
    painter.drawText(QRectF(Theme::instance()->unit() * 2, y, m_digits * charWidth() + 2, lineHeight()),
                     Qt::AlignVCenter | Qt::TextSingleLine, u"%1"_s.arg(offset, m_digits, 16, QChar(u'0')));
    if (showsBoth() && line.start == piece.start)
        paintDirection(painter, piece.received, Theme::instance()->unit() * 2 + (m_digits + 1) * charWidth(), y);
}

/// Every second message has another ground; the selection lies over it.
void HexView::paintGround(QPainter &painter, const Line &line, const Segment &segment, qreal y) const
{
    const auto &colors = Theme::instance()->colors();
    const auto fill = [&](qint64 from, qint64 to, const QColor &color) {
        const int first = static_cast<int>(from - line.start);
        const int last = static_cast<int>(to - line.start) - 1;
        const qreal half = charWidth() / 2;
        painter.fillRect(
            QRectF(hexX(first) - half, y, hexX(last) + 2 * charWidth() - hexX(first) + 2 * half, lineHeight()), color);
        painter.fillRect(QRectF(textX(first), y, (last - first + 1) * charWidth(), lineHeight()), color);
    };
    if (segment.inOddMessage)
        fill(segment.start, segment.end, colors.raised);
    const auto from = std::max(segment.start, bytes()->selection()->start());
    const auto to = std::min(segment.end, bytes()->selection()->start() + bytes()->selection()->length());
    if (from < to && !bytes()->selection()->isEmpty())
        fill(from, to, colors.selection);
}

void HexView::paintBytes(QPainter &painter, QByteArrayView bytes, const QColor &color, qint64 line, qreal y) const
{
    constexpr char digits[] = "0123456789abcdef";
    const auto &colors = Theme::instance()->colors();
    const auto draw = [&](qreal x, const QString &text, const QColor &pen) {
        painter.setPen(pen);
        painter.drawText(QRectF(x, y, text.size() * charWidth() + 2, lineHeight()),
                         Qt::AlignVCenter | Qt::TextSingleLine, text);
    };
    for (int column = 0; column < bytes.size(); ++column) {
        const auto byte = static_cast<uchar>(bytes[column]);
        const bool isPrintable = byte >= 0x20 && byte < 0x7f;
        const QChar pair[] = {QLatin1Char(digits[byte >> 4]), QLatin1Char(digits[byte & 15])};
        draw(hexX(column), QString(pair, 2), color);
        draw(textX(column), isPrintable ? QString(QLatin1Char(static_cast<char>(byte))) : u"."_s,
             isPrintable ? color : colors.muted);
    }
    if (line + bytes.size() < std::min(line + m_columns, streamSize()) && !stream()->isReadable() && bytes.isEmpty())
        draw(hexX(0), tr("the journal can't be read here any more"), colors.error);
}

/// A hairline where a chunk starts, a bracket where a message starts, a line below what a line of the script caused, a
/// frame around the byte that the person stands on.
void HexView::paintMarks(QPainter &painter, const Line &line, const Segment &segment, qreal y) const
{
    const auto &colors = Theme::instance()->colors();
    const qreal x = std::round(hexX(static_cast<int>(segment.start - line.start)) - charWidth() / 2);
    if (segment.startsChunk && segment.start > 0)
        painter.fillRect(QRectF(x, y, 1, lineHeight()), colors.outline);
    if (segment.startsMessage) {
        painter.fillRect(QRectF(x, y + 1, 2, lineHeight() - 2), colors.accent);
        painter.fillRect(QRectF(x, y + 1, charWidth(), 2), colors.accent);
    }
    if (segment.isLit) {
        const int first = static_cast<int>(segment.start - line.start);
        const int last = static_cast<int>(segment.end - line.start) - 1;
        paintLit(painter, {hexX(first), y, hexX(last) + 2 * charWidth() - hexX(first), lineHeight()});
        paintLit(painter, {textX(first), y, textX(last) + charWidth() - textX(first), lineHeight()});
    }
    const auto position = bytes()->selection()->position();
    if (position < segment.start || position >= segment.end)
        return;
    const int column = static_cast<int>(position - line.start);
    painter.setPen(QPen(hasActiveFocus() ? colors.accent : colors.outline, 1));
    painter.drawRect(QRectF(hexX(column) - 2.5, y + 1.5, 2 * charWidth() + 4, lineHeight() - 3));
    painter.drawRect(QRectF(textX(column) - 0.5, y + 1.5, charWidth(), lineHeight() - 3));
}

} // namespace sockscope
