// SPDX-License-Identifier: GPL-3.0-or-later
pragma ComponentBehavior: Bound
import QtQuick
import QtQuick.Templates as T
import Sockscope.Panels

/// What can be done with the selected rows.
T.Menu {
    id: menu

    required property TimelineView view
    signal noteWanted
    signal scriptWanted

    function copy(format: int) {
        Clipboard.copy(view.copied(format));
    }

    component Entry: T.MenuItem {
        id: entry

        implicitWidth: implicitContentWidth + leftPadding + rightPadding
        implicitHeight: Theme.rowHeight
        leftPadding: Theme.unit * 3
        rightPadding: Theme.unit * 3
        Accessible.role: Accessible.MenuItem
        Accessible.name: text
        background: Rectangle {
            color: entry.highlighted ? Theme.colors.selection : "transparent"
        }
        contentItem: PanelText {
            text: entry.text
            opacity: entry.enabled ? 1 : 0.5
        }
    }

    implicitWidth: Theme.unit * 56
    implicitHeight: contentHeight + topPadding + bottomPadding
    padding: Theme.unit
    margins: Theme.unit
    modal: false
    background: Rectangle {
        color: Theme.colors.raised
        border.width: 1
        border.color: Theme.colors.outline
    }
    contentItem: ListView {
        implicitHeight: contentHeight
        model: menu.contentModel
        currentIndex: menu.currentIndex
        interactive: contentHeight > height
        clip: true
    }

    Entry {
        text: qsTr("Copy rows (Ctrl+C)")
        onTriggered: menu.copy(TimelineView.Lines)
    }
    Entry {
        text: qsTr("Copy bytes as text")
        onTriggered: menu.copy(TimelineView.Text)
    }
    Entry {
        text: qsTr("Copy bytes as hex")
        onTriggered: menu.copy(TimelineView.Hex)
    }
    Entry {
        text: qsTr("Copy bytes as hex dump")
        onTriggered: menu.copy(TimelineView.Dump)
    }
    Entry {
        text: qsTr("Copy bytes as C array")
        onTriggered: menu.copy(TimelineView.CArray)
    }
    Entry {
        text: qsTr("Copy bytes as Uint8Array")
        onTriggered: menu.copy(TimelineView.Uint8Array)
    }
    Entry {
        text: qsTr("Mark or unmark (M)")
        onTriggered: menu.view.toggleMarks()
    }
    Entry {
        text: qsTr("Write a note (N)")
        onTriggered: menu.noteWanted()
    }
    Entry {
        text: qsTr("Go to the line of script (Enter)")
        onTriggered: menu.scriptWanted()
    }
}
