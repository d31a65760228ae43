// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QColor>
#include <QIcon>
#include <QPixmap>
#include <QQuickImageProvider>
#include <QString>

namespace sockscope {

/// The drawing of one of the program's own icons (resources/icons, a 16-px grid) in one colour. `size` in device
/// pixels. An unknown name gives an empty image and a warning in the log.
[[nodiscard]] QImage iconImage(const QString &name, const QColor &color, QSize size);

/// The same for the window's actions: `color` for the enabled and `disabled` for the disabled state.
[[nodiscard]] QIcon actionIcon(const QString &name, const QColor &color, const QColor &disabled);

/// Serves `image://icons/<name>/<colour>` to the panels.
class IconProvider : public QQuickImageProvider
{
public:
    IconProvider();
    QImage requestImage(const QString &id, QSize *size, const QSize &requestedSize) override;
};

} // namespace sockscope
