// SPDX-License-Identifier: GPL-3.0-or-later
pragma ComponentBehavior: Bound
import QtQuick
import Sockscope.Panels

/// The call stack. A click looks at a function's variables, a double click goes to its line.
DebugList {
    id: list

    required property Debugger debug
    signal locationActivated(file: string, line: int, column: int)

    name: qsTr("Call stack")
    model: debug.stack
    onActivated: {
        const row = currentItem as DebugRow;
        if (row)
            row.activated();
    }

    component FrameRow: DebugRow {
        id: row

        required property string name
        required property string location
        required property string filePath
        required property int line
        required property int column
        required property bool awaiting
        required property bool firstAwaiting
        required property bool isCurrent
        required property bool hasValues

        spoken: (awaiting ? qsTr("awaited by %1, %2") : qsTr("%1, %2")).arg(name).arg(location)
        onPicked: list.debug.selectFrame(index)
        onActivated: {
            list.debug.selectFrame(index);
            list.locationActivated(filePath, line, column);
        }

        Rectangle {
            width: parent.width
            height: 1
            visible: row.firstAwaiting
            color: Theme.colors.border
        }
        Icon {
            id: arrow

            x: Theme.unit * 2
            anchors.verticalCenter: parent.verticalCenter
            visible: row.isCurrent
            name: row.index === 0 ? "paused-at" : "frame-at"
            tint: Theme.colors.warning
            size: Theme.bodySize + 1
        }
        PanelText {
            id: word

            x: Theme.unit * 7
            height: parent.height
            visible: row.awaiting
            text: qsTr("awaited by")
            color: Theme.colors.muted
            font.pixelSize: Theme.smallSize
        }
        CodeText {
            anchors.left: row.awaiting ? word.right : parent.left
            anchors.leftMargin: row.awaiting ? Theme.unit * 1.5 : Theme.unit * 7
            anchors.right: place.left
            anchors.rightMargin: Theme.unit * 2
            height: parent.height
            text: row.name
            color: row.hasValues ? Theme.colors.text : Theme.colors.muted
        }
        LocationLink {
            id: place

            anchors.right: parent.right
            anchors.rightMargin: Theme.unit * 3
            width: Math.min(implicitWidth, row.width * 0.5)
            height: parent.height
            text: row.location
            onActivated: list.locationActivated(row.filePath, row.line, row.column)
        }
    }

    delegate: FrameRow {}
}
