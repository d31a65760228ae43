// SPDX-License-Identifier: GPL-3.0-or-later
pragma ComponentBehavior: Bound
import QtQuick
import QtQuick.Templates as T
import Sockscope.Panels

/// A button that opens a short list of words; above itself where there is more room.
HexButton {
    id: menu

    required property list<string> entries
    property int current: -1 ///< the checked entry, if one is
    property bool opensUp: false
    signal picked(index: int)

    function pick(index: int) {
        popup.close();
        menu.picked(index);
    }

    iconName: opensUp ? "up" : "down"
    Accessible.role: Accessible.ButtonMenu
    onClicked: popup.open()
    Keys.onDownPressed: popup.open()

    T.Popup {
        id: popup

        y: menu.opensUp ? -implicitHeight : menu.height
        implicitWidth: Theme.unit * 44
        implicitHeight: menu.entries.length * Theme.rowHeight + 2 * padding
        padding: Theme.unit
        focus: true
        margins: Theme.unit
        closePolicy: T.Popup.CloseOnEscape | T.Popup.CloseOnPressOutside
        onOpened: contentItem.forceActiveFocus()

        background: Rectangle {
            radius: Theme.unit
            color: Theme.colors.raised
            border.color: Theme.colors.outline
        }
        contentItem: HexMenuList {
            entries: menu.entries
            current: menu.current
            name: menu.name
            onPicked: index => menu.pick(index)
        }
    }
}
