// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "byte_view.h"
#include "models/console/text_lines.h"

#include <memory>

namespace sockscope {

/// Bytes as lines of UTF-8 text, wrapped to the width, with control characters as tags and bytes that aren't UTF-8 as
/// \xNN. Where both directions are shown, a column tells the direction.
class StreamTextView : public sockscope::ByteView // qmltyperegistrar takes the name as it stands
{
    Q_OBJECT
    QML_ELEMENT
public:
    explicit StreamTextView(QQuickItem *parent = nullptr);

    Q_INVOKABLE QRectF byteRect(qint64 position) override;

protected:
    [[nodiscard]] Line lineAt(qint64 position) override;
    [[nodiscard]] qint64 positionAt(const QPointF &point) override;
    void paintLine(QPainter &painter, const Line &line, QByteArrayView bytes, qreal y) override;
    void layOut() override;

private:
    void paintCell(QPainter &painter, const TextCell &cell, const QColor &color, qreal y) const;
    void paintTag(QPainter &painter, const TextCell &cell, qreal y) const;
    [[nodiscard]] QRectF rectOf(const TextCell &cell, qreal y) const;
    [[nodiscard]] TextLines lineMaker() const;

    int m_columns = 80;
    qreal m_textX = 0;
};

} // namespace sockscope
