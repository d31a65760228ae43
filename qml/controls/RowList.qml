// SPDX-License-Identifier: GPL-3.0-or-later
import QtQuick
import Sockscope.Panels

/// A list of any length whose rows are all of one height. It follows its end until somebody scrolls up, and counts what comes then.
FocusScope {
    id: list

    required property var source
    property TimelineSelection selection: null ///< of several rows; without one there is only the current row
    property alias delegate: view.delegate
    property alias name: view.name
    property alias live: rows.live ///< false for rows that are all there from the start
    property int current: -1 ///< row of the source
    property int anchor: -1 ///< the other end of a range that Shift selects
    property bool holdStart: false ///< rows that load are no news: stay with the first ones
    property int loaded: 0 ///< of the rows below, which are no news either
    readonly property alias window: rows
    readonly property alias count: rows.total
    readonly property Item currentItem: current >= rows.first ? view.itemAtIndex(current - rows.first) : null
    signal activated
    signal moved ///< the person made another row the current one

    /// As a click with these keys held down does.
    function pick(row: int, modifiers: int) {
        if (selection)
            extend(row, modifiers);
        current = row;
        moved();
        view.forceActiveFocus();
    }
    function extend(row: int, modifiers: int) {
        if (modifiers & Qt.ShiftModifier) {
            if (anchor < 0)
                anchor = Math.max(0, current);
            selection.selectRange(anchor, row);
            return;
        }
        anchor = row;
        if (modifiers & Qt.ControlModifier)
            selection.toggle(row);
        else
            selection.selectOnly(row);
    }
    /// As when another view selects the row: it comes into view.
    function select(row: int) {
        anchor = current = row;
        if (selection)
            selection.selectOnly(row);
        reveal(row);
    }
    function reveal(row: int) {
        if (row >= 0 && (row < rows.first || row >= rows.first + rows.size))
            rows.first = row - Math.floor(rows.size / 2);
    }
    function step(distance: int, modifiers: int) {
        if (rows.total === 0)
            return;
        const row = Math.max(0, Math.min((current < 0 ? rows.first : current) + distance, rows.total - 1));
        pick(row, modifiers & Qt.ShiftModifier);
        if (row < rows.first)
            rows.first = row;
        else if (row >= rows.first + rows.size)
            rows.first = row - rows.size + 1;
    }

    onHoldStartChanged: loaded = holdStart ? 0 : rows.unseen

    RowWindow {
        id: rows

        source: list.source
        size: Math.max(1, Math.floor(list.height / Theme.rowHeight))
        onUnseenChanged: list.loaded = Math.min(list.loaded, unseen)
    }
    Connections {
        function onModelReset() {
            list.current = list.anchor = -1;
        }
        function onRowsRemoved(parent, first, last) {
            const gone = last - first + 1;
            if (first === 0) {
                list.current = Math.max(-1, list.current - gone);
                list.anchor = Math.max(-1, list.anchor - gone);
            } else if (list.current >= first) {
                list.current = list.anchor = -1;
            }
        }
        function onRowsInserted() {
            if (list.holdStart && rows.follow && rows.total > rows.size)
                rows.first = 0;
        }

        target: list.source
    }
    ListView {
        id: view

        property string name

        anchors.fill: parent
        clip: true
        interactive: false
        model: rows
        focus: true
        activeFocusOnTab: true
        keyNavigationEnabled: false
        currentIndex: -1
        Accessible.role: Accessible.List
        Accessible.name: name
        Keys.onReturnPressed: list.activated()
        Keys.onPressed: event => {
            const steps = { [Qt.Key_Up]: -1, [Qt.Key_Down]: 1, [Qt.Key_PageUp]: -rows.size, [Qt.Key_PageDown]: rows.size,
                [Qt.Key_Home]: -rows.total, [Qt.Key_End]: rows.total };
            if (steps[event.key] === undefined || (event.modifiers & Qt.AltModifier))
                return;
            list.step(steps[event.key], event.modifiers);
            event.accepted = true;
        }
    }
    WheelHandler {
        property real rest: 0 // touchpads scroll by less than a row

        onWheel: event => {
            rest -= event.pixelDelta.y !== 0 ? event.pixelDelta.y / Theme.rowHeight : event.angleDelta.y / 40;
            const whole = Math.trunc(rest);
            rest -= whole;
            rows.first += whole;
        }
    }
    PanelScrollBar {
        id: bar

        anchors.right: parent.right
        height: parent.height
        orientation: Qt.Vertical
        size: rows.size / Math.max(1, rows.total)
        onPositionChanged: {
            if (pressed)
                rows.first = Math.round(position * rows.total);
        }

        Binding on position {
            value: rows.first / Math.max(1, rows.total)
            when: !bar.pressed
        }
    }
    FollowPill {
        anchors.horizontalCenter: parent.horizontalCenter
        anchors.bottom: parent.bottom
        anchors.bottomMargin: Theme.unit * 3
        visible: rows.live && !rows.follow
        unseen: list.holdStart ? 0 : rows.unseen - list.loaded
        onClicked: rows.follow = true
    }
}
