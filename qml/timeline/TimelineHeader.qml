// SPDX-License-Identifier: GPL-3.0-or-later
import QtQuick
import Sockscope.Panels

/// The names of the timeline's columns.
Rectangle {
    id: header

    required property TimelineColumns columns

    implicitHeight: Theme.rowHeight
    color: Theme.colors.window

    component Title: PanelText {
        height: Theme.rowHeight
        color: Theme.colors.muted
        font.pixelSize: Theme.smallSize
    }

    Row {
        x: header.columns.margin
        spacing: header.columns.gap

        Title {
            width: header.columns.time
            text: header.columns.timeMode === 2 ? qsTr("After") : qsTr("Time")
        }
        Title {
            width: header.columns.socket
            text: "#"
            horizontalAlignment: Text.AlignRight
            Accessible.name: qsTr("Socket")
        }
        Title {
            width: header.columns.direction
            text: header.columns.showKind ? qsTr("Direction") : qsTr("Event")
        }
        Title {
            visible: header.columns.showKind
            width: header.columns.kind
            text: qsTr("Event")
        }
        Title {
            visible: header.columns.wide
            width: header.columns.size
            text: qsTr("Size")
            horizontalAlignment: Text.AlignRight
        }
        Title {
            visible: header.columns.framed
            width: header.columns.message
            text: header.columns.briefMessages ? qsTr("Msg") : qsTr("Message")
        }
        Title {
            width: header.columns.preview + header.columns.location - script.width
            text: qsTr("Content")
        }
        Title {
            id: script

            width: Math.min(implicitWidth, header.columns.location)
            text: qsTr("Script")
            horizontalAlignment: Text.AlignRight
        }
    }
    Rectangle {
        anchors.bottom: parent.bottom
        width: parent.width
        height: 1
        color: Theme.colors.border
    }
}
