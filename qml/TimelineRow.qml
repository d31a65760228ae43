// SPDX-License-Identifier: GPL-3.0-or-later
pragma ComponentBehavior: Bound
import QtQuick
import Sockscope.Panels

/// One event of the timeline.
Rectangle {
    id: row

    enum Direction { None, Received, Sent } // as TimelineModel::Direction

    required property int index
    required property double time
    required property int direction
    required property string directionLabel
    required property string kindName
    required property string kindLabel
    required property int stateAfter
    required property int socket
    required property double size
    required property string preview
    required property string location
    required property string cause
    required property TimelineColumns columns
    required property bool current
    signal picked
    signal locationActivated

    readonly property bool moved: direction !== TimelineRow.None // bytes
    readonly property bool isState: kindName === "state"
    readonly property bool isTrouble: kindName === "error" || kindName === "exception" || kindName === "refused"
    readonly property string content: preview === "" || (isState && !columns.showKind) ? cause
        : moved ? (columns.wide ? "" : Format.bytes(size) + "  ") + preview : cause === "" ? preview : preview + "  (" + cause + ")"
    readonly property string iconName: direction === TimelineRow.Sent ? "sent" : direction === TimelineRow.Received ? "received"
        : isState ? Legend.iconOfState(stateAfter) : isTrouble ? "error" : ""
    readonly property color tint: direction === TimelineRow.Sent ? Theme.colors.sent
        : direction === TimelineRow.Received ? Theme.colors.received
        : isState ? Legend.ofState(stateAfter) : isTrouble ? Theme.colors.error : Theme.colors.muted

    implicitHeight: Theme.rowHeight
    color: current ? Theme.colors.selection : hover.hovered ? Theme.colors.hover : "transparent"
    Accessible.role: Accessible.ListItem
    Accessible.name: Format.time(time, 6) + " " + directionLabel + " " + kindLabel + " " + preview + " " + location

    HoverHandler {
        id: hover
    }
    TapHandler {
        onTapped: row.picked()
        onDoubleTapped: row.locationActivated()
    }
    Row {
        x: row.columns.margin
        height: parent.height
        spacing: row.columns.gap

        CodeText {
            width: row.columns.time
            height: parent.height
            text: Format.time(row.time, row.columns.wide ? 6 : 3)
            color: Theme.colors.muted
            font.pixelSize: Theme.smallSize
        }
        CodeText {
            width: row.columns.socket
            height: parent.height
            horizontalAlignment: Text.AlignRight
            text: row.socket > 0 ? "#" + row.socket : ""
            color: Theme.colors.muted
            font.pixelSize: Theme.smallSize
        }
        Item {
            width: row.columns.direction
            height: parent.height

            Icon {
                anchors.verticalCenter: parent.verticalCenter
                visible: row.iconName !== ""
                name: row.iconName === "" ? "info" : row.iconName
                tint: row.tint
                size: Theme.bodySize
            }
            PanelText {
                x: Theme.iconSize + Theme.unit
                width: row.moved || row.columns.showKind ? parent.width - x : parent.width - x
                height: parent.height
                text: row.moved ? row.directionLabel : row.columns.showKind ? "" : row.isState ? Legend.wordOfState(row.stateAfter)
                    : row.kindLabel
                color: row.moved || row.isState ? row.tint : Theme.colors.muted
                font.weight: row.moved || row.isState ? Font.DemiBold : Font.Normal
            }
        }
        PanelText {
            visible: row.columns.showKind
            width: row.columns.kind
            height: parent.height
            text: row.kindLabel
            color: Theme.colors.muted
        }
        CodeText {
            visible: row.columns.wide
            width: row.columns.size
            height: parent.height
            horizontalAlignment: Text.AlignRight
            text: !row.moved ? "" : Format.bytes(row.size)
            color: Theme.colors.muted
            font.pixelSize: Theme.smallSize
        }
        ByteText {
            width: row.columns.preview
            height: parent.height
            text: row.content
            color: row.isTrouble ? Theme.colors.error : row.moved ? Theme.colors.text : Theme.colors.muted
        }
        LocationLink {
            width: row.columns.location
            height: parent.height
            text: row.location
            onActivated: row.locationActivated()
        }
    }
}
