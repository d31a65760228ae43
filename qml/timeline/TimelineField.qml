// SPDX-License-Identifier: GPL-3.0-or-later
import QtQuick
import QtQuick.Templates as T
import Sockscope.Panels

/// A line to type in, with words for what belongs there.
T.TextField {
    id: field

    property bool wrong: false
    property string iconName: "search"

    implicitHeight: Theme.unit * 6
    leftPadding: Theme.unit * 6
    rightPadding: Theme.unit * 2
    verticalAlignment: TextInput.AlignVCenter
    color: Theme.colors.text
    selectionColor: Theme.colors.accent
    selectedTextColor: Theme.colors.onAccent
    placeholderTextColor: Theme.colors.muted
    font.family: Theme.monoFamily
    font.pixelSize: Theme.bodySize
    selectByMouse: true
    activeFocusOnTab: true
    clip: true
    Accessible.role: Accessible.EditableText

    background: Rectangle {
        radius: Theme.unit
        color: Theme.colors.surface
        border.width: field.activeFocus || field.wrong ? 2 : 1
        border.color: field.wrong ? Theme.colors.error : field.activeFocus ? Theme.colors.accent : Theme.colors.outline

        Icon {
            x: Theme.unit * 2
            anchors.verticalCenter: parent.verticalCenter
            name: field.wrong ? "error" : field.iconName
            tint: field.wrong ? Theme.colors.error : Theme.colors.muted
            size: Theme.bodySize
        }
    }

    PanelText {
        x: field.leftPadding
        width: field.width - field.leftPadding - field.rightPadding
        height: field.height
        visible: field.text === "" && field.preeditText === ""
        text: field.placeholderText
        color: Theme.colors.muted
    }
}
