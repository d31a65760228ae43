// SPDX-License-Identifier: GPL-3.0-or-later
pragma ComponentBehavior: Bound
import QtQuick
import Sockscope.Panels

/// What corresponds in two sessions: a piece of each, and between them whether they are equal. Headings have no sides.
Rectangle {
    id: row

    required property int index
    required property int kind
    required property int mark
    required property string markWord
    required property bool sent
    required property var firstParts
    required property var secondParts
    required property double firstOffset
    required property double secondOffset
    required property string title
    required property string spoken
    required property bool current
    signal picked

    readonly property bool heading: kind === CompareModel.Socket || kind === CompareModel.Unlisted
    readonly property bool bytes: kind === CompareModel.Bytes || kind === CompareModel.Stretch
    readonly property bool differs: mark !== CompareModel.Equal
    readonly property real markWidth: Theme.unit * 18
    readonly property string sign: mark === CompareModel.Equal ? "=" : mark === CompareModel.Different ? "\u2260" : markWord

    implicitHeight: Theme.rowHeight
    color: current ? Theme.colors.selection : hover.hovered ? Theme.colors.hover : heading || differs ? Theme.colors.raised : "transparent"
    Accessible.role: Accessible.ListItem
    Accessible.selected: current
    Accessible.name: spoken

    HoverHandler {
        id: hover
    }
    TapHandler {
        onTapped: row.picked()
    }
    Rectangle {
        width: Theme.unit / 2
        height: parent.height
        visible: row.current
        color: Theme.colors.accent
    }
    PanelText {
        anchors.fill: parent
        anchors.leftMargin: Theme.unit * 3
        anchors.rightMargin: Theme.unit * 4
        visible: row.heading || row.kind === CompareModel.Stretch
        text: row.title
        color: row.heading ? Theme.colors.text : Theme.colors.muted
        horizontalAlignment: row.heading ? Text.AlignLeft : Text.AlignHCenter
        font.weight: row.heading ? Font.DemiBold : Font.Normal
    }
    CompareSide {
        x: Theme.unit * 3
        width: (row.width - row.markWidth) / 2 - x
        height: row.height
        visible: !row.heading && row.kind !== CompareModel.Stretch
        bytes: row.bytes
        sent: row.sent
        offset: row.firstOffset
        parts: row.firstParts
    }
    PanelText {
        x: (row.width - width) / 2
        width: row.markWidth
        height: row.height
        visible: !row.heading && row.kind !== CompareModel.Stretch
        horizontalAlignment: Text.AlignHCenter
        text: row.sign
        color: row.differs ? Theme.colors.warning : Theme.colors.muted
        font.weight: row.differs ? Font.DemiBold : Font.Normal
        font.pixelSize: row.mark > CompareModel.Different ? Theme.smallSize : Theme.bodySize
    }
    CompareSide {
        x: (row.width + row.markWidth) / 2
        width: row.width - x - Theme.unit * 4
        height: row.height
        visible: !row.heading && row.kind !== CompareModel.Stretch
        bytes: row.bytes
        sent: row.sent
        offset: row.secondOffset
        parts: row.secondParts
    }
}
