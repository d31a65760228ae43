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
    property bool seeking: false ///< the selected record's row isn't found yet
    signal locationActivated(file: string, line: int, column: int)

    emptyTitle: ended ? qsTr("The run had no events") : qsTr("No events yet")
    emptyHint: ended ? qsTr("It ended before anything was recorded. The console may tell why.")
        : busy ? qsTr("Connects, bytes and state changes appear here with the line of script that caused them.")
        : byHand ? qsTr("Connect above: connects, bytes and state changes appear here as they happen.")
        : qsTr("Connects, bytes and state changes appear here with the line of script that caused them. Run the script with F5.")
    emptyIcon: "timeline"
    empty: timeline.count === 0

    function goTo(row: int) {
        if (row < 0)
            return;
        list.select(row);
        view.selectRecordOf(row);
    }
    /// The record that all views have selected becomes the list's, as soon as its row is found.
    function seek() {
        const row = view.recordRow();
        seeking = view.hasRecord && row < 0 && rows.busy;
        if (row >= 0 && row !== list.current)
            list.select(row);
        else if (row < 0 && !seeking && view.hasRecord)
            list.reveal(view.rowNearRecord()); // filtered out: show where it would be
    }

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
        onRowWanted: row => panel.goTo(row)
    }
    Binding {
        target: panel.view
        property: "cursor"
        value: panel.session.cursor
    }
    Timer { // after a reset: when list and selection know of it too
        id: seeker

        interval: 0
        onTriggered: panel.seek()
    }
    Connections {
        function onRecordChanged() {
            panel.seek();
        }

        target: panel.view
    }
    Connections {
        function onModelReset() {
            seeker.start();
        }
        function onCountChanged() {
            if (panel.seeking)
                panel.seek();
        }
        function onBusyChanged() {
            if (panel.seeking)
                panel.seek();
        }

        target: panel.rows
    }
    Connections {
        function onFound(row: int) {
            notFound.query = "";
            panel.goTo(row);
        }
        function onNotFound() {
            notFound.query = panel.view.search.query;
        }
        function onQueryChanged() {
            notFound.query = "";
        }

        target: panel.view.search
    }

    TimelineColumns {
        id: layout

        available: panel.width
        startedAtMs: panel.session.journal.startedAt.getTime()
    }
    TimelineTools {
        id: tools

        width: parent.width
        visible: !panel.empty
        view: panel.view
        columns: layout
        current: list.current
        onDone: list.forceActiveFocus()
    }
    Column {
        id: messages

        anchors.top: tools.bottom
        width: parent.width
        visible: !panel.empty

        TimelineMessage {
            width: parent.width
            text: tools.problem
            isError: true
        }
        TimelineMessage {
            id: notFound

            property string query

            width: parent.width
            text: query === "" ? "" : qsTr("Nothing that is shown matches %1").arg(query)
            closable: true
            onClosed: query = ""
        }
        TimelineMessage {
            width: parent.width
            text: panel.view.notice
            closable: true
            onClosed: panel.view.dismissNotice()
        }
        TimelineMessage {
            width: parent.width
            text: panel.rows.droppedRows === 0 ? ""
                : qsTr("The oldest %1 records aren't shown: the timeline keeps %2. They are in the journal.")
                    .arg(panel.rows.droppedRows).arg(panel.timeline.limit)
        }
        TimelineHeader {
            width: parent.width
            columns: layout
        }
    }
    RowList {
        id: list

        anchors.top: messages.bottom
        anchors.bottom: noteEditor.top
        width: parent.width
        visible: !panel.empty
        focus: true
        source: panel.rows
        selection: panel.view.selection
        holdStart: panel.session.journal.recorded && panel.session.journal.state === JournalSession.Loading
        name: qsTr("Timeline")
        onMoved: panel.view.selectRecordOf(current)
        onActivated: {
            if (currentItem)
                (currentItem as TimelineRow).locationActivated();
        }
        delegate: TimelineRow {
            id: row

            required property string filePath
            required property int line
            required property int column
            readonly property int number: index + list.window.first

            width: ListView.view.width
            columns: layout
            current: number === list.current
            selected: list.selection.revision >= 0 && list.selection.contains(number)
            onPicked: modifiers => list.pick(number, modifiers)
            onMenuWanted: (x, y) => {
                if (!selected)
                    list.pick(number, Qt.NoModifier);
                const at = row.mapToItem(panel, x, y);
                menu.popup(panel, at.x, at.y);
            }
            onLocationActivated: {
                if (line > 0)
                    panel.locationActivated(filePath, line, column);
            }
        }
    }
    EmptyState {
        x: list.x
        y: list.y
        width: list.width
        height: list.height
        visible: !panel.empty && list.count === 0
        iconName: "filter"
        title: panel.rows.busy ? qsTr("Searching…") : qsTr("No row to show")
        hint: panel.rows.busy ? qsTr("None of the records so far matches the filter.")
            : panel.rows.isAll ? qsTr("Nothing had happened at the chosen instant.")
            : qsTr("None of %1 records matches the filter. Empty its line to see all.").arg(panel.rows.total)
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
