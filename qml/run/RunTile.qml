// SPDX-License-Identifier: GPL-3.0-or-later
import QtQuick
import Sockscope.Panels

/// One figure of a run to see at a glance.
Rectangle {
    id: tile

    required property var figure ///< {name, value, hint, bad}

    implicitWidth: Theme.unit * 32
    implicitHeight: Theme.unit * 17
    radius: Theme.unit
    color: Theme.colors.raised
    border.color: figure.bad ? Theme.colors.error : Theme.colors.border
    Accessible.role: Accessible.StaticText
    Accessible.name: figure.name + ": " + figure.value + ", " + figure.hint

    Column {
        anchors.fill: parent
        anchors.margins: Theme.unit * 2
        spacing: Theme.unit / 2

        PanelText {
            width: parent.width
            text: tile.figure.name
            color: Theme.colors.muted
            font.pixelSize: Theme.smallSize
        }
        PanelText {
            width: parent.width
            text: tile.figure.value
            font.pixelSize: Theme.strongSize
            font.weight: Font.DemiBold
        }
        PanelText {
            width: parent.width
            text: tile.figure.bad ? "\u2717 " + tile.figure.hint : tile.figure.hint
            color: tile.figure.bad ? Theme.colors.error : Theme.colors.muted
            font.pixelSize: Theme.smallSize
        }
    }
}
