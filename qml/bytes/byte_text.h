// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QColor>
#include <QQuickPaintedItem>
#include <QString>
#include <QtQml/qqmlregistration.h>

namespace sockscope {

/// One line of bytes as text, in the fixed-width font, cut with "…" where it doesn't fit. Control pictures (␍, ␊,
/// U+2400 to U+2421) are drawn as small tags with their names, CR and LF: the glyphs that fonts have for them can't be
/// read from a distance.
class ByteText : public QQuickPaintedItem
{
    Q_OBJECT
    QML_ELEMENT
    Q_PROPERTY(QString text READ text WRITE setText NOTIFY changed)
    Q_PROPERTY(QColor color READ color WRITE setColor NOTIFY changed)

public:
    explicit ByteText(QQuickItem *parent = nullptr);

    [[nodiscard]] const QString &text() const { return m_text; }
    [[nodiscard]] const QColor &color() const { return m_color; }
    void setText(const QString &text);
    void setColor(const QColor &color);
    void paint(QPainter *painter) override;

Q_SIGNALS:
    void changed();

private:
    void updateSize();

    QString m_text;
    QColor m_color;
};

/// Paints one line of bytes as ByteText does, into 0,0 and `size`.
void paintByteText(QPainter &painter, const QSizeF &size, const QString &text, const QColor &color);

/// How wide paintByteText() paints it where there is room, px.
[[nodiscard]] qreal byteTextWidth(const QString &text);

/// The name of the control character that a control picture stands for, "CR"; empty for other characters.
[[nodiscard]] QString controlName(QChar picture);

} // namespace sockscope
