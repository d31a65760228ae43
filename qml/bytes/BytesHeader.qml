// SPDX-License-Identifier: GPL-3.0-or-later
import QtQuick
import Sockscope.Panels

/// Which bytes are shown, and how.
Rectangle {
    id: header

    required property SessionBytes bytes
    required property int tab
    required property bool showsValues
    required property bool showsFraming
    required property bool tight ///< the bar of the framing comes and goes
    signal tabPicked(index: int)
    signal valuesToggled
    signal framingToggled
    signal findRequested

    /// Why there is no byte to show, for each mode.
    readonly property string whyNothing: [qsTr("This event carries no bytes"), qsTr("Socket #%1 has sent nothing").arg(bytes.socket),
        qsTr("Socket #%1 has received nothing").arg(bytes.socket), qsTr("Socket #%1 has carried no bytes").arg(bytes.socket)][bytes.mode]
    readonly property string whatThen: bytes.mode === SessionBytes.Record
        ? qsTr("Select a write or a data event in the timeline, or turn to Both.")
        : qsTr("So far, or up to the instant that is shown. Select another socket, or turn to another direction.")

    readonly property bool compact: width < 120 * Theme.unit
    readonly property list<string> modes: [qsTr("Record"), qsTr("Sent"), qsTr("Received"), qsTr("Both")]

    implicitHeight: content.implicitHeight + Theme.unit * 2
    color: Theme.colors.window

    Flow {
        id: content

        x: Theme.unit * 2
        y: Theme.unit
        width: parent.width - 2 * x
        spacing: Theme.unit

        HexMenu {
            visible: header.compact
            text: header.modes[header.bytes.mode]
            name: qsTr("Which bytes: %1").arg(text)
            entries: header.modes
            current: header.bytes.mode
            onPicked: index => header.bytes.mode = index
        }
        HexChoice {
            visible: !header.compact
            name: qsTr("Which bytes")
            entries: header.modes
            current: header.bytes.mode
            onPicked: index => header.bytes.mode = index
        }
        Rectangle {
            width: 1
            height: Theme.unit * 6
            color: Theme.colors.border
        }
        HexChoice {
            name: qsTr("Shown as")
            entries: [qsTr("Hex"), qsTr("Text"), qsTr("Messages")]
            current: header.tab
            onPicked: index => header.tabPicked(index)
        }
        Rectangle {
            width: 1
            height: Theme.unit * 6
            color: Theme.colors.border
        }
        HexButton {
            text: qsTr("Values")
            checkable: true
            framed: false
            checked: header.showsValues
            name: qsTr("Data inspector")
            onClicked: header.valuesToggled()
        }
        HexButton {
            visible: header.tight
            text: qsTr("Framing")
            checkable: true
            framed: false
            checked: header.showsFraming
            name: qsTr("Where messages begin")
            onClicked: header.framingToggled()
        }
        HexButton {
            text: qsTr("Find")
            framed: false
            name: qsTr("Find in the bytes")
            onClicked: header.findRequested()
        }
        PanelText {
            visible: !header.compact || header.bytes.omittedBytes > 0
            height: Theme.unit * 6
            text: header.bytes.omittedBytes > 0 ? qsTr("socket #%1, %2 not indexed").arg(header.bytes.socket).arg(Format.bytes(header.bytes.omittedBytes))
                : qsTr("socket #%1").arg(header.bytes.socket)
            color: header.bytes.omittedBytes > 0 ? Theme.colors.warning : Theme.colors.muted
            font.pixelSize: Theme.smallSize
        }
    }
}
