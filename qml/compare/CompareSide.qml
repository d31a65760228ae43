// SPDX-License-Identifier: GPL-3.0-or-later
import QtQuick
import Sockscope.Panels

/// One session's part of a row: which way the bytes went, where they stand in their stream, and the bytes.
Item {
    id: side

    required property bool bytes ///< otherwise words
    required property bool sent
    required property double offset ///< -1 where there are none
    required property var parts

    readonly property bool wide: width > 110 * Theme.unit
    readonly property real indent: Theme.unit * 6

    Icon {
        anchors.verticalCenter: parent.verticalCenter
        visible: side.bytes && side.offset >= 0
        name: side.sent ? "sent" : "received"
        tint: side.sent ? Theme.colors.sent : Theme.colors.received
        size: Theme.bodySize
    }
    CodeText {
        id: place

        x: side.indent
        width: Theme.unit * 18
        height: parent.height
        visible: side.wide && side.offset >= 0
        horizontalAlignment: Text.AlignRight
        text: Number(side.offset).toLocaleString(Qt.locale(), "f", 0)
        color: Theme.colors.muted
        font.pixelSize: Theme.smallSize
    }
    PartsText {
        x: side.wide ? place.x + place.width + Theme.unit * 3 : side.indent
        width: parent.width - x
        height: parent.height
        parts: side.parts
    }
}
