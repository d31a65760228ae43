// SPDX-License-Identifier: GPL-3.0-or-later
import QtQuick
import QtQuick.Templates as T
import Sockscope.Panels

/// A list of a part of the debugger's panel: one row is the current one, the keyboard walks.
ListView {
    id: list

    required property string name
    signal activated ///< Enter on the current row

    anchors.fill: parent
    clip: true
    boundsBehavior: Flickable.StopAtBounds
    reuseItems: false
    activeFocusOnTab: true
    keyNavigationEnabled: true
    highlightMoveDuration: 0
    currentIndex: -1
    Accessible.role: Accessible.List
    Accessible.name: name
    T.ScrollBar.vertical: PanelScrollBar {}
    Keys.onReturnPressed: activated()
    Keys.onSpacePressed: activated()
    onActiveFocusChanged: {
        if (activeFocus && currentIndex < 0 && count > 0)
            currentIndex = 0;
    }
}
