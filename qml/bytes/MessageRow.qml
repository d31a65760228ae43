// SPDX-License-Identifier: GPL-3.0-or-later
import QtQuick
import Sockscope.Panels

/// One message: direction, number, time, size, chunks and how it starts.
Rectangle {
    id: row

    required property int index
    required property int number
    required property bool received
    required property string directionLabel
    required property double time
    required property double size
    required property int chunks
    required property bool complete
    required property string preview
    required property bool current
    signal picked

    readonly property bool wide: width > 140 * Theme.unit
    readonly property color tint: received ? Theme.colors.received : Theme.colors.sent
    readonly property string facts: (complete ? "" : qsTr("incomplete, ")) + Format.bytes(size)
        + (chunks > 1 ? qsTr(" in %1 chunks").arg(chunks) : "")

    implicitHeight: Theme.rowHeight
    color: current ? Theme.colors.selection : hover.hovered ? Theme.colors.hover : "transparent"
    Accessible.role: Accessible.ListItem
    Accessible.name: qsTr("Message %1, %2, %3, %4").arg(number).arg(directionLabel).arg(facts).arg(preview)

    HoverHandler {
        id: hover
    }
    TapHandler {
        onTapped: row.picked()
    }
    Row {
        x: Theme.unit * 2
        height: parent.height
        spacing: Theme.unit * 2

        CodeText {
            width: Theme.unit * 8
            height: parent.height
            horizontalAlignment: Text.AlignRight
            text: row.number
            color: Theme.colors.muted
            font.pixelSize: Theme.smallSize
        }
        Icon {
            anchors.verticalCenter: parent.verticalCenter
            name: row.received ? "received" : "sent"
            tint: row.tint
            size: Theme.bodySize
        }
        PanelText {
            width: Theme.unit * 15
            height: parent.height
            text: row.directionLabel
            color: row.tint
            font.weight: Font.DemiBold
        }
        CodeText {
            visible: row.wide
            width: Theme.unit * 22
            height: parent.height
            text: Format.time(row.time, 6)
            color: Theme.colors.muted
            font.pixelSize: Theme.smallSize
        }
        PanelText {
            id: factsText

            width: row.wide ? Theme.unit * 32 : Math.min(implicitWidth, Theme.unit * 30)
            height: parent.height
            text: row.facts
            color: row.complete ? Theme.colors.muted : Theme.colors.warning
            font.pixelSize: Theme.smallSize
        }
        ByteText {
            width: Math.max(0, row.width - x - Theme.unit * 4)
            height: parent.height
            text: row.preview
            color: Theme.colors.text
        }
    }
}
