// SPDX-License-Identifier: GPL-3.0-or-later
pragma ComponentBehavior: Bound
import QtQuick
import Sockscope.Panels

/// What the script printed, and what went wrong.
Panel {
    id: panel

    readonly property alias list: list
    signal locationActivated(file: string, line: int, column: int)

    emptyTitle: byHand ? qsTr("Nothing evaluated yet") : ended ? qsTr("The run printed nothing") : qsTr("Nothing printed yet")
    emptyHint: byHand ? qsTr("Every click stands here as the line of script that it is, with its result. Type your own lines below.")
        : qsTr("Lines of console.log() and errors appear here. A click on a place such as hello.js:12 goes to that line.")
    emptyIcon: "console"
    empty: list.count === 0

    FollowList {
        id: list

        anchors.fill: parent
        topMargin: Theme.unit
        bottomMargin: Theme.unit
        visible: !panel.empty
        focus: true
        model: panel.session.journal.console
        Accessible.name: qsTr("Console")
        Keys.onReturnPressed: {
            if (currentItem)
                (currentItem as ConsoleRow).locationActivated();
        }
        Keys.onPressed: event => {
            if (!currentItem || !event.matches(StandardKey.Copy))
                return;
            Clipboard.copy((currentItem as ConsoleRow).text);
            event.accepted = true;
        }
        delegate: ConsoleRow {
            required property string filePath
            required property int line
            required property int column

            width: ListView.view.width
            current: ListView.isCurrentItem
            onPicked: {
                list.currentIndex = index;
                list.forceActiveFocus();
            }
            onLocationActivated: {
                if (line > 0)
                    panel.locationActivated(filePath, line, column);
            }
        }
    }
    FollowPill {
        anchors.horizontalCenter: parent.horizontalCenter
        anchors.bottom: parent.bottom
        anchors.bottomMargin: Theme.unit * 3
        visible: !list.follow && !panel.empty
        unseen: list.unseen
        onClicked: list.toEnd()
    }
}
