// SPDX-License-Identifier: GPL-3.0-or-later
pragma ComponentBehavior: Bound
import QtQuick
import Sockscope.Panels

/// The expressions that functions of the script wait in.
Column {
    id: view

    required property Meanwhile meanwhile

    PanelText {
        width: parent.width
        visible: view.meanwhile.awaits.length > 0
        topPadding: Theme.unit
        text: qsTr("Functions that wait, the longest first:")
        color: Theme.colors.muted
    }
    Repeater {
        model: view.meanwhile.awaits.length

        Row {
            id: row

            required property int index
            readonly property var entry: view.meanwhile.awaits[index] ?? ({ function: "", text: "", place: "", settled: false })
            readonly property string note: entry.settled ? qsTr("goes on next") : ""

            width: view.width
            height: Theme.rowHeight
            spacing: Theme.unit * 2
            Accessible.role: Accessible.ListItem
            Accessible.name: qsTr("%1 waits at %2 %3: %4").arg(entry.function).arg(entry.place).arg(note).arg(entry.text)

            PanelText {
                height: parent.height
                width: Math.min(implicitWidth, row.width / 3)
                text: row.entry.function
            }
            CodeText {
                id: code

                height: parent.height
                width: Math.min(implicitWidth, Math.max(0, row.width - x - place.width - going.width - 2 * row.spacing))
                text: row.entry.text
            }
            PanelText {
                id: going

                height: parent.height
                visible: text !== ""
                text: row.note
                color: Theme.colors.warning
            }
            CodeText {
                id: place

                height: parent.height
                text: row.entry.place
                color: Theme.colors.muted
                font.pixelSize: Theme.smallSize
            }
        }
    }
}
