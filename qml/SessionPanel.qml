// SPDX-License-Identifier: GPL-3.0-or-later
pragma ComponentBehavior: Bound
import QtQuick
import Sockscope.Panels

/// The sockets of the session, one a row.
Panel {
    id: panel

    readonly property alias list: list

    emptyTitle: ended ? qsTr("The run had no sockets") : qsTr("No sockets yet")
    emptyHint: ended ? qsTr("It ended before the script made one with new Socket(). The console may tell why.")
        : busy ? qsTr("A socket appears here as soon as the script makes one with new Socket().")
        : qsTr("A socket appears here when the script makes one with new Socket(). Run the script with F5.")
    emptyIcon: "sockets"
    empty: list.count === 0

    FollowList {
        id: list

        anchors.fill: parent
        visible: !panel.empty
        focus: true
        model: panel.session.journal.sockets
        Accessible.name: qsTr("Sockets")
        delegate: SocketRow {
            width: ListView.view.width
        }
    }
}
