// SPDX-License-Identifier: GPL-3.0-or-later
pragma ComponentBehavior: Bound
import QtQuick
import Sockscope.Panels

/// One of a few words, all of them to be seen.
Row {
    id: choice

    required property list<string> entries
    required property int current
    property string name
    signal picked(index: int)

    spacing: Theme.unit / 2
    Accessible.role: Accessible.PageTabList
    Accessible.name: name

    Repeater {
        id: buttons

        model: choice.entries

        HexButton {
            required property int index
            required property string modelData

            text: modelData
            framed: false
            checkable: true
            checked: index === choice.current
            autoExclusive: true
            Accessible.role: Accessible.RadioButton
            onClicked: choice.picked(index)
            Keys.onRightPressed: choice.move(index + 1)
            Keys.onLeftPressed: choice.move(index - 1)
        }
    }

    function move(index: int) {
        if (index < 0 || index >= entries.length)
            return;
        picked(index);
        buttons.itemAt(index).forceActiveFocus(Qt.TabFocusReason);
    }
}
