// SPDX-License-Identifier: GPL-3.0-or-later
import QtQuick
import Sockscope.Panels

/// One type of the data inspector: its value in both byte orders, to be selected and copied.
Item {
    id: row

    required property string name
    required property string little
    required property string big
    required property bool valid
    required property real nameWidth
    readonly property bool stacked: big !== "" && little.length + big.length > 18 // two lines rather than half a number

    implicitHeight: Theme.unit * 5 * (stacked ? 2 : 1)
    Accessible.role: Accessible.Row
    Accessible.name: name + " " + little + " " + big

    PanelText {
        x: Theme.unit * 2
        width: row.nameWidth
        height: Theme.unit * 5
        text: row.name
        color: Theme.colors.muted
        font.pixelSize: Theme.smallSize
    }
    InspectorValue {
        id: first

        x: row.nameWidth + Theme.unit * 2
        width: row.stacked || row.big === "" ? row.width - x - Theme.unit : (row.width - x) / 2 - Theme.unit
        valid: row.valid
        text: row.little
        Accessible.name: row.big === "" ? row.name : qsTr("%1, little-endian").arg(row.name)
    }
    InspectorValue {
        x: row.stacked ? first.x : first.x + first.width + Theme.unit
        y: row.stacked ? first.height : 0
        visible: row.big !== ""
        width: row.width - x - Theme.unit
        valid: row.valid
        text: row.big
        Accessible.name: qsTr("%1, big-endian").arg(row.name)
    }
}
