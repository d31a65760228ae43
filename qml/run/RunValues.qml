// SPDX-License-Identifier: GPL-3.0-or-later
import QtQuick
import Sockscope.Panels

/// A row of the metrics' table: a name or tags, a value, and what stands beside it; on two lines where there is no room.
Item {
    id: row

    required property string name
    required property string value
    required property string detail
    property real indent: 0
    property bool isTags: false
    readonly property bool narrow: width < 160 * Theme.unit
    readonly property real line: Theme.unit * (isTags ? 5 : 6)

    implicitHeight: narrow ? line + Theme.unit * 5 : line
    Accessible.role: Accessible.StaticText
    Accessible.name: name + ": " + value + ", " + detail

    CodeText {
        x: row.indent
        width: (row.narrow ? parent.width - valueText.width : parent.width * 0.4) - x
        height: row.line
        text: row.name
        elide: Text.ElideRight
        color: row.isTags ? Theme.colors.muted : Theme.colors.text
        font.pixelSize: row.isTags ? Theme.smallSize : Theme.bodySize
    }
    CodeText {
        id: valueText

        x: row.narrow ? parent.width - width : parent.width * 0.4 + Theme.unit * 2
        width: row.narrow ? Math.min(implicitWidth + Theme.unit * 2, parent.width / 2) : parent.width * 0.18
        height: row.line
        horizontalAlignment: row.narrow ? Text.AlignRight : Text.AlignLeft
        text: row.value
        elide: Text.ElideRight
    }
    PanelText {
        x: row.narrow ? row.indent + Theme.unit * 4 : parent.width * 0.6 + Theme.unit * 2
        y: row.narrow ? row.line : 0
        width: parent.width - x
        height: row.narrow ? Theme.unit * 5 : row.line
        text: row.detail
        elide: Text.ElideRight
        color: Theme.colors.muted
        font.pixelSize: Theme.smallSize
    }
}
