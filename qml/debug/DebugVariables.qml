// SPDX-License-Identifier: GPL-3.0-or-later
pragma ComponentBehavior: Bound
import QtQuick
import Sockscope.Panels

/// A tree of values. Right and Left open and close, Enter or F2 edits.
DebugList {
    id: list

    required property VariableTree tree
    property bool removable: false
    signal removed(row: int)

    model: tree
    onActivated: {
        const row = currentItem as VariableRow;
        if (row)
            row.activated();
    }
    Keys.onPressed: event => {
        const row = currentItem as VariableRow;
        if (!row)
            return;
        event.accepted = true;
        if (event.key === Qt.Key_Right && !row.open || event.key === Qt.Key_Left && row.open)
            tree.toggle(row.index);
        else if (event.key === Qt.Key_F2)
            row.edit();
        else if (event.key === Qt.Key_Delete && removable)
            list.removed(row.index);
        else if (event.matches(StandardKey.Copy))
            Clipboard.copy(row.value);
        else
            event.accepted = false;
    }
    delegate: VariableRow {
        tree: list.tree
        removable: list.removable
        onRemoved: list.removed(index)
    }
}
