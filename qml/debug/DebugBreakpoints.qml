// SPDX-License-Identifier: GPL-3.0-or-later
pragma ComponentBehavior: Bound
import QtQuick
import QtQuick.Templates as T
import Sockscope.Panels

/// Everything that scripts stop at. Space switches one on or off, Delete removes it, Enter goes to its line.
DebugList {
    id: list

    required property BreakpointModel breakpoints
    signal locationActivated(file: string, line: int, column: int)

    name: qsTr("Breakpoints")
    model: breakpoints
    Keys.onReturnPressed: {
        const row = currentItem as DebugRow;
        if (row)
            row.activated();
    }
    Keys.onSpacePressed: {
        if (currentIndex >= 0)
            breakpoints.setEnabled(currentIndex, breakpoints.data(breakpoints.index(currentIndex, 0), BreakpointModel.EnabledRole) !== true);
    }
    Keys.onDeletePressed: breakpoints.remove(currentIndex)

    component BreakpointRow: DebugRow {
        id: row

        required property var model
        readonly property string text: model.text
        readonly property string detail: model.detail
        readonly property string reason: model.reason
        readonly property int kind: model.kind
        readonly property bool enabledThere: model.enabled
        readonly property string shape: ["breakpoint", "condition", "logpoint"][model.shape] + (enabledThere ? model.unplaced ? "-hollow" : "" : "-off")

        spoken: text + (detail === "" ? "" : ", " + detail) + (enabledThere ? "" : qsTr(", off")) + (reason === "" ? "" : ", " + reason)
        onActivated: {
            if (kind === BreakpointModel.Line)
                list.locationActivated(model.filePath, model.line, 1);
        }

        T.CheckBox {
            id: box

            x: Theme.unit * 2
            anchors.verticalCenter: parent.verticalCenter
            implicitWidth: Theme.unit * 4
            implicitHeight: Theme.unit * 4
            focusPolicy: Qt.NoFocus
            checked: row.enabledThere
            Accessible.name: row.enabledThere ? qsTr("Switch off: %1").arg(row.text) : qsTr("Switch on: %1").arg(row.text)
            onToggled: {
                list.breakpoints.setEnabled(row.index, checked);
                checked = Qt.binding(() => row.enabledThere);
            }
            indicator: Rectangle {
                anchors.fill: parent
                radius: Theme.unit / 2
                color: box.checked ? Theme.colors.accent : "transparent"
                border.width: 1
                border.color: box.checked ? Theme.colors.accent : Theme.colors.outline

                PanelText {
                    anchors.centerIn: parent
                    visible: box.checked
                    text: "\u2713"
                    color: Theme.colors.onAccent
                    font.pixelSize: Theme.smallSize
                }
            }
        }
        Icon {
            id: mark

            anchors.left: box.right
            anchors.leftMargin: Theme.unit * 2
            anchors.verticalCenter: parent.verticalCenter
            name: row.kind === BreakpointModel.Line ? row.shape : row.kind === BreakpointModel.Event ? "sockets" : "error"
            tint: row.enabledThere ? Theme.colors.breakpoint : Theme.colors.muted
        }
        PanelText {
            id: label

            anchors.left: mark.right
            anchors.leftMargin: Theme.unit * 1.5
            width: Math.min(implicitWidth, row.width * 0.6 - x)
            height: parent.height
            text: row.text
            color: row.enabledThere ? Theme.colors.text : Theme.colors.muted
        }
        CodeText {
            anchors.left: label.right
            anchors.leftMargin: Theme.unit * 2
            anchors.right: remove.left
            height: parent.height
            text: row.reason !== "" ? row.reason : row.detail
            color: row.reason !== "" ? Theme.colors.warning : Theme.colors.muted
            font.pixelSize: Theme.smallSize
        }
        DebugTool {
            id: remove

            anchors.right: parent.right
            anchors.rightMargin: Theme.unit * 2
            anchors.verticalCenter: parent.verticalCenter
            visible: row.kind !== BreakpointModel.Exception && (row.hovered || row.current)
            iconName: "close"
            hint: qsTr("Remove %1").arg(row.text)
            onClicked: list.breakpoints.remove(row.index)
        }
    }

    delegate: BreakpointRow {}
}
