// SPDX-License-Identifier: GPL-3.0-or-later
import QtQuick
import QtQuick.Layouts
import Sockscope.Panels

/// Looks for text or bytes in the stream.
Rectangle {
    id: bar

    required property SessionBytes bytes
    readonly property alias field: pattern
    property bool isHex: false
    signal closed

    function find(forwards: bool) {
        bytes.search.find(pattern.text, isHex, bytes.selection.position, forwards);
    }

    implicitHeight: Theme.unit * 8
    color: Theme.colors.window

    RowLayout {
        anchors.fill: parent
        anchors.leftMargin: Theme.unit * 2
        anchors.rightMargin: Theme.unit * 2
        spacing: Theme.unit

        HexField {
            id: pattern

            Layout.fillWidth: true
            Layout.maximumWidth: Theme.unit * 80
            name: qsTr("Find in the bytes")
            placeholderText: bar.isHex ? qsTr("0d 0a") : qsTr("text, with \\r\\n and \\xNN")
            Keys.onReturnPressed: event => bar.find((event.modifiers & Qt.ShiftModifier) === 0)
            Keys.onEscapePressed: bar.closed()
        }
        HexButton {
            text: bar.isHex ? qsTr("Hex") : qsTr("Text")
            name: qsTr("Search for %1").arg(text)
            onClicked: bar.isHex = !bar.isHex
        }
        HexButton {
            iconName: "up"
            name: qsTr("Previous match")
            onClicked: bar.find(false)
        }
        HexButton {
            iconName: "down"
            name: qsTr("Next match")
            onClicked: bar.find(true)
        }
        PanelText {
            Layout.fillWidth: true
            Layout.preferredWidth: Theme.unit * 10
            text: bar.bytes.search.message
            color: bar.bytes.search.busy ? Theme.colors.muted : Theme.colors.text
            font.pixelSize: Theme.smallSize
            Accessible.role: Accessible.AlertMessage
            Accessible.name: text
        }
        HexButton {
            framed: false
            iconName: "close"
            name: qsTr("Close the search")
            onClicked: bar.closed()
        }
    }
}
