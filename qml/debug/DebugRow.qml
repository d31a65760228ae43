// SPDX-License-Identifier: GPL-3.0-or-later
import QtQuick
import Sockscope.Panels

/// The ground of a row of a DebugList.
Rectangle {
    id: row

    required property int index
    required property string spoken ///< for those who don't see it
    readonly property bool current: ListView.isCurrentItem
    readonly property bool listFocused: ListView.view !== null && ListView.view.activeFocus
    readonly property alias hovered: hover.hovered
    signal picked
    signal activated

    width: ListView.view ? ListView.view.width : 0
    implicitHeight: Theme.rowHeight
    color: current && listFocused ? Theme.colors.selection : hover.hovered ? Theme.colors.hover : "transparent"
    Accessible.role: Accessible.ListItem
    Accessible.name: spoken
    Accessible.selected: current

    function take() {
        ListView.view.currentIndex = index;
        ListView.view.forceActiveFocus();
    }

    HoverHandler {
        id: hover
    }
    TapHandler {
        onTapped: {
            row.take();
            row.picked();
        }
        onDoubleTapped: row.activated()
    }
}
