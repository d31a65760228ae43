// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QColor>
#include <QQuickPaintedItem>
#include <QVariantList>
#include <QtQml/qqmlregistration.h>

namespace sockscope {

/// One line of bytes as ByteText shows them, in parts, of which those that differ are underlined and have another
/// colour. The parts are {text, differs}, as CompareModel has them.
class PartsText : public QQuickPaintedItem
{
    Q_OBJECT
    QML_ELEMENT
    Q_PROPERTY(QVariantList parts READ parts WRITE setParts NOTIFY changed)

public:
    explicit PartsText(QQuickItem *parent = nullptr);

    [[nodiscard]] const QVariantList &parts() const { return m_parts; }
    void setParts(const QVariantList &parts);
    void paint(QPainter *painter) override;

Q_SIGNALS:
    void changed();

private:
    void updateSize();

    QVariantList m_parts;
};

} // namespace sockscope
