// SPDX-License-Identifier: GPL-3.0-or-later
import QtQuick
import Sockscope.Panels

/// A name and its value, on one line.
Item {
    id: row

    required property string name
    required property string value
    property string hint ///< a warning behind the value, may be empty

    implicitHeight: Theme.unit * 5
    Accessible.role: Accessible.StaticText
    Accessible.name: name + ": " + value + (hint === "" ? "" : ", " + hint)

    PanelText {
        id: title

        height: parent.height
        width: Math.min(implicitWidth, Math.max(parent.width / 2, parent.width - content.implicitWidth - Theme.unit * 2))
        text: row.name
        color: Theme.colors.muted
        font.pixelSize: Theme.smallSize
    }
    Row {
        anchors.right: parent.right
        height: parent.height
        spacing: Theme.unit

        PanelText {
            height: parent.height
            visible: row.hint !== ""
            text: row.hint
            color: Theme.colors.warning
            font.pixelSize: Theme.smallSize
        }
        CodeText {
            id: content

            height: parent.height
            width: Math.min(implicitWidth, row.width - title.width - Theme.unit * 2)
            text: row.value
            font.pixelSize: Theme.smallSize
        }
    }
}
