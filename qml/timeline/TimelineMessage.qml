// SPDX-License-Identifier: GPL-3.0-or-later
import QtQuick
import Sockscope.Panels

/// One sentence below the tool row: a query that means nothing, a copy that left something out.
Rectangle {
    id: message

    required property string text
    property bool isError: false
    property bool closable: false
    signal closed

    implicitHeight: visible ? label.height + Theme.unit * 2 : 0
    visible: text !== ""
    color: Theme.colors.raised
    Accessible.role: Accessible.AlertMessage
    Accessible.name: text

    Icon {
        x: Theme.unit * 3
        y: Theme.unit + (Theme.rowHeight - height) / 2 - Theme.unit / 2
        name: message.isError ? "error" : "info"
        tint: message.isError ? Theme.colors.error : Theme.colors.muted
        size: Theme.bodySize
    }
    PanelText {
        id: label

        x: Theme.unit * 8
        y: Theme.unit
        width: parent.width - x - close.width - Theme.unit * 4
        height: Math.max(implicitHeight, Theme.unit * 5)
        wrapMode: Text.Wrap
        maximumLineCount: 4
        text: message.text
    }
    TimelineButton {
        id: close

        anchors.right: parent.right
        anchors.rightMargin: Theme.unit * 2
        anchors.verticalCenter: parent.verticalCenter
        width: visible ? implicitWidth : 0
        visible: message.closable
        iconName: "close"
        hint: qsTr("Dismiss this message")
        onClicked: message.closed()
    }
}
