// SPDX-License-Identifier: GPL-3.0-or-later
import QtQuick
import Sockscope.Panels

/// The result in a sentence, the way from one difference to the next, and whose side is which.
Rectangle {
    id: header

    required property CompareModel comparison
    required property int current ///< row
    required property int at ///< number of its difference, 0 for none
    signal nextRequested
    signal previousRequested

    implicitHeight: names.y + names.height
    color: Theme.colors.window

    Icon {
        id: verdict

        x: Theme.unit * 3
        y: (buttons.height - height) / 2 + buttons.y
        name: header.comparison.equal ? "finished" : "warning"
        tint: header.comparison.equal ? Theme.colors.open : Theme.colors.warning
    }
    PanelText {
        id: summary

        anchors.left: verdict.right
        anchors.right: buttons.left
        anchors.leftMargin: Theme.unit * 2
        anchors.rightMargin: Theme.unit * 2
        y: buttons.y
        height: buttons.height
        text: header.comparison.summary
        font.weight: Font.DemiBold
        Accessible.role: Accessible.StaticText
        Accessible.name: text
    }
    Row {
        id: buttons

        y: Theme.unit * 1.5
        anchors.right: parent.right
        anchors.rightMargin: Theme.unit * 3
        visible: header.comparison.differences > 0
        spacing: Theme.unit

        PanelText {
            height: parent.height
            rightPadding: Theme.unit * 2
            text: header.at > 0 ? qsTr("%1 of %2").arg(header.at).arg(header.comparison.differences) : ""
            color: Theme.colors.muted
            font.pixelSize: Theme.smallSize
            Accessible.role: Accessible.StaticText
            Accessible.name: qsTr("Difference %1").arg(text)
            Accessible.ignored: text === ""
        }
        PanelButton {
            text: qsTr("Previous")
            hint: qsTr("Previous difference (Shift+F8)")
            enabled: header.comparison.differenceBefore(header.current) >= 0
            onClicked: header.previousRequested()
        }
        PanelButton {
            text: qsTr("Next")
            hint: qsTr("Next difference (F8)")
            enabled: header.comparison.differenceBehind(header.current) >= 0
            onClicked: header.nextRequested()
        }
    }
    component Name: Row {
        id: name

        required property string side
        required property string file
        required property real room

        spacing: Theme.unit * 2

        Badge {
            id: badge

            anchors.verticalCenter: parent.verticalCenter
            text: name.side
            tint: Theme.colors.text
        }
        PanelText {
            width: Math.min(implicitWidth, name.room - badge.width - name.spacing)
            height: parent.height
            elide: Text.ElideMiddle
            text: name.file
        }
    }
    Item {
        id: names

        y: buttons.y + buttons.height + Theme.unit
        width: parent.width
        height: Theme.unit * 7

        Name {
            x: Theme.unit * 3
            height: parent.height
            side: qsTr("A")
            file: header.comparison.firstName
            room: parent.width / 2 - Theme.unit * 6
        }
        Name {
            x: parent.width / 2 + Theme.unit * 9
            height: parent.height
            side: qsTr("B")
            file: header.comparison.secondName
            room: parent.width / 2 - Theme.unit * 12
        }
        Rectangle {
            anchors.bottom: parent.bottom
            width: parent.width
            height: 1
            color: Theme.colors.border
        }
    }
}
