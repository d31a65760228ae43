// SPDX-License-Identifier: GPL-3.0-or-later
pragma ComponentBehavior: Bound
import QtQuick
import QtQuick.Templates as T
import Sockscope.Panels

/// The sockets of a script that stands still: what the network brought meanwhile.
Flickable {
    id: view

    required property Meanwhile meanwhile

    anchors.fill: parent
    clip: true
    contentHeight: rows.height
    boundsBehavior: Flickable.StopAtBounds
    activeFocusOnTab: true
    Accessible.role: Accessible.List
    Accessible.name: qsTr("What the network did meanwhile")
    Keys.onUpPressed: contentY = Math.max(0, contentY - Theme.rowHeight)
    Keys.onDownPressed: contentY = Math.max(0, Math.min(contentHeight - height, contentY + Theme.rowHeight))
    T.ScrollBar.vertical: PanelScrollBar {}

    Column {
        id: rows

        width: view.width
        topPadding: Theme.unit
        bottomPadding: Theme.unit

        Repeater {
            model: view.meanwhile.sockets.length

            Item {
                id: row

                required property int index
                readonly property var socket: view.meanwhile.sockets[index] ?? ({ title: "", state: "", kernelState: "", notes: [], news: false })
                readonly property int stateNumber: ["disconnected", "opening", "open", "destroyed"].indexOf(socket.state)

                width: rows.width
                implicitHeight: line.height + notes.height + Theme.unit
                Accessible.role: Accessible.ListItem
                Accessible.name: socket.title + ", " + socket.state + ", " + Array.from(socket.notes).join(", ")

                Row {
                    id: line

                    x: Theme.unit * 3
                    width: parent.width - 2 * x
                    height: Theme.rowHeight
                    spacing: Theme.unit * 2

                    StateBadge {
                        anchors.verticalCenter: parent.verticalCenter
                        socketState: Math.max(0, row.stateNumber)
                        word: row.socket.state
                    }
                    CodeText {
                        width: Math.min(implicitWidth, Math.max(0, line.width - x))
                        height: parent.height
                        text: row.socket.title
                    }
                    PanelText {
                        width: Math.min(implicitWidth, Math.max(0, line.width - x))
                        height: parent.height
                        visible: row.socket.kernelState !== ""
                        text: row.socket.kernelState
                        color: Theme.colors.muted
                        font.pixelSize: Theme.smallSize
                    }
                }
                Column {
                    id: notes

                    anchors.top: line.bottom
                    x: Theme.unit * 8
                    width: parent.width - x - Theme.unit * 3

                    Repeater {
                        model: row.socket.notes.length

                        PanelText {
                            required property int index

                            width: notes.width
                            text: row.socket.notes[index] ?? ""
                            color: row.socket.news ? Theme.colors.text : Theme.colors.muted
                            font.pixelSize: Theme.smallSize
                            wrapMode: Text.Wrap
                        }
                    }
                    PanelText {
                        visible: row.socket.notes.length === 0
                        text: qsTr("nothing waits")
                        color: Theme.colors.muted
                        font.pixelSize: Theme.smallSize
                    }
                }
            }
        }
    }
}
