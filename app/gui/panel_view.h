// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QQuickWidget>
#include <QVariantMap>

namespace sockscope {

/// A panel of the QML module Sockscope.Panels in a widget. All views share one engine, which must outlive them.
///
/// The program sets Qt Quick's software renderer: with OpenGL, Qt 6.4 makes the panel anew, without its properties,
/// whenever its dock is detached, and needs a working GL driver, which remote desktops and virtual machines in
/// classrooms lack.
class PanelView : public QQuickWidget
{
    Q_OBJECT
public:
    /// `type` names the panel's QML type; `properties` are its required properties. A panel that can't be created is a
    /// bug in the program and ends it with a message.
    PanelView(QQmlEngine &engine, const QString &type, const QVariantMap &properties, QWidget *parent = nullptr);
    [[nodiscard]] QSize sizeHint() const override;
};

} // namespace sockscope
