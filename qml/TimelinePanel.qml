// SPDX-License-Identifier: GPL-3.0-or-later
pragma ComponentBehavior: Bound
import QtQuick
import Sockscope.Panels

/// Everything that happened in the session, in order of time.
Panel {
    id: panel

    readonly property alias list: list
    signal locationActivated(file: string, line: int, column: int)

    emptyTitle: ended ? qsTr("The run had no events") : qsTr("No events yet")
    emptyHint: ended ? qsTr("It ended before anything was recorded. The console may tell why.")
        : busy ? qsTr("Connects, bytes and state changes appear here with the line of script that caused them.")
        : qsTr("Connects, bytes and state changes appear here with the line of script that caused them. Run the script with F5.")
    emptyIcon: "timeline"
    empty: list.count === 0

    TimelineColumns {
        id: columns

        available: panel.width
    }
    TimelineHeader {
        id: header

        width: parent.width
        visible: !panel.empty
        columns: columns
    }
    RowList {
        id: list

        anchors.fill: parent
        anchors.topMargin: header.height
        visible: !panel.empty
        focus: true
        source: panel.session.journal.timeline
        name: qsTr("Timeline")
        onActivated: {
            if (currentItem)
                (currentItem as TimelineRow).locationActivated();
        }
        delegate: TimelineRow {
            required property string filePath
            required property int line
            required property int column

            width: ListView.view.width
            columns: columns
            current: index + list.window.first === list.current
            onPicked: list.pick(index + list.window.first)
            onLocationActivated: {
                if (line > 0)
                    panel.locationActivated(filePath, line, column);
            }
        }
    }
}
