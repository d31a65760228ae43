// SPDX-License-Identifier: GPL-3.0-or-later
pragma ComponentBehavior: Bound
import QtQuick
import Sockscope.Panels

/// Keeps the list at the record that all views have selected, and goes to what the search finds.
Item {
    id: seeker

    required property TimelineView view
    required property SessionCursor cursor
    required property RowList list
    property bool seeking: false ///< the selected record's row isn't found yet

    visible: false

    function goTo(row: int) {
        if (row < 0)
            return;
        list.select(row);
        view.selectRecordOf(row);
    }
    /// The record that all views have selected becomes the list's, as soon as its row is found.
    function seek() {
        const row = view.recordRow();
        seeking = view.hasRecord && row < 0 && view.rows.busy;
        if (row >= 0 && row !== list.current)
            list.select(row);
        else if (row < 0 && !seeking && view.hasRecord)
            list.reveal(view.rowNearRecord()); // filtered out: show where it would be
    }

    Binding {
        target: seeker.view
        property: "cursor"
        value: seeker.cursor
    }
    Timer { // after a reset: when list and selection know of it too
        id: later

        interval: 0
        onTriggered: seeker.seek()
    }
    Connections {
        function onRecordChanged() {
            seeker.seek();
        }

        target: seeker.view
    }
    Connections {
        function onModelReset() {
            later.start();
        }
        function onCountChanged() {
            if (seeker.seeking)
                seeker.seek();
        }
        function onBusyChanged() {
            if (seeker.seeking)
                seeker.seek();
        }

        target: seeker.view.rows
    }
    Connections {
        function onFound(row: int) {
            seeker.goTo(row);
        }

        target: seeker.view.search
    }
}
