// SPDX-License-Identifier: GPL-3.0-or-later
pragma ComponentBehavior: Bound
import QtQuick
import Sockscope.Panels

/// The messages that the framing found. Selecting one selects its bytes.
RowList {
    id: list

    required property SessionBytes bytes
    property bool linking: false ///< the row follows the bytes, not the other way round

    function showSelected() {
        if (!visible || activeFocus)
            return;
        linking = true;
        current = bytes.selectedMessage();
        if (current >= 0 && (current < window.first || current >= window.first + window.size))
            window.first = current - Math.floor(window.size / 3);
        linking = false;
    }

    source: visible ? bytes.messages : null // rows that nobody sees needn't be made anew with each socket
    name: qsTr("Messages")
    onCurrentChanged: {
        if (!linking && current >= 0)
            bytes.selectMessage(current);
    }
    onVisibleChanged: later.start()

    delegate: MessageRow {
        width: ListView.view.width
        current: index + list.window.first === list.current
        onPicked: list.pick(index + list.window.first, Qt.NoModifier)
    }

    Timer { // when its rows are there
        id: later

        interval: 0
        onTriggered: list.showSelected()
    }
    Connections {
        function onSelectedChanged() {
            list.showSelected();
        }

        target: list.bytes
    }
}
