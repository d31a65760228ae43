// SPDX-License-Identifier: GPL-3.0-or-later
import QtQuick
import QtQuick.Layouts
import Sockscope.Panels

/// What is selected, and what can be done with it.
Rectangle {
    id: status

    required property SessionBytes bytes
    signal saveRequested
    readonly property ByteSelection selection: bytes.selection
    readonly property double first: bytes.selectedLanePosition
    readonly property string summary: selection.isEmpty ? qsTr("%1, nothing selected").arg(Format.bytes(bytes.stream.size))
        : qsTr("%1 at 0x%2 (%3) · %4 · %5").arg(Format.bytes(selection.length)).arg(first.toString(16))
            .arg(Number(first).toLocaleString(Qt.locale(), "f", 0)).arg(bytes.selectedReceived ? qsTr("received") : qsTr("sent"))
            .arg(Format.time(bytes.selectedTime, 6))

    function copy(format: int) {
        const text = bytes.selectedText(format);
        if (text !== "")
            Clipboard.copy(text);
    }

    implicitHeight: Theme.unit * 8
    color: Theme.colors.window

    RowLayout {
        anchors.fill: parent
        anchors.leftMargin: Theme.unit * 2
        anchors.rightMargin: Theme.unit * 2
        spacing: Theme.unit

        PanelText {
            Layout.fillWidth: true
            text: status.bytes.notice !== "" ? status.bytes.notice : status.summary
            color: status.bytes.notice !== "" ? Theme.colors.error : Theme.colors.muted
            font.pixelSize: Theme.smallSize
            Accessible.role: Accessible.StaticText
            Accessible.name: text
        }
        HexMenu {
            enabled: !status.selection.isEmpty
            opensUp: true
            text: qsTr("Copy as")
            entries: [qsTr("Text"), qsTr("Hex"), qsTr("Hex dump"), qsTr("C array"), qsTr("JavaScript Uint8Array")]
            onPicked: index => status.copy(index)
        }
        HexButton {
            enabled: !status.selection.isEmpty
            iconName: "save"
            text: status.width > 100 * Theme.unit ? qsTr("Save…") : ""
            name: qsTr("Save the selected bytes to a file")
            onClicked: status.saveRequested()
        }
    }
}
