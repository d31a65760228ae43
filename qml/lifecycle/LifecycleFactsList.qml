// SPDX-License-Identifier: GPL-3.0-or-later
import QtQuick
import QtQuick.Templates as T
import Sockscope.Panels

/// The facts, which scroll where there is less room than they need.
Flickable {
    id: list

    property alias lifecycle: facts.lifecycle
    property alias columns: facts.columns
    readonly property alias summary: facts.summary
    readonly property bool scrolls: contentHeight > height

    function scrollBy(distance: real) {
        contentY = Math.max(0, Math.min(contentY + distance, contentHeight - height));
    }

    implicitHeight: facts.implicitHeight
    contentHeight: facts.implicitHeight
    clip: true
    interactive: false // dragging with the mouse must not flick; the wheel is below
    boundsBehavior: Flickable.StopAtBounds
    activeFocusOnTab: scrolls
    Accessible.role: Accessible.Pane
    Accessible.name: qsTr("Events and kernel")
    onHeightChanged: scrollBy(0)
    onContentHeightChanged: scrollBy(0)
    Keys.onPressed: event => {
        const steps = { [Qt.Key_Up]: -Theme.rowHeight, [Qt.Key_Down]: Theme.rowHeight, [Qt.Key_PageUp]: -height,
            [Qt.Key_PageDown]: height, [Qt.Key_Home]: -contentHeight, [Qt.Key_End]: contentHeight };
        if (steps[event.key] === undefined || !scrolls)
            return;
        scrollBy(steps[event.key]);
        event.accepted = true;
    }

    T.ScrollBar.vertical: PanelScrollBar {}

    LifecycleFacts {
        id: facts

        width: list.width - (list.scrolls ? Theme.unit * 4 : 0)
    }
    WheelHandler {
        onWheel: event => list.scrollBy(event.pixelDelta.y !== 0 ? -event.pixelDelta.y
            : -event.angleDelta.y / 120 * 3 * Theme.rowHeight)
    }
}
