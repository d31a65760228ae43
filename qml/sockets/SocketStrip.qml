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

    PanelText {
        anchors.fill: parent
        anchors.leftMargin: Theme.unit * 3
        visible: !strip.exists
        verticalAlignment: Text.AlignVCenter
        text: qsTr("Not connected")
        color: Theme.colors.muted
    }
    RowLayout {
        anchors.fill: parent
        anchors.leftMargin: Theme.unit * 3
        anchors.rightMargin: Theme.unit * 3
        visible: strip.exists
        spacing: Theme.unit * 4

        StateBadge {
            socketState: strip.socket.state
            word: strip.socket.stateWord
        }
        CodeText {
            Layout.maximumWidth: Math.ceil(implicitWidth)
            Layout.fillWidth: true
            text: strip.roomy && strip.socket.local !== "" ? strip.socket.local + " \u2192 " + strip.socket.peer : strip.socket.peer
            elide: Text.ElideMiddle
        }
        PanelText {
            id: reasonText

            Layout.fillWidth: true
            text: strip.reason
            color: strip.socket.error !== "" ? Theme.colors.error : Theme.colors.muted
        }
        Badge {
            visible: strip.socket.tls
            text: strip.socket.tlsVerified ? qsTr("TLS") : qsTr("TLS, not verified")
            iconName: strip.socket.tlsVerified ? "lock" : "warning"
            tint: strip.socket.tlsVerified ? Theme.colors.text : Theme.colors.warning
        }
        ByteCounter {
            sent: true
            bytes: strip.socket.bytesSent
        }
        ByteCounter {
            sent: false
            bytes: strip.socket.bytesReceived
        }
    }
}
