// SPDX-License-Identifier: GPL-3.0-or-later
import QtQuick
import QtQuick.Templates as T
import Sockscope.Panels

/// A list that stays at its end while rows come in, until somebody scrolls up; then it counts what came meanwhile.
ListView {
    id: list

    property bool follow: true
    property int unseen: 0
    readonly property real lastY: Math.max(originY, originY + contentHeight - height)

    function scrollBy(distance: real) {
        contentY = Math.max(originY, Math.min(contentY + distance, lastY));
        settle();
    }
    function settle() {
        follow = lastY - contentY < Theme.rowHeight / 2;
    }
    function toEnd() {
        follow = true;
        stick();
    }
    function stick() {
        if (!follow)
            return;
        if (count > 1)
            positionViewAtEnd();
        else
            positionViewAtBeginning(); // better half a row from its top
    }
    function step(distance: int) {
        currentIndex = Math.max(0, Math.min(currentIndex + distance, count - 1));
        positionViewAtIndex(currentIndex, ListView.Contain);
        settle();
    }

    clip: true
    interactive: false // dragging with the mouse must not flick; the wheel is below
    boundsBehavior: Flickable.StopAtBounds
    highlightFollowsCurrentItem: false
    keyNavigationEnabled: false
    currentIndex: -1
    activeFocusOnTab: true
    Accessible.role: Accessible.List

    onFollowChanged: unseen = 0
    onCountChanged: sticking.start()
    onHeightChanged: sticking.start()
    onContentHeightChanged: sticking.start()
    Keys.onUpPressed: step(-1)
    Keys.onDownPressed: step(1)
    Keys.onPressed: event => {
        const page = Math.max(1, Math.floor(height / Theme.rowHeight) - 1);
        const steps = { [Qt.Key_PageUp]: -page, [Qt.Key_PageDown]: page, [Qt.Key_Home]: -count, [Qt.Key_End]: count };
        if (steps[event.key] === undefined)
            return;
        step(steps[event.key]);
        event.accepted = true;
    }

    T.ScrollBar.vertical: PanelScrollBar {
        onPositionChanged: {
            if (pressed)
                list.settle();
        }
    }

    Timer { // once for all that changes in one turn of the event loop
        id: sticking

        interval: 0
        onTriggered: list.stick()
    }
    WheelHandler {
        onWheel: event => list.scrollBy(event.pixelDelta.y !== 0 ? -event.pixelDelta.y
            : -event.angleDelta.y / 120 * 3 * Theme.rowHeight)
    }
    Connections {
        function onRowsInserted(parent, first, last) {
            if (!list.follow)
                list.unseen += last - first + 1;
        }
        function onModelReset() {
            list.follow = true;
            list.currentIndex = -1;
        }

        target: list.model
    }
}
