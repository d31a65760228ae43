// SPDX-License-Identifier: GPL-3.0-or-later
import QtQuick
import QtQuick.Layouts
import Sockscope.Panels

/// The current socket on one line: its state, why, both endpoints, TLS, and how much went each way.
Rectangle {
    id: strip

    required property SessionView session

    readonly property CurrentSocket socket: session.socket
    readonly property bool exists: socket.number > 0
    readonly property bool roomy: width > 150 * Theme.unit
    readonly property string reason: socket.state === SocketsModel.Open ? "" : socket.error !== "" ? socket.error : socket.cause

    implicitHeight: Theme.unit * 9
    color: Theme.colors.window
    Accessible.role: Accessible.StatusBar
    Accessible.name: exists ? qsTr("Socket %1, %2, %3").arg(socket.number).arg(socket.stateWord).arg(socket.peer) : qsTr("No socket")

    RowLayout {
        anchors.fill: parent
        anchors.leftMargin: Theme.unit * 3
        anchors.rightMargin: Theme.unit * 3
        spacing: Theme.unit * 4

        PanelText {
            Layout.fillWidth: true
            visible: !strip.exists
            text: qsTr("Not connected")
            color: Theme.colors.muted
        }
        StateBadge {
            visible: strip.exists
            socketState: strip.socket.state
            word: strip.socket.stateWord
        }
        CodeText {
            visible: strip.exists
            Layout.maximumWidth: Math.ceil(implicitWidth)
            Layout.fillWidth: true
            text: strip.roomy && strip.socket.local !== "" ? strip.socket.local + " \u2192 " + strip.socket.peer : strip.socket.peer
            elide: Text.ElideMiddle
        }
        PanelText {
            id: reasonText

            Layout.fillWidth: true
            visible: strip.exists
            text: strip.reason
            color: strip.socket.error !== "" ? Theme.colors.error : Theme.colors.muted
        }
        Badge {
            visible: strip.exists && strip.socket.tls
            text: strip.socket.tlsVerified ? qsTr("TLS") : qsTr("TLS, not verified")
            iconName: strip.socket.tlsVerified ? "lock" : "warning"
            tint: strip.socket.tlsVerified ? Theme.colors.text : Theme.colors.warning
        }
        Badge {
            visible: strip.session.status.trusting && !(strip.exists && strip.socket.tls && !strip.socket.tlsVerified)
            text: qsTr("Certificates not verified")
            iconName: "warning"
            tint: Theme.colors.warning
        }
        ByteCounter {
            visible: strip.exists
            sent: true
            bytes: strip.socket.bytesSent
        }
        ByteCounter {
            visible: strip.exists
            sent: false
            bytes: strip.socket.bytesReceived
        }
    }
}
