// SPDX-License-Identifier: GPL-3.0-or-later
pragma ComponentBehavior: Bound
import QtQuick
import Sockscope.Panels

/// The sockets of the session, one a row, and more of the selected one.
Panel {
    id: panel

    readonly property alias list: list
    readonly property alias sockets: sockets
    readonly property alias detail: detail
    readonly property bool beside: width >= 160 * Theme.unit
    readonly property bool detailed: sockets.selectedKnown && (beside || height >= 60 * Theme.unit)
    readonly property real detailWidth: Math.min(100 * Theme.unit, width * 0.42)
    readonly property real detailHeight: Math.min(detail.contentHeight, height * 0.55)

    function showSelected() {
        list.currentIndex = sockets.rowOf(sockets.selected);
        if (list.currentIndex >= 0 && !list.follow)
            list.positionViewAtIndex(list.currentIndex, ListView.Contain);
    }

    emptyTitle: ended ? qsTr("The run had no sockets") : qsTr("No sockets yet")
    emptyHint: ended ? qsTr("It ended before the script made one with new Socket(). The console may tell why.")
        : byHand ? qsTr("A socket appears here as soon as you connect above.")
        : busy ? qsTr("A socket appears here as soon as the script makes one with new Socket().")
        : qsTr("A socket appears here when the script makes one with new Socket(). Run the script with Ctrl+F5, or debug it with F5.")
    emptyIcon: "sockets"
    empty: list.count === 0

    SocketsAtInstant {
        id: sockets

        journal: panel.session.journal
        cursor: panel.session.cursor
        onSelectedChanged: panel.showSelected()
    }
    FollowList {
        id: list

        width: parent.width - (panel.detailed && panel.beside ? panel.detailWidth : 0)
        height: parent.height - (panel.detailed && !panel.beside ? panel.detailHeight : 0)
        visible: !panel.empty
        focus: true
        model: sockets
        Accessible.name: qsTr("Sockets")
        delegate: SocketRow {
            required property int index

            width: ListView.view.width
            current: socket === sockets.selected
            onPicked: {
                list.forceActiveFocus();
                list.currentIndex = index;
                sockets.select(socket);
            }
        }
        onCurrentIndexChanged: {
            if (activeFocus && currentIndex >= 0)
                sockets.selectRow(currentIndex);
        }
        Keys.onEscapePressed: sockets.select(0)
    }
    SocketDetail {
        id: detail

        visible: !panel.empty && panel.detailed
        x: panel.beside ? list.width : 0
        y: panel.beside ? 0 : list.height
        width: panel.beside ? panel.detailWidth : parent.width
        height: panel.beside ? parent.height : panel.detailHeight
        session: panel.session
        facts: visible ? sockets.selectedRow : ({})
    }
}
