// SPDX-License-Identifier: GPL-3.0-or-later
pragma ComponentBehavior: Bound
import QtQuick
import Sockscope.Panels

/// Everything that happened in the session, in order of time, as the person filters it.
Panel {
    id: panel

    readonly property alias list: list
    readonly property alias tools: tools
    readonly property TimelineView view: session.journal.timelineView
    readonly property TimelineFilterModel rows: view.rows
    readonly property TimelineModel timeline: session.journal.timeline
    signal locationActivated(file: string, line: int, column: int)

    emptyTitle: ended ? qsTr("The run had no events") : qsTr("No events yet")
    emptyHint: ended ? qsTr("It ended before anything was recorded. The console may tell why.")
        : busy ? qsTr("Connects, bytes and state changes appear here with the line of script that caused them.")
        : byHand ? qsTr("Connect above: connects, bytes and state changes appear here as they happen.")
        : qsTr("Connects, bytes and state changes appear here with the line of script that caused them. Run the script with Ctrl+F5, or debug it with F5.")
    emptyIcon: "timeline"
    empty: timeline.count === 0

    Keys.onShortcutOverride: event => event.accepted = keys.handles(event)
    Keys.onPressed: event => keys.press(event)
    TimelineKeys {
        id: keys

        panel: panel
        view: panel.view
        list: list
        tools: tools
        noteEditor: noteEditor
        menu: menu
        onRowWanted: row => seeker.goTo(row)
    }
    TimelineSeeker {
        id: seeker

        view: panel.view
        cursor: panel.session.cursor
        list: list
    }
    TimelineColumns {
        id: layout

        available: panel.width
        startedAtMs: panel.session.journal.startedAt.getTime()
        framed: panel.session.bytes.messages.hasBorders
        messages: framed ? panel.session.bytes.messages.count : 0
    }
    TimelineTools {
        id: tools

        width: parent.width
        visible: !panel.empty
        low: panel.height < 44 * Theme.unit
        view: panel.view
        columns: layout
        current: list.current
        onDone: list.forceActiveFocus()
    }
    TimelineNotices {
        id: notices

        anchors.top: tools.bottom
        width: parent.width
        visible: !panel.empty
        view: panel.view
        problem: tools.problem
        limit: panel.timeline.limit
    }
    TimelineHeader {
        id: header

        anchors.top: notices.bottom
        width: parent.width
        visible: !panel.empty
        columns: layout
    }
    TimelineList {
        id: list

        anchors.top: header.bottom
        anchors.bottom: noteEditor.top
        width: parent.width
        visible: !panel.empty
        focus: true
        session: panel.session
        columns: layout
        onMenuWanted: (item, x, y) => {
            const at = item.mapToItem(panel, x, y);
            menu.popup(panel, at.x, at.y);
        }
        onLocationActivated: (file, line, column) => panel.locationActivated(file, line, column)
    }
    TimelineNoteEditor {
        id: noteEditor

        anchors.bottom: parent.bottom
        width: parent.width
        annotations: panel.view.annotations
        onClosed: list.forceActiveFocus()
    }
    TimelineMenu {
        id: menu

        view: panel.view
        onNoteWanted: keys.editNote()
        onScriptWanted: list.activated()
        onClosed: {
            if (!noteEditor.visible)
                list.forceActiveFocus();
        }
    }
}
