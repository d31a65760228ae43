// SPDX-License-Identifier: GPL-3.0-or-later
pragma ComponentBehavior: Bound
import QtQuick
import Sockscope.Panels

/// The first selected bytes as values of every type.
Rectangle {
    id: pane

    required property SessionBytes bytes
    readonly property real nameWidth: Theme.unit * 17
    readonly property bool wide: width > 110 * Theme.unit // both orders beside each other at full length

    color: Theme.colors.surface

    Rectangle {
        id: header

        width: parent.width
        height: Theme.rowHeight
        color: Theme.colors.window

        PanelText {
            x: Theme.unit * 2
            width: pane.width - x
            height: parent.height
            text: pane.bytes.selection.isEmpty ? qsTr("Select a byte to see its values") : qsTr("Values, little-endian | big-endian")
            color: Theme.colors.muted
            font.pixelSize: Theme.smallSize
        }
    }
    ListView {
        id: list

        anchors.fill: parent
        anchors.topMargin: header.height
        visible: !pane.bytes.selection.isEmpty
        clip: true
        boundsBehavior: Flickable.StopAtBounds
        interactive: contentHeight > height
        model: pane.bytes.inspector
        Accessible.role: Accessible.Table
        Accessible.name: qsTr("Data inspector")

        delegate: InspectorRow {
            width: ListView.view.width
            nameWidth: pane.nameWidth
        }
    }
}
