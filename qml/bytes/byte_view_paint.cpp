// SPDX-License-Identifier: GPL-3.0-or-later
// What the views of bytes paint alike.
#include "byte_view.h"

#include "theme.h"

#include <QFontMetricsF>
#include <QPainter>

#include <algorithm>
#include <cmath>

namespace sockscope {

QList<ByteView::Segment> ByteView::segmentsOf(const Line &line) const
{
    QList<Segment> segments;
    auto &messages = *m_bytes->messages();
    const auto &scan = messages.scan();
    const bool cuts = m_bytes->framing()->kind() != FramingSettings::Chunks;
    for (auto at = line.start; at < line.end;) {
        const auto piece = stream()->pieceAt(at);
        const auto inLane = piece.laneStart + at - piece.start;
        const int number = cuts ? scan.numberAt(piece.received, inLane) : 0;
        auto end = std::min(line.end, piece.start + piece.size);
        if (cuts && number < scan.count(piece.received))
            end = std::min(end, at + scan.endOf(piece.received, number) - inLane);
        segments.append({.start = at,
                         .end = end,
                         .received = piece.received,
                         .startsChunk = at == piece.start,
                         .startsMessage = cuts && messages.startsAt(piece.received, inLane),
                         .inOddMessage = cuts && number % 2 == 1,
                         .isLit = m_scriptCursor && m_scriptCursor->caused(piece.record)});
        at = end;
    }
    return segments;
}

void ByteView::paint(QPainter *painter)
{
    if (!m_bytes || lines().isEmpty())
        return;
    painter->setFont(m_font);
    const auto bytes = stream()->read(m_top, lines().constLast().end - m_top);
    for (qsizetype i = 0; i < lines().size(); ++i) {
        const auto &line = lines().at(i);
        const auto from = std::min<qsizetype>(static_cast<qsizetype>(line.start - m_top), bytes.size());
        const auto length = std::min<qsizetype>(static_cast<qsizetype>(line.end - line.start), bytes.size() - from);
        paintLine(*painter, line, QByteArrayView(bytes).sliced(from, length), yOf(i));
    }
}

void ByteView::paintLit(QPainter &painter, const QRectF &cells) const
{
    painter.fillRect(QRectF(cells.left(), std::round(cells.bottom()) - 3, cells.width(), 2),
                     Theme::instance()->colors().accent);
}

qreal ByteView::directionWidth() const
{
    QFont font(Theme::instance()->uiFamily());
    font.setPixelSize(Theme::instance()->smallSize());
    return QFontMetricsF(font).horizontalAdvance(tr("received")) + Theme::instance()->smallSize() +
           Theme::instance()->unit() * 2;
}

void ByteView::paintDirection(QPainter &painter, bool received, qreal x, qreal y) const
{
    const auto &theme = *Theme::instance();
    const qreal size = theme.smallSize() * 0.7;
    const qreal middle = y + lineHeight() / 2;
    const qreal tip = received ? x : x + size;
    const qreal tail = received ? x + size : x;
    const qreal back = received ? size / 2 : -size / 2;
    const QColor tint = received ? theme.colors().received : theme.colors().sent;
    painter.save();
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(QPen(tint, 1.5));
    painter.drawLine(QPointF(tail, middle), QPointF(tip, middle));
    painter.drawLine(QPointF(tip, middle), QPointF(tip + back, middle - size / 2));
    painter.drawLine(QPointF(tip, middle), QPointF(tip + back, middle + size / 2));
    QFont font(theme.uiFamily());
    font.setPixelSize(theme.smallSize());
    painter.setFont(font);
    painter.drawText(QRectF(x + size + theme.unit(), y, directionWidth(), lineHeight()),
                     Qt::AlignVCenter | Qt::TextSingleLine, received ? tr("received") : tr("sent"));
    painter.restore();
}

} // namespace sockscope
