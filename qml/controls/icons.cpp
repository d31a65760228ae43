// SPDX-License-Identifier: GPL-3.0-or-later
#include "icons.h"

#include <QFile>
#include <QHash>
#include <QPainter>
#include <QSvgRenderer>

namespace sockscope {

using namespace Qt::StringLiterals;

QImage iconImage(const QString &name, const QColor &color, QSize size)
{
    QImage image(size, QImage::Format_ARGB32_Premultiplied);
    image.fill(Qt::transparent);
    QFile file(u":/sockscope/icons/"_s + name + u".svg"_s);
    if (!file.open(QIODevice::ReadOnly)) {
        qWarning("There is no icon named '%s'.", qPrintable(name));
        return image;
    }
    QSvgRenderer drawing(file.readAll().replace("currentColor", color.name(QColor::HexRgb).toLatin1()));
    QPainter painter(&image);
    drawing.render(&painter);
    return image;
}

QIcon actionIcon(const QString &name, const QColor &color, const QColor &disabled)
{
    static QHash<QString, QIcon> known; // drawing one takes a millisecond
    QIcon &icon = known[name + color.name(QColor::HexArgb) + disabled.name(QColor::HexArgb)];
    if (!icon.isNull())
        return icon;
    for (const int side : {16, 24, 32, 48, 64}) {
        icon.addPixmap(QPixmap::fromImage(iconImage(name, color, {side, side})), QIcon::Normal);
        icon.addPixmap(QPixmap::fromImage(iconImage(name, disabled, {side, side})), QIcon::Disabled);
    }
    return icon;
}

IconProvider::IconProvider()
    : QQuickImageProvider(QQuickImageProvider::Image)
{
}

QImage IconProvider::requestImage(const QString &id, QSize *size, const QSize &requestedSize)
{
    const qsizetype slash = id.lastIndexOf(u'/');
    const QSize drawn = requestedSize.isEmpty() ? QSize(16, 16) : requestedSize;
    if (size)
        *size = drawn;
    return iconImage(id.left(slash), QColor(id.mid(slash + 1)), drawn);
}

} // namespace sockscope
