// SPDX-License-Identifier: GPL-3.0-or-later
import QtQuick
import Sockscope.Panels

/// One line at the foot of the timeline to write a note about a record in. Enter keeps it, Escape doesn't.
Rectangle {
    id: editor

    required property Annotations annotations
    property double offset: -1 ///< of the record, -1 while nothing is edited
    signal closed

    function edit(record: double) {
        offset = record;
        field.text = annotations.note(record);
        field.forceActiveFocus();
        field.selectAll();
    }
    function close() {
        offset = -1;
        closed();
    }

    implicitHeight: visible ? Theme.unit * 8 : 0
    visible: offset >= 0
    color: Theme.colors.window

    TimelineField {
        id: field

        x: Theme.unit * 2
        y: Theme.unit
        width: parent.width - 4 * Theme.unit
        iconName: "note"
        maximumLength: 2000
        placeholderText: qsTr("Note about the row; Enter keeps it, Escape doesn't")
        Accessible.name: qsTr("Note about the row")
        Keys.onReturnPressed: {
            editor.annotations.setNote(editor.offset, text);
            editor.close();
        }
        Keys.onEscapePressed: editor.close()
    }
}
