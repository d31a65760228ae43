// SPDX-License-Identifier: GPL-3.0-or-later
pragma ComponentBehavior: Bound
import QtQuick
import QtQuick.Templates as T
import Sockscope.Panels

/// Why a script does not do what it should: findings by rule, each with the records and the line of script that show it.
Panel {
    id: panel

    readonly property alias list: list
    signal locationActivated(file: string, line: int, column: int)

    readonly property ExplanationModel findings: session.journal.explanations
    readonly property bool past: findings.instant >= 0
    readonly property string when: Format.time(findings.instant, 3)
    readonly property int later: findings.total - findings.count

    emptyTitle: past ? qsTr("Nothing stood out at %1").arg(when) : ended ? qsTr("Nothing stands out") : qsTr("Nothing stands out so far")
    emptyHint: past && later > 0 ? qsTr("This is the instant of the time slider. Findings that show later: %1.").arg(later) : qsTr("Mistakes that sockets tempt one to make are looked for in everything that is recorded: a socket that is never destroyed, data without a handler, a missing line ending, a write that comes too late, and others. What is found appears here at once.")
    emptyIcon: "why"
    empty: findings.count === 0

    /// The record in the other views, and its line in the editor.
    function show(evidence: var, socket: int) {
        panel.session.cursor.selectRecord(evidence.offset, socket);
        if (evidence.line > 0)
            panel.locationActivated(evidence.filePath, evidence.line, evidence.column);
    }

    TimelineMessage {
        id: instant

        width: parent.width
        text: !panel.past || panel.empty ? "" : panel.later > 0
            ? qsTr("As it stood at %1, the instant of the time slider. Findings that show later: %2.").arg(panel.when).arg(panel.later)
            : qsTr("As it stood at %1, the instant of the time slider.").arg(panel.when)
    }
    ListView {
        id: list

        property bool chosen: false ///< by the person; until then the first finding stands open

        function choose(row: int) {
            chosen = true;
            currentIndex = row;
        }
        function openFirst() {
            if (!chosen || currentIndex < 0 || currentIndex >= count)
                currentIndex = count > 0 ? 0 : -1;
        }
        function step(distance: int) {
            chosen = true;
            currentIndex = Math.max(0, Math.min(currentIndex + distance, count - 1));
            positionViewAtIndex(currentIndex, ListView.Contain);
        }

        anchors.fill: parent
        anchors.topMargin: instant.height
        topMargin: Theme.unit
        bottomMargin: Theme.unit * 2
        visible: !panel.empty
        clip: true
        focus: true
        activeFocusOnTab: true
        boundsBehavior: Flickable.StopAtBounds
        highlightFollowsCurrentItem: false
        keyNavigationEnabled: false
        currentIndex: -1
        model: panel.findings
        onCountChanged: openFirst()
        Accessible.role: Accessible.List
        Accessible.name: qsTr("Why? %1 findings").arg(count)
        Keys.onUpPressed: step(-1)
        Keys.onDownPressed: step(1)
        Keys.onReturnPressed: (currentItem as WhyFinding)?.showPlace()
        Keys.onLeftPressed: (currentItem as WhyFinding)?.step(-1)
        Keys.onRightPressed: (currentItem as WhyFinding)?.step(1)
        Keys.onPressed: event => {
            if (event.key === Qt.Key_Home || event.key === Qt.Key_End) {
                step(event.key === Qt.Key_Home ? -count : count);
                event.accepted = true;
            } else if (event.matches(StandardKey.Copy) && currentItem) {
                Clipboard.copy((currentItem as WhyFinding).plainText());
                event.accepted = true;
            }
        }
        T.ScrollBar.vertical: PanelScrollBar {}

        Connections {
            function onModelReset() {
                list.chosen = false;
                list.openFirst();
            }

            target: list.model
        }
        delegate: WhyFinding {
            required property string filePath
            required property int line
            required property int column

            width: ListView.view.width
            current: ListView.isCurrentItem
            focused: list.activeFocus
            onPicked: {
                list.choose(index);
                list.forceActiveFocus();
            }
            onEvidencePicked: evidence => panel.show(evidence, socket)
            onLocationActivated: {
                if (line > 0)
                    panel.locationActivated(filePath, line, column);
            }
        }
    }
}
