// SPDX-License-Identifier: GPL-3.0-or-later
#include "line_chart.h"

#include <QPainter>
#include <QPainterPath>

#include <algorithm>
#include <array>
#include <cmath>

namespace sockscope {

namespace {

constexpr qreal Margin = 2; ///< px: half a thick stroke

struct Stroke
{
    qreal width = 1;
    Qt::PenStyle style = Qt::SolidLine;
};
constexpr std::array strokes{Stroke{2.5, Qt::SolidLine}, Stroke{1.5, Qt::DashLine}, Stroke{1.2, Qt::SolidLine},
                             Stroke{2, Qt::DotLine}};

} // namespace

LineChart::LineChart(QQuickItem *parent)
    : QQuickPaintedItem(parent)
{
    setAntialiasing(true);
    connect(this, &LineChart::changed, this, [this] { update(); });
}

QPen LineChart::pen(int stroke) const
{
    const Stroke &chosen = strokes.at(static_cast<std::size_t>(std::abs(stroke)) % strokes.size());
    return {stroke < 2 ? m_lowColor : m_highColor, chosen.width, chosen.style, Qt::FlatCap, Qt::RoundJoin};
}

void LineChart::paintLine(QPainter &painter, const QVariantList &values) const
{
    const qreal step = (width() - 2 * Margin) / qreal(std::max<qsizetype>(values.size() - 1, 1));
    const qreal reach = height() - 2 * Margin;
    QPainterPath path;
    bool isDrawing = false;
    for (qsizetype i = 0; i < values.size(); ++i) {
        const qreal value = values[i].toDouble();
        if (std::isnan(value)) {
            isDrawing = false;
            continue;
        }
        const QPointF at(Margin + qreal(i) * step, Margin + reach * (1 - std::clamp(value / m_highest, 0.0, 1.0)));
        if (isDrawing)
            path.lineTo(at);
        else if (i + 1 < values.size() && !std::isnan(values[i + 1].toDouble()))
            path.moveTo(at);
        else
            path.addRect(QRectF(at.x() - 1, at.y() - 1, 2, 2)); // alone
        isDrawing = true;
    }
    painter.drawPath(path);
}

void LineChart::paint(QPainter *painter)
{
    if (!(m_highest > 0))
        return;
    painter->setRenderHint(QPainter::Antialiasing, false);
    for (const qreal part : {0.0, 0.5, 1.0})
        painter->fillRect(QRectF(0, std::round(Margin + (height() - 2 * Margin) * part), width(), 1), m_gridColor);
    painter->setRenderHint(QPainter::Antialiasing);
    for (qsizetype i = 0; i < m_lines.size(); ++i) {
        painter->setPen(pen(m_firstStroke + static_cast<int>(i)));
        paintLine(*painter, m_lines[i].toList());
    }
}

} // namespace sockscope
