// SPDX-License-Identifier: GPL-3.0-or-later
import QtQuick
import QtQuick.Templates as T
import Sockscope.Panels

/// A small button of a panel: a word, framed when it is switched on.
T.AbstractButton {
    id: button

    property string hint: text ///< what it does, for those who don't see it

    implicitWidth: Math.max(Theme.unit * 7, implicitContentWidth + Theme.unit * 4)
    implicitHeight: Theme.unit * 6
    focusPolicy: Qt.TabFocus
    Accessible.role: Accessible.Button
    Accessible.name: hint

    background: Rectangle {
        radius: Theme.unit
        color: button.down || button.checked ? Theme.colors.selection : button.hovered ? Theme.colors.hover : Theme.colors.raised
        border.width: button.visualFocus ? 2 : 1
        border.color: button.visualFocus || button.checked ? Theme.colors.accent : Theme.colors.border
    }
    contentItem: PanelText {
        text: button.text
        color: button.enabled ? Theme.colors.text : Theme.colors.muted
        horizontalAlignment: Text.AlignHCenter
        font.pixelSize: Theme.smallSize
    }
}
