// SPDX-License-Identifier: GPL-3.0-or-later
#include "bar_chart.h"

#include <QPainter>

#include <algorithm>
#include <cmath>

namespace sockscope {

namespace {

qreal most(const QList<qreal> &values)
{
    return values.isEmpty() ? 0 : *std::ranges::max_element(values);
}

} // namespace

BarChart::BarChart(QQuickItem *parent)
    : QQuickPaintedItem(parent)
{
    connect(this, &BarChart::changed, this, [this] { update(); });
}

void BarChart::paintBars(QPainter &painter, const QList<qreal> &values, const QColor &color, qreal base,
                         qreal scale) const
{
    const qreal step = width() / qreal(values.size());
    for (qsizetype i = 0; i < values.size(); ++i) {
        if (values[i] <= 0)
            continue;
        const qreal left = std::floor(qreal(i) * step);
        const qreal right = std::max(std::floor(qreal(i + 1) * step) - (step >= 3 ? 1 : 0), left + 1);
        const qreal reach = std::copysign(std::max(std::abs(values[i] * scale), 1.0), scale); // never invisible
        painter.fillRect(QRectF(left, base, right - left, -reach).normalized(), color);
    }
}

void BarChart::paint(QPainter *painter)
{
    const bool isMirrored = !m_down.isEmpty();
    const qreal base = isMirrored ? std::floor(height() / 2) : height() - 1;
    const qreal reach = (isMirrored ? base : height() - (m_marks.isEmpty() ? 1 : 4)) - 1;
    const qreal scale = reach / std::max({most(m_up), most(m_down), 1e-9});
    paintBars(*painter, m_up, m_upColor, base, scale);
    paintBars(*painter, m_down, m_downColor, base + 1, -scale);
    painter->fillRect(QRectF(0, base, width(), 1), m_lineColor);
    for (qsizetype i = 0; i < m_marks.size(); ++i)
        if (m_marks[i] > 0)
            painter->fillRect(QRectF(std::floor(qreal(i) * width() / qreal(m_marks.size())) - 1, 0, 3, 3), m_markColor);
}

} // namespace sockscope
