// SPDX-License-Identifier: GPL-3.0-or-later
import QtQuick
import Sockscope.Panels

/// A value that can be selected and copied: a click selects all of it.
TextInput {
    id: value

    required property bool valid

    height: Theme.unit * 5
    readOnly: true
    selectByMouse: true
    clip: true
    verticalAlignment: TextInput.AlignVCenter
    color: valid ? Theme.colors.text : Theme.colors.muted
    selectionColor: Theme.colors.selection
    selectedTextColor: Theme.colors.text
    font.family: valid ? Theme.monoFamily : Theme.uiFamily
    font.pixelSize: Theme.smallSize
    Accessible.role: Accessible.EditableText
    Accessible.readOnly: true
    onActiveFocusChanged: {
        if (activeFocus)
            selectAll();
        else
            deselect();
    }
}
