// SPDX-License-Identifier: GPL-3.0-or-later
import QtQuick
import QtQuick.Templates as T
import Sockscope.Panels

/// A small button of the timeline's tool row: a word, an icon, or both. A checked one is outlined and filled.
T.AbstractButton {
    id: button

    property string iconName
    property string hint: text ///< what it does, for those who don't see the icon

    implicitWidth: implicitContentWidth + leftPadding + rightPadding
    implicitHeight: Theme.unit * 6
    leftPadding: Theme.unit * (text === "" ? 1 : 2)
    rightPadding: leftPadding
    focusPolicy: Qt.TabFocus
    Accessible.role: checkable ? Accessible.CheckBox : Accessible.Button
    Accessible.name: hint

    background: Rectangle {
        radius: Theme.unit
        color: button.checked || button.down ? Theme.colors.selection : button.hovered && button.enabled ? Theme.colors.hover
            : "transparent"
        border.width: button.visualFocus ? 2 : 1
        border.color: button.visualFocus ? Theme.colors.accent : button.checked ? Theme.colors.text : Theme.colors.outline
    }
    contentItem: Row {
        spacing: Theme.unit
        opacity: button.enabled ? 1 : 0.5

        Icon {
            anchors.verticalCenter: parent.verticalCenter
            visible: button.iconName !== ""
            name: button.iconName === "" ? "info" : button.iconName
            tint: Theme.colors.text
            size: Theme.bodySize
        }
        PanelText {
            anchors.verticalCenter: parent.verticalCenter
            visible: button.text !== ""
            text: button.text
            font.pixelSize: Theme.smallSize
        }
    }
}
