// SPDX-License-Identifier: GPL-3.0-or-later
pragma ComponentBehavior: Bound
import QtQuick
import QtQuick.Templates as T
import Sockscope.Panels

/// What the event loop has to do once the script goes on, and what keeps the iteration open.
Flickable {
    id: view

    required property Meanwhile meanwhile

    anchors.fill: parent
    clip: true
    contentHeight: rows.height
    boundsBehavior: Flickable.StopAtBounds
    activeFocusOnTab: true
    Accessible.role: Accessible.List
    Accessible.name: qsTr("Event loop")
    Keys.onUpPressed: contentY = Math.max(0, contentY - Theme.rowHeight)
    Keys.onDownPressed: contentY = Math.max(0, Math.min(contentHeight - height, contentY + Theme.rowHeight))
    T.ScrollBar.vertical: PanelScrollBar {}

    Column {
        id: rows

        x: Theme.unit * 3
        width: view.width - 2 * x
        topPadding: Theme.unit
        bottomPadding: Theme.unit

        PanelText {
            width: parent.width
            text: view.meanwhile.loop
            wrapMode: Text.Wrap
        }
        Repeater {
            model: view.meanwhile.timers.length

            Row {
                id: row

                required property int index
                readonly property var timer: view.meanwhile.timers[index] ?? ({ title: "", detail: "", place: "", due: false })

                height: Theme.rowHeight
                spacing: Theme.unit * 2
                Accessible.role: Accessible.ListItem
                Accessible.name: qsTr("Timer %1, %2, %3").arg(timer.detail).arg(timer.title).arg(timer.place)

                Icon {
                    anchors.verticalCenter: parent.verticalCenter
                    name: "timer"
                    tint: row.timer.due ? Theme.colors.warning : Theme.colors.muted
                    size: Theme.bodySize + 1
                }
                PanelText {
                    height: parent.height
                    text: row.timer.detail
                }
                PanelText {
                    height: parent.height
                    text: row.timer.title
                    color: row.timer.due ? Theme.colors.warning : Theme.colors.muted
                }
                CodeText {
                    height: parent.height
                    text: row.timer.place
                    color: Theme.colors.muted
                    font.pixelSize: Theme.smallSize
                }
            }
        }
        DebugAwaits {
            width: parent.width
            meanwhile: view.meanwhile
        }
    }
}
