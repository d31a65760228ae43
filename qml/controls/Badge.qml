// SPDX-License-Identifier: GPL-3.0-or-later
import QtQuick
import Sockscope.Panels

/// A short word in a quiet frame, with an icon before it if one is named. It is elided where there is less room.
Rectangle {
    id: badge

    required property string text
    property string iconName
    property color tint: Theme.colors.muted

    readonly property real besideLabel: 3 * Theme.unit + (iconName === "" ? 0 : icon.width + content.spacing)

    implicitWidth: Math.ceil(label.implicitWidth) + besideLabel
    implicitHeight: Math.round(Theme.unit * 5)
    radius: Theme.unit
    color: Theme.colors.raised
    Accessible.role: Accessible.StaticText
    Accessible.name: text

    Row {
        id: content

        anchors.centerIn: parent
        spacing: Theme.unit

        Icon {
            id: icon

            anchors.verticalCenter: parent.verticalCenter
            visible: badge.iconName !== ""
            name: badge.iconName === "" ? "info" : badge.iconName
            tint: badge.tint
            size: Theme.smallSize
        }
        PanelText {
            id: label

            anchors.verticalCenter: parent.verticalCenter
            width: Math.min(implicitWidth, badge.width - badge.besideLabel)
            text: badge.text
            color: badge.tint
            font.pixelSize: Theme.smallSize
        }
    }
}
