// SPDX-License-Identifier: GPL-3.0-or-later
pragma ComponentBehavior: Bound
import QtQuick
import Sockscope.Panels

/// The lifecycle of one socket: the four states, how it came from one to the next, and what its kernel says.
Panel {
    id: panel

    readonly property alias lifecycle: lifecycle
    readonly property alias diagram: diagram
    readonly property bool beside: width >= 150 * Theme.unit
    /// What the diagram leaves below it.
    readonly property real roomBelow: height - head.height - 48 * Theme.unit
    readonly property bool below: !beside && roomBelow >= 20 * Theme.unit
    readonly property bool showFacts: beside || below

    function pick(offset: double) {
        session.cursor.selectRecord(offset, lifecycle.socket);
    }

    emptyTitle: lifecycle.socket > 0 ? qsTr("Socket %1 does not exist yet").arg(lifecycle.socket)
        : ended ? qsTr("The run had no sockets") : qsTr("No sockets yet")
    emptyHint: lifecycle.socket > 0 ? qsTr("At this moment of the session it had not been made. Move the time forward to see it.")
        : ended ? qsTr("It ended before the script made one with new Socket().")
        : byHand ? qsTr("The lifecycle of a socket appears here as soon as you connect above.")
        : qsTr("The lifecycle of a socket appears here as soon as the script makes one with new Socket().")
    emptyIcon: "sockets"
    empty: !lifecycle.known

    LifecycleModel {
        id: lifecycle

        journal: panel.session.journal
        cursor: panel.session.cursor
    }
    FocusScope {
        anchors.fill: parent
        visible: !panel.empty

        Item {
            id: head

            x: Theme.unit * 3
            width: parent.width - 2 * x
            height: Theme.unit * 8

            PanelText {
                id: number

                height: parent.height
                text: qsTr("socket %1").arg(lifecycle.socket)
                font.weight: Font.DemiBold
            }
            CodeText {
                id: peer

                anchors.left: number.right
                anchors.leftMargin: Theme.unit * 3
                height: parent.height
                width: Math.min(implicitWidth, parent.width * 0.5)
                text: lifecycle.peer
                color: Theme.colors.muted
            }
            PanelText {
                anchors.left: peer.right
                anchors.right: parent.right
                anchors.leftMargin: Theme.unit * 3
                height: parent.height
                horizontalAlignment: Text.AlignRight
                elide: Text.ElideLeft
                text: lifecycle.errorCount > 1 ? "\u00d7" + lifecycle.errorCount + "  " + lifecycle.lastError : lifecycle.lastError
                color: Theme.colors.error
                font.pixelSize: Theme.smallSize
            }
        }
        LifecycleDiagram {
            id: diagram

            visible: height >= 36 * Theme.unit
            y: head.height
            width: parent.width - (panel.beside ? facts.width + Theme.unit * 6 : 0)
            height: parent.height - y - (panel.below ? facts.height + Theme.unit * 4 : panel.beside ? 0 : strip.height)
            lifecycle: lifecycle
            onRecordPicked: offset => panel.pick(offset)
        }
        LifecycleLine {
            visible: !diagram.visible
            x: Theme.unit * 3
            y: head.height + Theme.unit
            width: diagram.width - 2 * x
            lifecycle: lifecycle
        }
        Rectangle {
            x: panel.beside ? facts.x - Theme.unit * 3 : Theme.unit * 3
            y: panel.beside ? head.height : diagram.y + diagram.height
            width: panel.beside ? 1 : parent.width - Theme.unit * 6
            height: panel.beside ? parent.height - y - Theme.unit * 3 : 1
            color: Theme.colors.border
        }
        LifecycleFactsList {
            id: facts

            visible: panel.showFacts
            x: panel.beside ? parent.width - width - Theme.unit * 3 : Theme.unit * 3
            y: panel.beside ? head.height : diagram.y + diagram.height + Theme.unit * 2
            width: panel.beside ? Theme.unit * 56 : parent.width - Theme.unit * 6
            height: Math.min(implicitHeight, panel.beside ? parent.height - y - Theme.unit * 2 : panel.roomBelow)
            columns: panel.beside ? 1 : 2
            lifecycle: lifecycle
        }
        PanelText {
            id: strip

            anchors.bottom: parent.bottom
            x: Theme.unit * 3
            width: parent.width - 2 * x
            height: Theme.unit * 7
            visible: !panel.showFacts
            text: facts.summary === "" ? qsTr("no events yet") : facts.summary
            color: Theme.colors.muted
            font.pixelSize: Theme.smallSize
        }
    }
}
