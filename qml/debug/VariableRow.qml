// SPDX-License-Identifier: GPL-3.0-or-later
import QtQuick
import Sockscope.Panels

/// A value: its name, what it is, and whether there is something inside. A double click or F2 edits it.
DebugRow {
    id: row

    required property VariableTree tree
    required property string name
    required property string type
    required property string value
    required property string problem
    required property int depth
    required property bool expandable
    required property bool open
    required property bool lazy
    required property bool writable
    required property bool changed
    required property bool heading
    required property bool more
    property bool editing: false
    property bool removable: false
    signal removed

    readonly property real indent: Theme.unit * (2 + 4 * depth)
    readonly property string shown: problem !== "" ? problem : lazy && !open ? qsTr("(getter: open to run it)") : value

    function edit() {
        if (!writable || heading)
            return;
        field.text = value;
        editing = true;
        field.forceActiveFocus();
        field.selectAll();
    }
    function close(expression: string) {
        if (!editing)
            return;
        editing = false;
        if (expression !== "" && expression !== value)
            tree.assign(index, expression);
        ListView.view.forceActiveFocus();
    }

    spoken: more ? name : heading ? qsTr("Scope %1").arg(name)
        : qsTr("%1: %2").arg(name).arg(shown) + (changed ? qsTr(", changed") : "") + (expandable ? open ? qsTr(", open") : qsTr(", closed") : "")
    onPicked: {
        if (heading || more)
            tree.toggle(index);
    }
    onActivated: {
        if (writable)
            edit();
        else
            tree.toggle(index);
    }

    Item {
        id: arrow

        x: row.indent
        width: Theme.iconSize
        height: parent.height

        Icon {
            anchors.centerIn: parent
            visible: row.expandable
            name: "chevron"
            rotation: row.open ? 0 : -90
            size: Theme.bodySize
        }
        TapHandler {
            enabled: row.expandable && !row.heading
            onTapped: row.tree.toggle(row.index)
        }
    }
    CodeText {
        id: label

        anchors.left: arrow.right
        anchors.leftMargin: Theme.unit / 2
        width: Math.min(implicitWidth, row.width * 0.5 - row.indent)
        height: parent.height
        text: row.name
        color: row.more ? Theme.colors.accent : row.heading ? Theme.colors.muted : Theme.colors.text
        font.weight: row.heading ? Font.DemiBold : Font.Normal
        font.pixelSize: row.heading ? Theme.smallSize : Theme.bodySize
    }
    Icon {
        id: note

        anchors.left: label.right
        anchors.leftMargin: Theme.unit
        anchors.verticalCenter: parent.verticalCenter
        visible: row.changed
        name: "mark"
        tint: Theme.colors.warning
        size: Theme.smallSize
    }
    CodeText {
        anchors.left: note.visible ? note.right : label.right
        anchors.leftMargin: Theme.unit * 3
        anchors.right: remove.visible ? remove.left : parent.right
        anchors.rightMargin: Theme.unit * 3
        height: parent.height
        visible: !row.heading && !row.more && !row.editing
        text: row.shown
        color: row.problem !== "" ? Theme.colors.error : row.changed ? Theme.colors.warning : Theme.colors.muted
        font.italic: row.problem !== "" || row.lazy
    }
    DebugField {
        id: field

        anchors.left: label.right
        anchors.right: parent.right
        anchors.margins: Theme.unit
        height: parent.height
        visible: row.editing
        name: qsTr("New value of %1").arg(row.name)
        onEntered: row.close(text)
        onAbandoned: row.close("")
    }
    DebugTool {
        id: remove

        anchors.right: parent.right
        anchors.rightMargin: Theme.unit * 2
        anchors.verticalCenter: parent.verticalCenter
        visible: row.removable && row.depth === 0 && (row.hovered || row.current)
        iconName: "close"
        hint: qsTr("Remove %1").arg(row.name)
        onClicked: row.removed()
    }
}
