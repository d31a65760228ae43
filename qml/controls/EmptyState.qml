// SPDX-License-Identifier: GPL-3.0-or-later
import QtQuick
import Sockscope.Panels

/// What an empty panel says: why it is empty, and what to do.
Item {
    id: empty

    required property string iconName
    required property string title
    required property string hint

    Accessible.role: Accessible.StaticText
    Accessible.name: title + ". " + hint

    Column {
        anchors.centerIn: parent
        width: Math.min(parent.width - 8 * Theme.unit, 96 * Theme.unit)
        spacing: Theme.unit * 2

        Icon {
            anchors.horizontalCenter: parent.horizontalCenter
            visible: empty.height > 28 * Theme.unit
            name: empty.iconName
            size: Theme.unit * 7
            tint: Theme.colors.outline
        }
        PanelText {
            width: parent.width
            horizontalAlignment: Text.AlignHCenter
            text: empty.title
            font.weight: Font.DemiBold
        }
        PanelText {
            width: parent.width
            horizontalAlignment: Text.AlignHCenter
            wrapMode: Text.Wrap
            text: empty.hint
            color: Theme.colors.muted
        }
    }
}
