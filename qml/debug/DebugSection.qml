// SPDX-License-Identifier: GPL-3.0-or-later
pragma ComponentBehavior: Bound
import QtQuick
import QtQuick.Layouts
import QtQuick.Templates as T
import Sockscope.Panels

/// A part of the debugger's panel under a heading that opens and closes it.
Item {
    id: section

    required property string title
    property string note ///< beside the title
    property string hint ///< what it says while it has nothing to show
    property bool vacant: false
    property bool open: true
    property real contentRoom: Theme.unit * 24 ///< what its content would like
    default property alias content: body.data
    property alias tools: toolRow.data
    readonly property real headerHeight: Theme.unit * 7

    implicitHeight: headerHeight + (open ? contentRoom : 0)
    Layout.fillWidth: true
    Layout.fillHeight: open
    Layout.minimumHeight: headerHeight + (open ? Math.min(contentRoom, Theme.unit * 14) : 0)
    Layout.preferredHeight: implicitHeight
    Layout.maximumHeight: open ? 1e6 : headerHeight
    Accessible.role: Accessible.Grouping
    Accessible.name: title

    T.AbstractButton {
        id: header

        width: parent.width
        height: section.headerHeight
        focusPolicy: Qt.TabFocus
        Accessible.role: Accessible.Button
        Accessible.name: section.open ? qsTr("Close %1").arg(section.title) : qsTr("Open %1").arg(section.title)
        onClicked: section.open = !section.open
        background: Rectangle {
            color: header.hovered ? Theme.colors.hover : Theme.colors.raised
            border.width: header.visualFocus ? 2 : 0
            border.color: Theme.colors.accent
        }

        RowLayout {
            anchors.fill: parent
            anchors.leftMargin: Theme.unit * 2
            anchors.rightMargin: Theme.unit * 2
            spacing: Theme.unit * 1.5

            Icon {
                name: "chevron"
                rotation: section.open ? 0 : -90
                size: Theme.bodySize
            }
            PanelText {
                text: section.title
                font.pixelSize: Theme.smallSize
                font.weight: Font.DemiBold
            }
            PanelText {
                Layout.fillWidth: true
                text: section.note
                color: Theme.colors.muted
                font.pixelSize: Theme.smallSize
            }
            Row {
                id: toolRow

                visible: section.open
                spacing: Theme.unit
            }
        }
    }
    Item {
        id: body

        y: section.headerHeight
        width: parent.width
        height: Math.max(0, parent.height - y)
        visible: section.open
        clip: true
    }
    PanelText {
        y: section.headerHeight
        x: Theme.unit * 4
        width: parent.width - 2 * x
        height: Math.min(implicitHeight + Theme.unit * 3, section.height - y)
        visible: section.open && section.vacant
        text: section.hint
        color: Theme.colors.muted
        font.pixelSize: Theme.smallSize
        wrapMode: Text.Wrap
    }
}
