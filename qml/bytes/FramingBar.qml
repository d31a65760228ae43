// SPDX-License-Identifier: GPL-3.0-or-later
pragma ComponentBehavior: Bound
import QtQuick
import Sockscope.Panels

/// How the stream is cut into messages, and what came of it.
Rectangle {
    id: bar

    required property SessionBytes bytes
    property bool low: false ///< there is room for one line of what came of it
    readonly property FramingSettings framing: bytes.framing
    readonly property string trouble: framing.problem !== "" ? framing.problem : bytes.messages.error
    readonly property list<string> kinds: [qsTr("Chunks as read"), qsTr("Delimiter"), qsTr("Length prefix"), qsTr("Fixed size"), qsTr("Idle gap"),
        qsTr("JavaScript function")]

    implicitHeight: content.implicitHeight + Theme.unit * 2
    color: Theme.colors.window

    component Word: PanelText {
        height: Theme.unit * 6
        color: Theme.colors.muted
        font.pixelSize: Theme.smallSize
    }

    Flow {
        id: content

        x: Theme.unit * 2
        y: Theme.unit
        width: parent.width - 2 * x
        spacing: Theme.unit

        HexMenu {
            text: qsTr("Framing: %1").arg(bar.kinds[bar.framing.kind])
            entries: bar.kinds
            current: bar.framing.kind
            onPicked: index => bar.framing.kind = index
        }
        HexField {
            visible: bar.framing.kind === FramingSettings.Delimiter
            name: qsTr("Delimiter, text with escapes")
            text: bar.framing.delimiter
            wrong: bar.framing.problem !== ""
            onTextEdited: bar.framing.delimiter = text
        }
        HexMenu {
            visible: bar.framing.kind === FramingSettings.LengthPrefix
            text: qsTr("%1 B").arg(bar.framing.fieldWidth)
            name: qsTr("Width of the length field")
            entries: [qsTr("1 byte"), qsTr("2 bytes"), qsTr("4 bytes"), qsTr("8 bytes")]
            current: bar.framing.fieldWidth === 8 ? 3 : Math.floor(bar.framing.fieldWidth / 2)
            onPicked: index => bar.framing.fieldWidth = Math.pow(2, index)
        }
        HexButton {
            visible: bar.framing.kind === FramingSettings.LengthPrefix
            text: bar.framing.bigEndian ? qsTr("big-endian") : qsTr("little-endian")
            name: qsTr("Byte order of the length: %1").arg(text)
            onClicked: bar.framing.bigEndian = !bar.framing.bigEndian
        }
        Word {
            visible: bar.framing.kind === FramingSettings.LengthPrefix
            text: qsTr("at byte")
        }
        FramingNumber {
            visible: bar.framing.kind === FramingSettings.LengthPrefix
            implicitWidth: Theme.unit * 10
            name: qsTr("Offset of the length field in the message")
            value: bar.framing.fieldOffset
            highest: 65536
            onChanged: number => bar.framing.fieldOffset = number
        }
        HexButton {
            visible: bar.framing.kind === FramingSettings.LengthPrefix
            text: bar.framing.countsHeader ? qsTr("counts the header") : qsTr("counts what follows")
            name: qsTr("The length %1").arg(text)
            onClicked: bar.framing.countsHeader = !bar.framing.countsHeader
        }
        FramingNumber {
            visible: bar.framing.kind === FramingSettings.FixedSize
            name: qsTr("Bytes of a message")
            value: bar.framing.fixedSize
            lowest: 1
            onChanged: number => bar.framing.fixedSize = number
        }
        FramingNumber {
            visible: bar.framing.kind === FramingSettings.IdleGap
            name: qsTr("Milliseconds of a gap")
            value: bar.framing.gapMs
            lowest: 1
            onChanged: number => bar.framing.gapMs = number
        }
        Word {
            visible: bar.framing.kind === FramingSettings.FixedSize || bar.framing.kind === FramingSettings.IdleGap
            text: bar.framing.kind === FramingSettings.FixedSize ? qsTr("bytes") : qsTr("ms")
        }
        HexField {
            visible: bar.framing.kind === FramingSettings.Function
            width: Math.min(content.width, 120 * Theme.unit)
            name: qsTr("Function that returns the length of the first message, or 0 for more")
            text: bar.framing.functionText
            onEditingFinished: bar.framing.functionText = text
        }
        Word {
            width: Math.min(implicitWidth, content.width)
            visible: text !== ""
            text: bar.trouble !== "" ? bar.trouble : bar.bytes.messages.summary
            color: bar.trouble !== "" ? Theme.colors.error : Theme.colors.text
            height: Math.max(Theme.unit * 6, implicitHeight)
            wrapMode: Text.Wrap
            maximumLineCount: bar.low ? 1 : 2
            Accessible.role: Accessible.StaticText
            Accessible.name: text
        }
    }
}
