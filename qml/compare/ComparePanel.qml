// SPDX-License-Identifier: GPL-3.0-or-later
pragma ComponentBehavior: Bound
import QtQuick
import Sockscope.Panels

/// Two sessions side by side: what corresponds stands on one row.
Panel {
    id: panel

    required property CompareModel comparison

    readonly property alias list: list
    readonly property int at: comparison.differenceAt(list.current) ///< number of the difference that is the current row

    function go(row: int) {
        if (row < 0)
            return;
        list.select(row);
        list.forceActiveFocus();
    }
    function nextDifference() {
        go(comparison.differenceBehind(list.current));
    }
    function previousDifference() {
        go(comparison.differenceBefore(list.current));
    }

    empty: comparison.count === 0
    emptyIcon: "sockets"
    emptyTitle: qsTr("Nothing to compare")
    emptyHint: qsTr("Neither session has a socket.")

    CompareHeader {
        id: header

        width: parent.width
        visible: !panel.empty
        comparison: panel.comparison
        current: list.current
        at: panel.at
        onNextRequested: panel.nextDifference()
        onPreviousRequested: panel.previousDifference()
    }
    RowList {
        id: list

        y: header.height
        width: parent.width
        height: detail.y - y
        visible: !panel.empty
        focus: true
        live: false
        source: panel.comparison
        name: qsTr("Both sessions")
        delegate: CompareRow {
            width: ListView.view.width
            current: index + list.window.first === list.current
            onPicked: list.pick(index + list.window.first, Qt.NoModifier)
        }
    }
    CompareDetail {
        id: detail

        y: parent.height - height
        width: parent.width
        height: visible ? implicitHeight : 0
        visible: !panel.empty && panel.height > 60 * Theme.unit
        detail: panel.comparison.detail(list.current)
    }
}
