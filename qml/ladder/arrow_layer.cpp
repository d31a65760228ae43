// SPDX-License-Identifier: GPL-3.0-or-later
#include "arrow_layer.h"

#include <QLineF>
#include <QPainter>

#include <algorithm>

namespace sockscope {

using namespace Qt::StringLiterals;

namespace {

QLineF lineOf(const QVariantMap &arrow)
{
    return {arrow[u"x1"_s].toReal(), arrow[u"y1"_s].toReal(), arrow[u"x2"_s].toReal(), arrow[u"y2"_s].toReal()};
}

void paintHead(QPainter &painter, const QLineF &line, qreal width, const QColor &color)
{
    const qreal length = 5 + 3 * width;
    const QLineF unit = line.unitVector();
    const QPointF along(unit.dx() * length, unit.dy() * length);
    const QPointF across(-along.y() * 0.45, along.x() * 0.45);
    painter.setPen(Qt::NoPen);
    painter.setBrush(color);
    painter.drawPolygon(QPolygonF{line.p2(), line.p2() - along + across, line.p2() - along - across});
}

void paintCross(QPainter &painter, const QPointF &middle, qreal width, const QColor &color)
{
    const qreal reach = 3 + 1.5 * width;
    painter.setPen(QPen(color, width, Qt::SolidLine, Qt::RoundCap));
    painter.drawLine(middle + QPointF(-reach, -reach), middle + QPointF(reach, reach));
    painter.drawLine(middle + QPointF(-reach, reach), middle + QPointF(reach, -reach));
}

void paintArrow(QPainter &painter, const QVariantMap &arrow)
{
    const QLineF line = lineOf(arrow);
    const auto color = arrow[u"color"_s].value<QColor>();
    const qreal width = std::max(arrow[u"width"_s].toReal(), 1.0);
    if (line.length() < 1)
        return;
    QLineF shaft = line; // up to the middle of its head, whose point would be blunt otherwise
    shaft.setLength(std::max(line.length() - 4 - width, 0.0));
    QPen pen(color, width, Qt::SolidLine, Qt::FlatCap);
    if (arrow[u"dashed"_s].toBool())
        pen.setDashPattern({4, 3});
    painter.setPen(pen);
    painter.drawLine(shaft);
    paintHead(painter, line, width, color);
    if (arrow[u"crossed"_s].toBool())
        paintCross(painter, line.pointAt(0.4), width, color);
}

qreal distanceTo(const QLineF &line, const QPointF &point)
{
    const qreal squared = line.dx() * line.dx() + line.dy() * line.dy();
    if (squared == 0)
        return QLineF(line.p1(), point).length();
    const QPointF offset = point - line.p1();
    const qreal along = std::clamp((offset.x() * line.dx() + offset.y() * line.dy()) / squared, 0.0, 1.0);
    return QLineF(line.pointAt(along), point).length();
}

} // namespace

ArrowLayer::ArrowLayer(QQuickItem *parent)
    : QQuickPaintedItem(parent)
{
    setAntialiasing(true);
}

void ArrowLayer::setArrows(const QVariantList &arrows)
{
    if (arrows == m_arrows)
        return;
    m_arrows = arrows;
    update();
    Q_EMIT changed();
}

int ArrowLayer::arrowAt(qreal x, qreal y, qreal distance) const
{
    int nearest = -1;
    for (int i = 0; i < m_arrows.size(); ++i) {
        const qreal found = distanceTo(lineOf(m_arrows[i].toMap()), {x, y});
        if (found > distance)
            continue;
        nearest = i;
        distance = found;
    }
    return nearest;
}

void ArrowLayer::paint(QPainter *painter)
{
    for (const auto &arrow : std::as_const(m_arrows))
        paintArrow(*painter, arrow.toMap());
}

} // namespace sockscope
