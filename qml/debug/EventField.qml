// SPDX-License-Identifier: GPL-3.0-or-later
import QtQuick
import Sockscope.Panels

/// Where a breakpoint on an event of sockets is typed: "data", "write socket:2", "data chunk:3 hex:0d 0a".
Item {
    id: entry

    required property BreakpointModel breakpoints
    readonly property alias field: field
    property string problem

    implicitHeight: field.implicitHeight

    DebugField {
        id: field

        width: parent.width
        name: qsTr("Event of sockets to stop at")
        placeholderText: qsTr("stop at an event: data, error socket:2, write chunk:3, data hex:0d 0a")
        Accessible.description: entry.problem
        onTextEdited: entry.problem = ""
        onEntered: {
            entry.problem = entry.breakpoints.addEventLine(text);
            if (entry.problem === "")
                clear();
        }
    }
    Rectangle {
        anchors.bottom: field.top
        width: parent.width
        height: message.implicitHeight + Theme.unit * 2
        visible: entry.problem !== "" && field.activeFocus
        color: Theme.colors.raised
        border.width: 1
        border.color: Theme.colors.error

        PanelText {
            id: message

            anchors.fill: parent
            anchors.margins: Theme.unit
            text: entry.problem
            color: Theme.colors.error
            font.pixelSize: Theme.smallSize
            wrapMode: Text.Wrap
        }
    }
}
