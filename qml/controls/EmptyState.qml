// SPDX-License-Identifier: GPL-3.0-or-later
import QtQuick
import Sockscope.Panels

/// What an empty panel says: why it is empty, and what to do. A low panel leaves the icon out, then the end of the hint.
Item {
    id: empty

    required property string iconName
    required property string title
    required property string hint

    Accessible.role: Accessible.StaticText
    Accessible.name: title + ". " + hint

    FontMetrics {
        id: bodyMetrics

        font: hintText.font
    }
    Column {
        id: column

        readonly property real iconRoom: Theme.unit * 9
        readonly property int hintLines: Math.floor((empty.height - titleText.implicitHeight - spacing) / bodyMetrics.lineSpacing)
        readonly property real textHeight: titleText.implicitHeight + spacing + hintText.implicitHeight

        anchors.centerIn: parent
        width: Math.min(parent.width - 8 * Theme.unit, 96 * Theme.unit)
        spacing: Theme.unit * 2

        Icon {
            anchors.horizontalCenter: parent.horizontalCenter
            visible: empty.height >= column.textHeight + column.iconRoom
            name: empty.iconName
            size: Theme.unit * 7
            tint: Theme.colors.outline
        }
        PanelText {
            id: titleText

            width: parent.width
            horizontalAlignment: Text.AlignHCenter
            text: empty.title
            font.weight: Font.DemiBold
        }
        PanelText {
            id: hintText

            width: parent.width
            visible: column.hintLines >= 1
            maximumLineCount: Math.max(1, column.hintLines)
            horizontalAlignment: Text.AlignHCenter
            wrapMode: Text.Wrap
            text: empty.hint
            color: Theme.colors.muted
        }
    }
}
