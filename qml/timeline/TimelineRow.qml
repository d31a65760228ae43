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
    required property double delta
    required property bool marked
    required property string note
    required property double offset ///< of the record in the journal
    required property MessageModel messages
    required property TimelineColumns columns
    required property bool current
    required property bool selected
    required property bool lit ///< the line of the script where the person stands caused it
    signal picked(modifiers: int)
    signal menuWanted(x: real, y: real)
    signal locationActivated
    signal hintWanted(cell: TimelineBorder)
    signal hintDone

    readonly property bool moved: direction !== TimelineRow.None // bytes
    readonly property bool isState: kindName === "state"
    readonly property bool isTrouble: kindName === "error" || kindName === "exception" || kindName === "refused"
    readonly property string content: preview === "" || (isState && !columns.showKind) ? cause
        : moved ? preview + (columns.sizeInContent ? "  " + Format.size(size) : "") : cause === "" ? preview : preview + "  (" + cause + ")"
    readonly property bool framed: columns.framed && moved
    readonly property string messageLabel: framed && messages.revision >= 0 ? messages.borderLabel(offset, columns.briefMessages) : ""
    readonly property string messageText: messageLabel === "" ? "" : messages.borderText(offset)
    readonly property string iconName: direction === TimelineRow.Sent ? "sent" : direction === TimelineRow.Received ? "received"
        : isState ? Legend.iconOfState(stateAfter) : isTrouble ? "error" : ""
    readonly property color tint: direction === TimelineRow.Sent ? Theme.colors.sent
        : direction === TimelineRow.Received ? Theme.colors.received
        : isState ? Legend.ofState(stateAfter) : isTrouble ? Theme.colors.error : Theme.colors.muted

    implicitHeight: Theme.rowHeight
    color: selected || current ? Theme.colors.selection : hover.hovered ? Theme.colors.hover
        : lit ? Theme.colors.currentLine : "transparent"
    Accessible.role: Accessible.ListItem
    Accessible.selected: selected
    Accessible.name: columns.timeText(time, delta) + " " + directionLabel + " " + kindLabel + " " + messageText + " " + preview + " " + location
        + (lit ? " " + qsTr("caused by the line of the caret") : "") + (marked ? " " + qsTr("marked") : "") + (note === "" ? "" : " " + qsTr("note: %1").arg(note))

    HoverHandler {
        id: hover
    }
    TapHandler { // compiled code can't read a point's modifiers in Qt 6.4, so there is a handler for each
        acceptedModifiers: Qt.NoModifier
        onTapped: row.picked(Qt.NoModifier)
        onDoubleTapped: row.locationActivated()
    }
    TapHandler {
        acceptedModifiers: Qt.ControlModifier
        onTapped: row.picked(Qt.ControlModifier)
    }
    TapHandler {
        acceptedModifiers: Qt.ShiftModifier
        onTapped: row.picked(Qt.ShiftModifier)
    }
    TapHandler {
        acceptedButtons: Qt.RightButton
        onTapped: row.menuWanted(point.position.x, point.position.y)
    }
    Rectangle { // where the keyboard is among several selected rows
        width: Theme.unit / 2
        height: parent.height
        visible: row.current
        color: Theme.colors.accent
    }
    Icon {
        x: Theme.unit / 2
        anchors.verticalCenter: parent.verticalCenter
        visible: row.marked
        name: "mark"
        tint: Theme.colors.accent
        size: Theme.unit * 2.5
    }
    Row {
        x: row.columns.margin
        height: parent.height
        spacing: row.columns.gap

        CodeText {
            width: row.columns.time
            height: parent.height
            text: row.columns.timeText(row.time, row.delta)
            horizontalAlignment: row.columns.timeMode === 2 ? Text.AlignRight : Text.AlignLeft
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
                width: parent.width - x
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
            text: !row.moved ? "" : Format.size(row.size)
            color: Theme.colors.muted
            font.pixelSize: Theme.smallSize
        }
        TimelineBorder {
            visible: row.columns.framed
            width: row.columns.message
            height: parent.height
            label: row.messageLabel
            description: row.messageText
            onHoveredChanged: {
                if (hovered)
                    row.hintWanted(this);
                else
                    row.hintDone();
            }
        }
        Item {
            width: row.columns.preview + row.columns.location - script.width
            height: parent.height

            ByteText {
                width: parent.width - (noteText.visible ? noteText.width + noteText.x - noteIcon.x + Theme.unit : 0)
                height: parent.height
                text: row.content
                color: row.isTrouble ? Theme.colors.error : row.moved ? Theme.colors.text : Theme.colors.muted
            }
            TextMetrics {
                id: noteSample

                font: noteText.font
                text: noteText.text
            }
            Icon {
                id: noteIcon

                anchors.verticalCenter: parent.verticalCenter
                x: noteText.x - width - Theme.unit
                visible: noteText.visible
                name: "note"
                tint: Theme.colors.text
                size: Theme.bodySize
            }
            PanelText {
                id: noteText

                anchors.right: parent.right
                width: row.columns.wide ? Math.min(noteSample.advanceWidth + 1, parent.width * 0.5) : 0 // else the icon alone
                height: parent.height
                visible: row.note !== ""
                text: row.note.replace(/\s+/g, " ")
                font.italic: true
            }
        }
        LocationLink {
            id: script

            width: visible ? Math.min(implicitWidth, row.columns.location) : 0
            height: parent.height
            text: row.columns.wide ? row.location : Format.lineOf(row.location)
            lit: row.lit
            onActivated: row.locationActivated()
        }
    }
}
