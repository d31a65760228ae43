// SPDX-License-Identifier: GPL-3.0-or-later
import QtQuick
import QtQuick.Templates as T
import Sockscope.Panels

/// "12 new ↓": shown while a list does not follow; a click goes back to the end.
T.AbstractButton {
    id: pill

    required property int unseen

    text: unseen > 0 ? qsTr("%1 new").arg(unseen) : qsTr("Latest")
    implicitWidth: implicitContentWidth + leftPadding + rightPadding
    implicitHeight: Theme.unit * 7
    leftPadding: Theme.unit * 3
    rightPadding: Theme.unit * 3
    Accessible.role: Accessible.Button
    Accessible.name: unseen > 0 ? qsTr("%1 new rows, follow").arg(unseen) : qsTr("Follow the latest rows")

    background: Rectangle {
        radius: height / 2
        color: Theme.colors.accent
        border.width: pill.visualFocus ? 2 : 0
        border.color: Theme.colors.text
    }
    contentItem: Row {
        spacing: Theme.unit

        PanelText {
            anchors.verticalCenter: parent.verticalCenter
            text: pill.text
            color: Theme.colors.onAccent
            font.weight: Font.DemiBold
        }
        Icon {
            anchors.verticalCenter: parent.verticalCenter
            name: "down"
            size: Theme.bodySize
            tint: Theme.colors.onAccent
        }
    }
}
