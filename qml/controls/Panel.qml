// SPDX-License-Identifier: GPL-3.0-or-later
import QtQuick
import Sockscope.Panels

/// The ground of every panel: its colour, its keyboard focus ring, and what it says while it has nothing to show.
Rectangle {
    id: panel

    required property SessionView session
    property bool empty: false
    property string emptyIcon: "info"
    property string emptyTitle
    property string emptyHint
    readonly property SessionStatus status: session.status
    readonly property bool byHand: session.byHand
    readonly property bool busy: status.busy
    readonly property bool ended: !busy && status.phase !== SessionStatus.Phase.Idle && status.phase !== SessionStatus.Phase.Ready

    color: Theme.colors.surface

    EmptyState {
        anchors.fill: parent
        visible: panel.empty
        iconName: panel.emptyIcon
        title: panel.emptyTitle
        hint: panel.emptyHint
    }
    Rectangle {
        anchors.fill: parent
        z: 1
        visible: panel.activeFocus || Array.from(panel.children).some(child => child.activeFocus)
        color: "transparent"
        border.width: 2
        border.color: Theme.colors.accent
    }
}
