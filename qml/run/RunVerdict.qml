// SPDX-License-Identifier: GPL-3.0-or-later
import QtQuick
import Sockscope.Panels

/// A condition that holds or not: a threshold or a check.
Item {
    id: row

    required property bool ok
    required property string name
    required property string detail

    implicitHeight: Theme.unit * 6
    Accessible.role: Accessible.StaticText
    Accessible.name: (ok ? qsTr("holds: %1") : qsTr("fails: %1")).arg(name + " " + detail)

    PanelText {
        id: mark

        width: Theme.unit * 5
        height: parent.height
        text: row.ok ? "\u2713" : "\u2717"
        color: row.ok ? Theme.colors.open : Theme.colors.error
        font.weight: Font.DemiBold
    }
    CodeText {
        anchors.left: mark.right
        anchors.right: detail.left
        anchors.rightMargin: Theme.unit * 2
        height: parent.height
        text: row.name
        elide: Text.ElideRight
        color: row.ok ? Theme.colors.text : Theme.colors.error
    }
    PanelText {
        id: detail

        anchors.right: parent.right
        height: parent.height
        text: row.detail
        color: row.ok ? Theme.colors.muted : Theme.colors.error
        font.pixelSize: Theme.smallSize
    }
}
