// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QColor>
#include <QList>
#include <QQuickPaintedItem>
#include <QtQml/qqmlregistration.h>

namespace sockscope {

/// Values over time as narrow bars without axes: `up` from the base line upwards, `down`, if there are any,
/// downwards on the same scale, and a dot on top where `marks` isn't 0.
class BarChart : public QQuickPaintedItem
{
    Q_OBJECT
    QML_ELEMENT
    Q_PROPERTY(QList<qreal> up MEMBER m_up NOTIFY changed)
    Q_PROPERTY(QList<qreal> down MEMBER m_down NOTIFY changed)
    Q_PROPERTY(QList<qreal> marks MEMBER m_marks NOTIFY changed)
    Q_PROPERTY(QColor upColor MEMBER m_upColor NOTIFY changed)
    Q_PROPERTY(QColor downColor MEMBER m_downColor NOTIFY changed)
    Q_PROPERTY(QColor markColor MEMBER m_markColor NOTIFY changed)
    Q_PROPERTY(QColor lineColor MEMBER m_lineColor NOTIFY changed)

public:
    explicit BarChart(QQuickItem *parent = nullptr);
    void paint(QPainter *painter) override;

Q_SIGNALS:
    void changed();

private:
    void paintBars(QPainter &painter, const QList<qreal> &values, const QColor &color, qreal base, qreal scale) const;

    QList<qreal> m_up;
    QList<qreal> m_down;
    QList<qreal> m_marks;
    QColor m_upColor;
    QColor m_downColor;
    QColor m_markColor;
    QColor m_lineColor = Qt::transparent; ///< of the base line
};

} // namespace sockscope
