// SPDX-License-Identifier: GPL-3.0-or-later
import QtQuick
import QtQuick.Templates as T
import Sockscope.Panels

/// A line of code to type in: Enter takes it, Esc leaves it.
T.TextField {
    id: field

    required property string name
    signal entered
    signal abandoned

    implicitHeight: Theme.rowHeight
    leftPadding: Theme.unit
    rightPadding: Theme.unit
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
    Accessible.name: name
    Keys.onReturnPressed: field.entered()
    Keys.onEnterPressed: field.entered()
    Keys.onEscapePressed: field.abandoned()
    onActiveFocusChanged: {
        if (!activeFocus)
            field.abandoned();
    }

    background: Rectangle {
        color: Theme.colors.surface
        border.width: field.activeFocus ? 2 : 1
        border.color: field.activeFocus ? Theme.colors.accent : Theme.colors.outline
    }

    PanelText {
        x: field.leftPadding
        width: field.width - 2 * x
        height: field.height
        visible: field.text === "" && field.preeditText === ""
        text: field.placeholderText
        color: Theme.colors.muted
        font.pixelSize: Theme.smallSize
    }
}
