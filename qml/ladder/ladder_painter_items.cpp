// SPDX-License-Identifier: GPL-3.0-or-later
// What happened, as it is drawn in the ladder.
#include "ladder_painter.h"
#include "ladder_view.h"
#include "theme.h"

#include <QFontMetricsF>
#include <QPainter>

#include <algorithm>
#include <cmath>

using namespace Qt::StringLiterals;

namespace sockscope {

namespace {

QString delayText(std::uint32_t us)
{
    return us < 1000        ? u"%1 \u00b5s"_s.arg(us)
           : us < 1'000'000 ? u"%1 ms"_s.arg(us / 1000.0, 0, 'f', us < 10'000 ? 1 : 0)
                            : u"%1 s"_s.arg(us / 1e6, 0, 'f', 2);
}

} // namespace

QColor LadderPainter::colorOf(const LadderGroup &group) const
{
    switch (group.kind) {
    case LadderGroup::Connect:
        return m_colors.opening;
    case LadderGroup::Opened:
    case LadderGroup::Tls:
        return m_colors.open;
    case LadderGroup::Write:
        return m_colors.sent;
    case LadderGroup::Data:
        return group.isUnheard ? m_colors.warning : m_colors.received;
    case LadderGroup::Failed:
    case LadderGroup::PeerFin:
    case LadderGroup::PeerReset:
    case LadderGroup::LocalClose:
        return m_colors.destroyed;
    case LadderGroup::Rejected:
    case LadderGroup::Refused:
    case LadderGroup::Error:
        return m_colors.error;
    case LadderGroup::Timeout:
        return m_colors.warning;
    case LadderGroup::Fulfilled:
        break;
    }
    return m_colors.muted;
}

void LadderPainter::paintSlot(QPainter &painter, const LadderSlot &slot) const
{
    const auto texts = pieces(slot);
    for (const auto &piece : texts) {
        if (!piece.group.isSelected)
            continue;
        const QRectF line(m_axis, piece.box.top(), m_view.width() - m_axis, piece.box.height());
        painter.fillRect(line, m_colors.selection);
    }
    for (const auto &piece : texts) {
        if (piece.group.isArrow())
            paintArrow(painter, piece.group);
        else
            paintMark(painter, piece.group);
        if (piece.group.delayUs > 0)
            paintDelay(painter, piece.group);
    }
    for (const auto &piece : texts)
        paintPiece(painter, piece);
}

/// From lane to lane at the time of the first; several fill the time that they took.
void LadderPainter::paintArrow(QPainter &painter, const LadderGroup &group) const
{
    const auto color = colorOf(group);
    const qreal y = std::floor(m_view.yOf(qreal(group.firstNs))) + 0.5;
    const qreal end = m_view.yOf(qreal(group.lastNs));
    if (end - y > 2) {
        auto shade = color;
        shade.setAlphaF(0.16F);
        painter.fillRect(QRectF(m_script + 2, y, m_peer - m_script - 4, end - y), shade);
    }
    const qreal direction = group.isOutward() ? 1 : -1;
    const QPointF from(group.isOutward() ? m_script : m_peer, y);
    const QPointF tip((group.isOutward() ? m_peer : m_script) - direction * 2, y);
    const bool isBytes = group.kind == LadderGroup::Write || group.kind == LadderGroup::Data;
    painter.setPen(QPen(color, isBytes ? 1.5 : 1.5, isBytes ? Qt::SolidLine : Qt::DashLine, Qt::FlatCap));
    painter.drawLine(from, tip - QPointF(direction * m_unit, 0));
    paintEnd(painter, group, tip, direction);
}

/// Bytes: a filled head. Connecting: an open one. FIN and close: a bar. RST and failures: a cross.
void LadderPainter::paintEnd(QPainter &painter, const LadderGroup &group, const QPointF &tip, qreal direction) const
{
    const qreal length = m_unit * 2;
    const qreal half = m_unit;
    const QPointF back = tip - QPointF(direction * length, 0);
    const QPolygonF head{tip, back + QPointF(0, half), back - QPointF(0, half)};
    painter.setPen(QPen(colorOf(group), 1.5));
    painter.setBrush(Qt::NoBrush);
    switch (group.kind) {
    case LadderGroup::Write:
    case LadderGroup::Data:
        painter.setBrush(colorOf(group));
        painter.drawPolygon(head);
        return;
    case LadderGroup::PeerFin:
    case LadderGroup::LocalClose:
        painter.drawPolyline(QPolygonF{head[1], head[0], head[2]});
        painter.drawLine(back - QPointF(direction * 2, half * 1.5), back + QPointF(-direction * 2, half * 1.5));
        return;
    case LadderGroup::PeerReset:
    case LadderGroup::Failed:
        painter.drawLine(back - QPointF(half, half), back + QPointF(half, half));
        painter.drawLine(back + QPointF(-half, half), back + QPointF(half, -half));
        return;
    default:
        painter.drawPolyline(QPolygonF{head[1], head[0], head[2]});
    }
}

/// From the arrival of the bytes to their handler: what the event loop made them wait.
void LadderPainter::paintDelay(QPainter &painter, const LadderGroup &group) const
{
    const qreal top = std::floor(m_view.yOf(qreal(group.firstNs))) + 0.5;
    const qreal bottom = m_view.yOf(qreal(group.firstNs) + group.delayUs * 1000.0);
    if (bottom - top < 3)
        return; // too short to be seen on this scale
    const qreal x = m_script - m_unit * 2;
    painter.setPen(QPen(m_colors.warning, 2, Qt::SolidLine, Qt::FlatCap));
    painter.drawPolyline(QPolygonF{{m_script, top}, {x, top}, {x, bottom}, {m_script, bottom}});
    const QRectF box(m_axis, (top + bottom) / 2 - m_unit * 2.5, x - m_axis - m_unit, m_unit * 5);
    if (bottom - top >= m_unit * 5)
        painter.drawText(box, Qt::AlignRight | Qt::AlignVCenter,
                         LadderView::tr("waited %1").arg(delayText(group.delayUs)));
}

void LadderPainter::paintMark(QPainter &painter, const LadderGroup &group) const
{
    const qreal y = m_view.yOf(qreal(group.firstNs));
    const qreal radius = m_unit;
    painter.setPen(QPen(colorOf(group), 1.5));
    painter.setBrush(group.kind == LadderGroup::Fulfilled ? colorOf(group) : m_colors.surface);
    painter.drawEllipse(QPointF(m_script, y), radius, radius);
    if (group.kind != LadderGroup::Refused)
        return;
    painter.drawLine(QPointF(m_script - radius, y - radius), QPointF(m_script + radius, y + radius));
    painter.drawLine(QPointF(m_script - radius, y + radius), QPointF(m_script + radius, y - radius));
}

void LadderPainter::paintPiece(QPainter &painter, const Piece &piece) const
{
    const auto color = colorOf(piece.group);
    painter.setPen(Qt::NoPen);
    painter.setBrush(piece.group.isSelected ? m_colors.selection : m_colors.surface);
    painter.drawRoundedRect(piece.box, m_unit, m_unit);
    QRectF box = piece.box.adjusted(m_unit, 0, -m_unit, 0);
    const QFontMetricsF metrics(m_font);
    if (box.width() > metrics.horizontalAdvance(piece.text) + m_unit * 3) { // room was kept for its direction
        painter.setPen(QPen(color, 1.5));
        const qreal y = box.center().y();
        const QPointF left(box.left(), y);
        const QPointF right(box.left() + m_unit * 2.5, y);
        const QPointF tip = piece.group.isOutward() ? right : left;
        const qreal back = piece.group.isOutward() ? -m_unit : m_unit;
        painter.drawLine(left, right);
        painter.drawPolyline(QPolygonF{tip + QPointF(back, -m_unit * 0.75), tip, tip + QPointF(back, m_unit * 0.75)});
        box.setLeft(box.left() + m_unit * 4);
    }
    painter.setPen(color);
    painter.drawText(box, Qt::AlignLeft | Qt::AlignVCenter | Qt::TextSingleLine, piece.text);
}

} // namespace sockscope
