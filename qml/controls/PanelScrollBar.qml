// SPDX-License-Identifier: GPL-3.0-or-later
import QtQuick
import QtQuick.Templates as T
import Sockscope.Panels

/// A quiet scroll bar that is there whenever there is something to scroll.
T.ScrollBar {
    id: bar

    implicitWidth: Theme.unit * 3
    minimumSize: 0.06
    visible: size < 1
    padding: Theme.unit / 2

    contentItem: Rectangle {
        implicitWidth: Theme.unit * 2
        radius: width / 2
        color: bar.pressed || bar.hovered ? Theme.colors.muted : Theme.colors.outline
        opacity: bar.pressed || bar.hovered ? 1 : 0.6
    }
}
