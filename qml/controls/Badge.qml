// SPDX-License-Identifier: GPL-3.0-or-later
import QtQuick
import Sockscope.Panels

/// A short word in a quiet frame, with an icon before it if one is named.
Rectangle {
    id: badge

    required property string text
    property string iconName
    property color tint: Theme.colors.muted

    implicitWidth: content.implicitWidth + 3 * Theme.unit
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
            anchors.verticalCenter: parent.verticalCenter
            visible: badge.iconName !== ""
            name: badge.iconName === "" ? "info" : badge.iconName
            tint: badge.tint
            size: Theme.smallSize
        }
        PanelText {
            anchors.verticalCenter: parent.verticalCenter
            text: badge.text
            color: badge.tint
            font.pixelSize: Theme.smallSize
        }
    }
}
