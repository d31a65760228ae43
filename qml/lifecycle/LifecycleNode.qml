// SPDX-License-Identifier: GPL-3.0-or-later
import QtQuick
import Sockscope.Panels

/// A state in the lifecycle diagram: its word, and how long the socket was in it.
Rectangle {
    id: node

    required property int socketState
    required property bool current
    required property bool visited
    required property double time ///< nanoseconds, -1 for none
    required property real zoom

    readonly property string word: Legend.wordOfState(socketState)
    readonly property string duration: time < 0 ? "" : Format.duration(time)
    readonly property color ink: current ? Theme.colors.surface : visited ? Theme.colors.text : Theme.colors.muted

    radius: Theme.unit * 2 * zoom
    color: "transparent"
    border.width: current ? 0 : 1
    border.color: visited ? Legend.ofState(socketState) : Theme.colors.outline
    Accessible.role: Accessible.StaticText
    Accessible.name: word + (current ? ", " + qsTr("the current state") : visited ? "" : ", " + qsTr("not reached"))
        + (duration === "" ? "" : ", " + duration)

    Column {
        anchors.centerIn: parent

        Row {
            anchors.horizontalCenter: parent.horizontalCenter
            spacing: Theme.unit * 1.5 * node.zoom

            Icon {
                anchors.verticalCenter: parent.verticalCenter
                name: Legend.iconOfState(node.socketState)
                tint: node.current ? Theme.colors.surface : node.visited ? Legend.ofState(node.socketState) : Theme.colors.muted
                size: Math.round(Theme.bodySize * node.zoom)
            }
            PanelText {
                text: node.word
                color: node.ink
                font.pixelSize: Math.round(Theme.bodySize * node.zoom)
                font.weight: node.current ? Font.Bold : Font.DemiBold
            }
        }
        CodeText {
            anchors.horizontalCenter: parent.horizontalCenter
            visible: text !== ""
            text: node.duration
            color: node.ink
            font.pixelSize: Math.round(Theme.smallSize * node.zoom)
        }
    }
}
