// SPDX-License-Identifier: GPL-3.0-or-later
import QtQuick
import QtQuick.Templates as T
import Sockscope.Panels

/// A small button with a drawing.
T.AbstractButton {
    id: button

    required property string iconName
    required property string hint

    implicitWidth: Theme.unit * 5
    implicitHeight: Theme.unit * 5
    focusPolicy: Qt.TabFocus
    Accessible.role: Accessible.Button
    Accessible.name: hint

    background: Rectangle {
        radius: Theme.unit / 2
        color: button.down ? Theme.colors.selection : button.hovered ? Theme.colors.hover : "transparent"
        border.width: button.visualFocus ? 2 : 0
        border.color: Theme.colors.accent
    }
    contentItem: Item {
        Icon {
            anchors.centerIn: parent
            name: button.iconName
            tint: Theme.colors.text
            size: Theme.bodySize
        }
    }
}
