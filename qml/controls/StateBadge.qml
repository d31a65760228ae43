// SPDX-License-Identifier: GPL-3.0-or-later
import QtQuick
import Sockscope.Panels

/// The state of a socket: always the word, with a shape and a colour that say the same.
Row {
    id: badge

    required property int socketState
    required property string word

    readonly property color tint: Legend.ofState(socketState)

    spacing: Theme.unit * 1.5
    Accessible.role: Accessible.StaticText
    Accessible.name: word

    Icon {
        anchors.verticalCenter: parent.verticalCenter
        name: Legend.iconOfState(badge.socketState)
        tint: badge.tint
    }
    PanelText {
        anchors.verticalCenter: parent.verticalCenter
        text: badge.word
        color: badge.tint
        font.pixelSize: Theme.strongSize
        font.weight: Font.DemiBold
    }
}
