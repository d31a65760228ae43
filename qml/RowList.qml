// SPDX-License-Identifier: GPL-3.0-or-later
import QtQuick
import Sockscope.Panels

/// A list of any length whose rows are all of one height. It follows its end until somebody scrolls up, and counts what comes then.
FocusScope {
    id: list

    required property var source
    property alias delegate: view.delegate
    property alias name: view.name
    property int current: -1 ///< row of the source
    readonly property alias window: rows
    readonly property alias count: rows.total
    readonly property Item currentItem: current >= rows.first ? view.itemAtIndex(current - rows.first) : null
    signal activated

    function pick(row: int) {
        current = row;
        view.forceActiveFocus();
    }
    function step(distance: int) {
        current = Math.max(0, Math.min((current < 0 ? rows.first : current) + distance, rows.total - 1));
        if (current < rows.first)
            rows.first = current;
        else if (current >= rows.first + rows.size)
            rows.first = current - rows.size + 1;
    }

    RowWindow {
        id: rows

        source: list.source
        size: Math.max(1, Math.floor(list.height / Theme.rowHeight))
    }
    Connections {
        function onModelReset() {
            list.current = -1;
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
            if (steps[event.key] === undefined)
                return;
            list.step(steps[event.key]);
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
        visible: !rows.follow
        unseen: rows.unseen
        onClicked: rows.follow = true
    }
}
