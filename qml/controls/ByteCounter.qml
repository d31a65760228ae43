// SPDX-License-Identifier: GPL-3.0-or-later
import QtQuick
import Sockscope.Panels

/// A byte total with its arrow: up for sent, down for received.
Row {
    id: counter

    required property bool sent
    required property real bytes

    readonly property string amount: Format.bytes(bytes)
    readonly property color tint: sent ? Theme.colors.sent : Theme.colors.received

    spacing: Theme.unit
    Accessible.role: Accessible.StaticText
    Accessible.name: sent ? qsTr("%1 sent").arg(amount) : qsTr("%1 received").arg(amount)

    Icon {
        anchors.verticalCenter: parent.verticalCenter
        name: counter.sent ? "up" : "down"
        tint: counter.tint
        size: Theme.bodySize
    }
    PanelText {
        anchors.verticalCenter: parent.verticalCenter
        text: counter.amount
        color: counter.tint
    }
}
