// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "byte_view.h"

namespace sockscope {

/// Bytes in hexadecimal and as ASCII, side by side and with one selection: 16 a line, or 8 where there is no room for
/// more. The first column is the offset; where both directions are shown, each chunk starts a line, the offset is that
/// among the bytes of its direction, and the second column tells the direction.
class HexView : public sockscope::ByteView // qmltyperegistrar takes the name as it stands
{
    Q_OBJECT
    QML_ELEMENT
    Q_PROPERTY(int columns READ columns NOTIFY columnsChanged)
    Q_PROPERTY(qreal wideWidth READ wideWidth NOTIFY wideWidthChanged)
public:
    explicit HexView(QQuickItem *parent = nullptr);

    [[nodiscard]] int columns() const { return m_columns; }       ///< bytes a line
    [[nodiscard]] qreal wideWidth() const { return m_wideWidth; } ///< what 16 bytes a line take
    /// In the hexadecimal column.
    Q_INVOKABLE QRectF byteRect(qint64 position) override;
    Q_INVOKABLE QRectF textRect(qint64 position); ///< in the text column

Q_SIGNALS:
    void columnsChanged();
    void wideWidthChanged();

protected:
    [[nodiscard]] Line lineAt(qint64 position) override;
    [[nodiscard]] qint64 positionAt(const QPointF &point) override;
    void paintLine(QPainter &painter, const Line &line, QByteArrayView bytes, qreal y) override;
    void layOut() override;

private:
    void paintOffset(QPainter &painter, const Line &line, qreal y) const;
    void paintGround(QPainter &painter, const Line &line, const Segment &segment, qreal y) const;
    void paintMarks(QPainter &painter, const Line &line, const Segment &segment, qreal y) const;
    void paintBytes(QPainter &painter, QByteArrayView bytes, const QColor &color, qint64 line, qreal y) const;
    [[nodiscard]] int offsetDigits() const;
    [[nodiscard]] qreal hexX(int column) const;
    [[nodiscard]] qreal textX(int column) const { return m_textX + column * charWidth(); }
    [[nodiscard]] qreal widthOf(int columns) const;
    [[nodiscard]] QRectF cellOf(qint64 position, bool inText);

    int m_columns = 16;
    int m_digits = 4;
    qreal m_wideWidth = 0;
    qreal m_hexX = 0;
    qreal m_textX = 0;
};

} // namespace sockscope
