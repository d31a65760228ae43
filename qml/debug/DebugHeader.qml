// SPDX-License-Identifier: GPL-3.0-or-later
pragma ComponentBehavior: Bound
import QtQuick
import QtQuick.Layouts
import Sockscope.Panels

/// Where the run stands still and why, in words, and the other virtual users that do.
Rectangle {
    id: header

    required property Debugger debug
    readonly property bool paused: debug.state === Debugger.Paused

    implicitHeight: rows.implicitHeight + Theme.unit * 3
    color: paused ? Theme.colors.raised : Theme.colors.surface

    Column {
        id: rows

        anchors.left: parent.left
        anchors.right: parent.right
        anchors.margins: Theme.unit * 3
        anchors.verticalCenter: parent.verticalCenter
        spacing: Theme.unit

        RowLayout {
            width: parent.width
            spacing: Theme.unit * 2

            Icon {
                name: header.paused ? "pause" : header.debug.state === Debugger.Running ? "running" : "bug"
                tint: header.paused ? Theme.colors.warning : Theme.colors.muted
            }
            PanelText {
                Layout.fillWidth: true
                text: header.debug.summary
                font.weight: header.paused ? Font.DemiBold : Font.Normal
                Accessible.role: Accessible.StaticText
                Accessible.name: text
            }
        }
        CodeText {
            width: parent.width
            visible: header.debug.text !== ""
            text: header.debug.text
            color: Theme.colors.error
            wrapMode: Text.Wrap
            maximumLineCount: 4
        }
        PanelText {
            width: parent.width
            visible: header.paused && header.debug.stack.origin !== ""
            text: qsTr("handles %1").arg(header.debug.stack.origin)
            color: Theme.colors.muted
            font.pixelSize: Theme.smallSize
        }
        Flow {
            width: parent.width
            visible: header.debug.others.length > 0
            spacing: Theme.unit

            Repeater {
                model: header.debug.others

                PanelButton {
                    required property int index
                    required property string modelData

                    text: modelData
                    hint: qsTr("Look at %1, which stands still, too").arg(modelData)
                    onClicked: header.debug.selectOther(index)
                }
            }
        }
    }
}
