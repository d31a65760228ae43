// SPDX-License-Identifier: GPL-3.0-or-later
pragma ComponentBehavior: Bound
import QtQuick
import QtQuick.Layouts
import Sockscope.Panels

/// One socket: its state first, then whom it talks to, how much, and why it is in that state.
Rectangle {
    id: row

    required property int socket
    required property int socketState
    required property string stateWord
    required property string cause
    required property string target
    required property string local
    required property string remote
    required property double bytesSent
    required property double bytesReceived
    required property double bytesUnheard
    required property bool tls
    required property bool tlsVerified
    required property string error
    required property bool current ///< the selected socket
    signal picked

    readonly property string peer: remote !== "" ? remote : target !== "" ? target : qsTr("not connected yet")
    readonly property string why: error !== "" ? error : bytesUnheard > 0
        ? qsTr("%1 dropped: no data handler").arg(Format.bytes(bytesUnheard)) : cause
    readonly property bool wide: width > 130 * Theme.unit

    implicitHeight: content.implicitHeight + Theme.unit * 5
    color: current ? Theme.colors.selection : hover.hovered ? Theme.colors.hover : "transparent"
    Accessible.role: Accessible.ListItem
    Accessible.selected: current
    Accessible.name: qsTr("Socket %1, %2, %3").arg(socket).arg(stateWord).arg(peer)

    HoverHandler {
        id: hover
    }
    TapHandler {
        onTapped: row.picked()
    }
    Rectangle { // selected, also without colours
        width: Theme.unit / 2
        height: parent.height
        visible: row.current
        color: Theme.colors.accent
    }

    component Counters: Row {
        spacing: Theme.unit * 4

        ByteCounter {
            sent: true
            bytes: row.bytesSent
        }
        ByteCounter {
            sent: false
            bytes: row.bytesReceived
        }
    }

    ColumnLayout {
        id: content

        anchors.left: parent.left
        anchors.right: parent.right
        anchors.verticalCenter: parent.verticalCenter
        anchors.leftMargin: Theme.unit * 3
        anchors.rightMargin: Theme.unit * 4
        spacing: Theme.unit

        RowLayout {
            spacing: Theme.unit * 3

            StateBadge {
                Layout.preferredWidth: Theme.iconSize + widestWord.width + Theme.unit * 2
                socketState: row.socketState
                word: row.stateWord
            }
            CodeText {
                Layout.fillWidth: true
                text: row.peer
                elide: Text.ElideMiddle
                font.pixelSize: Theme.strongSize
            }
            Badge {
                visible: row.tls
                text: row.tlsVerified ? qsTr("TLS") : qsTr("TLS, not verified")
                iconName: row.tlsVerified ? "lock" : "warning"
                tint: row.tlsVerified ? Theme.colors.text : Theme.colors.warning
            }
            Counters {
                visible: row.wide
            }
        }
        RowLayout {
            spacing: Theme.unit * 3

            PanelText {
                Layout.preferredWidth: Theme.iconSize + widestWord.width + Theme.unit * 2
                text: qsTr("socket %1").arg(row.socket)
                color: Theme.colors.muted
                font.pixelSize: Theme.smallSize
            }
            PanelText {
                Layout.fillWidth: true
                text: row.why
                color: row.error !== "" ? Theme.colors.error : row.bytesUnheard > 0 ? Theme.colors.warning : Theme.colors.muted
                font.pixelSize: Theme.smallSize
            }
            CodeText {
                visible: row.local !== "" && row.wide
                text: qsTr("from %1").arg(row.local)
                color: Theme.colors.muted
                font.pixelSize: Theme.smallSize
            }
        }
        Counters {
            visible: !row.wide
        }
    }
    Rectangle {
        anchors.bottom: parent.bottom
        width: parent.width
        height: 1
        color: Theme.colors.border
    }
    TextMetrics {
        id: widestWord

        font: Qt.font({ family: Theme.uiFamily, pixelSize: Theme.strongSize, weight: Font.DemiBold })
        text: "disconnected"
    }
}
