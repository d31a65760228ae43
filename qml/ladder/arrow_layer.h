// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QQuickPaintedItem>
#include <QVariantList>
#include <QtQml/qqmlregistration.h>

namespace sockscope {

/// Straight arrows between points of the item, as a diagram needs them.
class ArrowLayer : public QQuickPaintedItem
{
    Q_OBJECT
    QML_ELEMENT
    /// A map each: x1, y1, x2, y2, color, width in pixels, and if wanted dashed and crossed (struck through: it didn't
    /// take place).
    Q_PROPERTY(QVariantList arrows READ arrows WRITE setArrows NOTIFY changed)

public:
    explicit ArrowLayer(QQuickItem *parent = nullptr);

    [[nodiscard]] const QVariantList &arrows() const { return m_arrows; }
    void setArrows(const QVariantList &arrows);
    /// Index of the arrow that passes within `distance` pixels of a point, -1 for none.
    Q_INVOKABLE int arrowAt(qreal x, qreal y, qreal distance) const;
    void paint(QPainter *painter) override;

Q_SIGNALS:
    void changed();

private:
    QVariantList m_arrows;
};

} // namespace sockscope
