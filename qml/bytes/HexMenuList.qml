// SPDX-License-Identifier: GPL-3.0-or-later
pragma ComponentBehavior: Bound
import QtQuick
import Sockscope.Panels

/// The words of a HexMenu.
ListView {
    id: list

    required property list<string> entries
    required property int current
    required property string name
    signal picked(index: int)

    clip: true
    model: entries
    currentIndex: Math.max(0, current)
    keyNavigationEnabled: true
    boundsBehavior: Flickable.StopAtBounds
    Accessible.role: Accessible.PopupMenu
    Accessible.name: name
    Keys.onReturnPressed: picked(currentIndex)
    Keys.onEnterPressed: picked(currentIndex)
    Keys.onSpacePressed: picked(currentIndex)

    delegate: Rectangle {
        id: entry

        required property int index
        required property string modelData

        width: ListView.view.width
        height: Theme.rowHeight
        radius: Theme.unit
        color: ListView.isCurrentItem || hover.hovered ? Theme.colors.selection : "transparent"
        Accessible.role: Accessible.MenuItem
        Accessible.name: modelData

        PanelText {
            anchors.fill: parent
            anchors.leftMargin: Theme.unit * 2
            text: entry.modelData
            font.weight: entry.index === list.current ? Font.DemiBold : Font.Normal
        }
        HoverHandler {
            id: hover
        }
        TapHandler {
            onTapped: list.picked(entry.index)
        }
    }
}
