// SPDX-License-Identifier: GPL-3.0-or-later
import QtQuick
import QtQuick.Templates as T
import Sockscope.Panels

/// A line of input of the bytes panel. It takes effect with Enter and when it is left.
T.TextField {
    id: field

    property string name
    property bool wrong: false

    implicitHeight: Theme.unit * 6
    implicitWidth: Theme.unit * 24
    leftPadding: Theme.unit * 2
    rightPadding: Theme.unit * 2
    verticalAlignment: TextInput.AlignVCenter
    color: Theme.colors.text
    placeholderTextColor: Theme.colors.muted
    selectionColor: Theme.colors.selection
    selectedTextColor: Theme.colors.text
    font.family: Theme.monoFamily
    font.pixelSize: Theme.smallSize
    selectByMouse: true
    Accessible.role: Accessible.EditableText
    Accessible.name: name

    background: Rectangle {
        radius: Theme.unit
        color: Theme.colors.surface
        border.width: field.activeFocus ? 2 : 1
        border.color: field.wrong ? Theme.colors.error : field.activeFocus ? Theme.colors.accent : Theme.colors.outline
    }

    PanelText {
        anchors.fill: parent
        anchors.leftMargin: field.leftPadding
        visible: field.text === "" && field.preeditText === ""
        text: field.placeholderText
        color: Theme.colors.muted
        font.pixelSize: Theme.smallSize
    }
}
