// SPDX-License-Identifier: GPL-3.0-or-later
pragma ComponentBehavior: Bound
import QtQuick
import Sockscope.Panels

/// The bytes of the current row in hexadecimal, both sides, with what differs underlined.
Rectangle {
    id: pane

    required property var detail ///< of CompareModel::detail()

    readonly property bool known: detail.title !== undefined

    implicitHeight: Theme.unit * 20
    color: Theme.colors.window

    component Side: Column {
        id: side

        required property string name
        required property var lines

        x: Theme.unit * 3
        width: pane.width / 2 - Theme.unit * 12
        visible: pane.known

        PanelText {
            height: Theme.unit * 6
            text: side.name
            color: Theme.colors.muted
            font.pixelSize: Theme.smallSize
        }
        Repeater {
            model: side.lines

            PartsText {
                required property var modelData

                width: side.width
                height: Theme.unit * 6
                parts: modelData
            }
        }
    }

    Rectangle {
        width: parent.width
        height: 1
        color: Theme.colors.border
    }
    PanelText {
        anchors.fill: parent
        visible: !pane.known
        horizontalAlignment: Text.AlignHCenter
        text: qsTr("Select a row to see its bytes in hexadecimal.")
        color: Theme.colors.muted
    }
    Side {
        y: Theme.unit
        name: qsTr("A, %1, hexadecimal").arg(pane.detail.title ?? "")
        lines: pane.detail.first ?? []
    }
    Side {
        x: pane.width / 2 + Theme.unit * 9
        y: Theme.unit
        name: qsTr("B, %1, hexadecimal").arg(pane.detail.title ?? "")
        lines: pane.detail.second ?? []
    }
}
