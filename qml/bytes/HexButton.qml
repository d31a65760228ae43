// SPDX-License-Identifier: GPL-3.0-or-later
import QtQuick
import QtQuick.Templates as T
import Sockscope.Panels

/// A small button of the bytes panel: a word, or an icon with a name.
T.AbstractButton {
    id: button

    property string iconName
    property string name: text
    property bool framed: true

    implicitWidth: implicitContentWidth + leftPadding + rightPadding
    implicitHeight: Theme.unit * 6
    leftPadding: Math.round(Theme.unit * 1.5)
    rightPadding: leftPadding
    focusPolicy: Qt.TabFocus
    opacity: enabled ? 1 : 0.5
    Accessible.role: Accessible.Button
    Accessible.name: name
    Accessible.checkable: checkable
    Accessible.checked: checked

    background: Rectangle {
        radius: Theme.unit
        color: button.checked ? Theme.colors.selection : button.down ? Theme.colors.raised : button.hovered ? Theme.colors.hover : "transparent"
        border.width: button.visualFocus ? 2 : button.framed ? 1 : 0
        border.color: button.visualFocus || button.checked ? Theme.colors.accent : Theme.colors.border
    }
    contentItem: Row {
        spacing: Theme.unit

        Icon {
            anchors.verticalCenter: parent.verticalCenter
            visible: button.iconName !== ""
            name: button.iconName === "" ? "info" : button.iconName
            size: Theme.bodySize
            tint: Theme.colors.text
        }
        PanelText {
            anchors.verticalCenter: parent.verticalCenter
            visible: button.text !== ""
            text: button.text
            font.pixelSize: Theme.smallSize
            font.weight: button.checked ? Font.DemiBold : Font.Normal
        }
    }
}
