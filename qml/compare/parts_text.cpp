// SPDX-License-Identifier: GPL-3.0-or-later
#include "parts_text.h"

#include "byte_text.h"
#include "theme.h"

#include <QPainter>
#include <QVariantMap>

namespace sockscope {

using namespace Qt::StringLiterals;

PartsText::PartsText(QQuickItem *parent)
    : QQuickPaintedItem(parent)
{
    setAntialiasing(true);
    connect(Theme::instance(), &Theme::changed, this, &PartsText::updateSize);
    updateSize();
}

void PartsText::updateSize()
{
    setImplicitHeight(Theme::instance()->rowHeight());
    update();
}

void PartsText::setParts(const QVariantList &parts)
{
    if (parts == m_parts)
        return;
    m_parts = parts;
    update();
    Q_EMIT changed();
}

void PartsText::paint(QPainter *painter)
{
    const Theme &theme = *Theme::instance();
    const qreal line = theme.unit() / 2.0;
    qreal x = 0;
    for (const QVariant &entry : std::as_const(m_parts)) {
        const QVariantMap part = entry.toMap();
        const QString text = part.value(u"text"_s).toString();
        const bool differs = part.value(u"differs"_s).toBool();
        const QColor &color = differs ? theme.colors().warning : theme.colors().text;
        const qreal left = width() - x;
        const qreal wanted = byteTextWidth(text);
        painter->save();
        painter->translate(x, 0);
        paintByteText(*painter, QSizeF(left, height()), text, color);
        if (differs)
            painter->fillRect(QRectF(0, height() - line - theme.unit() / 4.0, std::min(wanted, left), line), color);
        painter->restore();
        x += wanted;
        if (x >= width())
            return;
    }
}

} // namespace sockscope
