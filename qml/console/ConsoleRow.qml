// SPDX-License-Identifier: GPL-3.0-or-later
pragma ComponentBehavior: Bound
import QtQuick
import Sockscope.Panels

/// One line of the console: its level as icon and word, the text, and where in the script it came from.
Rectangle {
    id: row

    required property int index
    required property int level
    required property int entry
    required property string levelWord
    required property string text
    required property string location
    required property bool current
    signal picked
    signal locationActivated

    readonly property int shownChars: 4000
    readonly property bool typed: entry === ConsoleModel.Evaluated
    readonly property bool answer: entry === ConsoleModel.Result && level === ConsoleModel.Info
    readonly property color tint: typed ? Theme.colors.accent : answer ? Theme.colors.muted : Legend.ofLevel(level)

    implicitHeight: Math.max(Theme.rowHeight, message.implicitHeight + Theme.unit * 2)
    color: current ? Theme.colors.selection : hover.hovered ? Theme.colors.hover : "transparent"
    Accessible.role: Accessible.ListItem
    Accessible.name: (typed ? qsTr("entered") : answer ? qsTr("result") : levelWord) + ": " + text.slice(0, shownChars) + (location === "" ? "" : ", " + location)

    HoverHandler {
        id: hover
    }
    TapHandler {
        onTapped: row.picked()
        onDoubleTapped: row.locationActivated()
    }
    Icon {
        id: levelIcon

        x: Theme.unit * 3
        y: (Theme.rowHeight - height) / 2
        name: row.typed ? "prompt" : row.answer ? "result" : Legend.iconOfLevel(row.level)
        tint: row.tint
        size: Theme.bodySize + 1
    }
    PanelText {
        id: levelText

        anchors.left: levelIcon.right
        anchors.leftMargin: Theme.unit * 1.5
        width: levelSample.width
        height: Theme.rowHeight
        text: row.typed || row.answer ? "" : row.levelWord
        color: row.tint
        font.pixelSize: Theme.smallSize
        font.weight: Font.DemiBold
    }
    CodeText {
        id: message

        anchors.left: row.typed || row.answer ? levelIcon.right : levelText.right
        anchors.right: link.visible ? link.left : parent.right
        anchors.margins: Theme.unit * 3
        y: (Theme.rowHeight - metrics.height) / 2
        text: row.text.slice(0, row.shownChars).replace(/\t/g, "    ") + (row.text.length <= row.shownChars ? ""
            : qsTr(" … %1 more characters (Ctrl+C copies all)").arg(row.text.length - row.shownChars))
        wrapMode: Text.Wrap
        maximumLineCount: 40
        color: row.level === 3 ? Theme.colors.error : Theme.colors.text
    }
    LocationLink {
        id: link

        anchors.right: parent.right
        anchors.rightMargin: Theme.unit * 4
        width: Math.min(implicitWidth, row.width * 0.3)
        height: Theme.rowHeight
        text: row.location
        onActivated: row.locationActivated()
    }
    TextMetrics {
        id: levelSample

        font: levelText.font
        text: "WARNING"
    }
    FontMetrics {
        id: metrics

        font: message.font
    }
}
