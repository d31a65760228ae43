// SPDX-License-Identifier: GPL-3.0-or-later
import QtQuick
import Sockscope.Panels

/// What an edge of the lifecycle diagram says: why it was taken, where in the script, how often. Selects its record.
Item {
    id: label

    required property string cause
    required property string location
    required property double count
    required property string explanation ///< the whole of it, for those who don't see the diagram
    required property color tint
    required property real zoom
    property int alignment: Text.AlignHCenter
    property bool strong: false
    property bool oneLine: false
    signal activated

    readonly property string line: Format.lineOf(location)
    readonly property string first: cause + (count > 1 ? "  \u00d7" + count : "")

    // Not of the texts' own implicit widths: they depend on the width that this one leads to.
    implicitWidth: Math.ceil(Math.max(topMetrics.advanceWidth, bottom.visible ? bottomMetrics.advanceWidth : 0))
        + Theme.unit * 2 + 2
    implicitHeight: content.implicitHeight + Theme.unit
    activeFocusOnTab: true
    Accessible.role: Accessible.Button
    Accessible.name: explanation
    Accessible.onPressAction: activated()
    Keys.onReturnPressed: activated()
    Keys.onSpacePressed: activated()

    Rectangle {
        anchors.fill: parent
        radius: Theme.unit
        color: hover.hovered ? Theme.colors.hover : Theme.colors.surface
        border.width: label.activeFocus ? 2 : 0
        border.color: Theme.colors.accent
    }
    TextMetrics {
        id: topMetrics

        font: top.font
        text: top.text
    }
    TextMetrics {
        id: bottomMetrics

        font: bottom.font
        text: bottom.text
    }
    HoverHandler {
        id: hover

        cursorShape: Qt.PointingHandCursor
    }
    TapHandler {
        onTapped: label.activated()
    }
    Column {
        id: content

        anchors.centerIn: parent
        width: parent.width - Theme.unit * 2

        PanelText {
            id: top

            width: parent.width
            text: label.oneLine && label.line !== "" ? label.first + "  " + label.line : label.first
            wrapMode: label.oneLine ? Text.NoWrap : Text.WordWrap
            maximumLineCount: label.oneLine ? 1 : 2
            color: label.tint
            horizontalAlignment: label.alignment
            font.pixelSize: Math.round(Theme.smallSize * label.zoom)
            font.weight: label.strong ? Font.DemiBold : Font.Normal
        }
        CodeText {
            id: bottom

            width: parent.width
            visible: text !== "" && !label.oneLine
            text: label.line
            color: Theme.colors.accent
            horizontalAlignment: label.alignment
            font.pixelSize: Math.round((Theme.smallSize - 1) * label.zoom)
        }
    }
}
