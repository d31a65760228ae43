// SPDX-License-Identifier: GPL-3.0-or-later
pragma ComponentBehavior: Bound
import QtQuick
import Sockscope.Panels

/// The rows of the timeline.
RowList {
    id: list

    required property SessionView session
    required property TimelineColumns columns
    readonly property TimelineView view: session.journal.timelineView
    signal menuWanted(item: Item, x: real, y: real) ///< at a point of a row, which is selected
    signal locationActivated(file: string, line: int, column: int)

    source: view.rows
    selection: view.selection
    holdStart: session.journal.recorded && session.journal.state === JournalSession.Loading
    name: qsTr("Timeline")
    onMoved: view.selectRecordOf(current)
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
        columns: list.columns
        messages: list.session.bytes.messages
        current: number === list.current
        selected: list.selection.revision >= 0 && list.selection.contains(number)
        lit: list.session.scriptCursor.revision >= 0 && list.session.scriptCursor.caused(offset)
        onPicked: modifiers => list.pick(number, modifiers)
        onMenuWanted: (x, y) => {
            if (!selected)
                list.pick(number, Qt.NoModifier);
            list.menuWanted(row, x, y);
        }
        onLocationActivated: {
            if (line > 0)
                list.locationActivated(filePath, line, column);
        }
        onHintWanted: cell => hint.pointAt(cell)
        onHintDone: hint.close()
    }

    TimelineHint {
        id: hint
    }
    EmptyState {
        anchors.fill: parent
        visible: list.view.rows.total > 0 && list.count === 0
        iconName: "filter"
        title: list.view.rows.busy ? qsTr("Searching…") : qsTr("No row to show")
        hint: list.view.rows.busy ? qsTr("None of the records so far matches the filter.")
            : list.view.rows.isAll ? qsTr("Nothing had happened at the chosen instant.")
            : qsTr("None of %1 records matches the filter. Empty its line to see all.").arg(list.view.rows.total)
    }
}
