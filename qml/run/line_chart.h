// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QColor>
#include <QPen>
#include <QQuickPaintedItem>
#include <QVariantList>
#include <QtQml/qqmlregistration.h>

namespace sockscope {

/// Up to four lines over time from 0 to `highest`, each with a stroke of its own, so that they are told apart without
/// colours: thick, dashed, thin, dotted. Values are evenly spread over the width; what isn't a number leaves a gap.
class LineChart : public QQuickPaintedItem
{
    Q_OBJECT
    QML_ELEMENT
    /// A list of numbers for each line.
    Q_PROPERTY(QVariantList lines MEMBER m_lines NOTIFY changed)
    Q_PROPERTY(qreal highest MEMBER m_highest NOTIFY changed)
    Q_PROPERTY(int firstStroke MEMBER m_firstStroke NOTIFY changed) ///< of the first line; for legends
    Q_PROPERTY(QColor lowColor MEMBER m_lowColor NOTIFY changed)    ///< of the first two strokes
    Q_PROPERTY(QColor highColor MEMBER m_highColor NOTIFY changed)  ///< of the other two
    Q_PROPERTY(QColor gridColor MEMBER m_gridColor NOTIFY changed)

public:
    explicit LineChart(QQuickItem *parent = nullptr);
    void paint(QPainter *painter) override;

Q_SIGNALS:
    void changed();

private:
    [[nodiscard]] QPen pen(int stroke) const;
    void paintLine(QPainter &painter, const QVariantList &values) const;

    QVariantList m_lines;
    qreal m_highest = 1;
    int m_firstStroke = 0;
    QColor m_lowColor;
    QColor m_highColor;
    QColor m_gridColor = Qt::transparent;
};

} // namespace sockscope
