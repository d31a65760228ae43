// SPDX-License-Identifier: GPL-3.0-or-later
pragma ComponentBehavior: Bound
import QtQuick
import Sockscope.Panels

/// What passed between the script and its peer, on a true time axis.
Panel {
    id: panel

    readonly property alias ladder: ladder
    readonly property real pageStep: ladder.height * 0.8

    emptyTitle: ladder.socket > 0 ? qsTr("Nothing happened on socket %1 yet").arg(ladder.socket)
        : ended ? qsTr("The run had no sockets") : qsTr("No traffic yet")
    emptyHint: ended ? qsTr("It ended before the script connected anywhere.")
        : qsTr("Connects, writes and data appear here in the order and at the distance of their times.")
    emptyIcon: "timeline"
    empty: ladder.empty

    LadderView {
        id: ladder

        anchors.fill: parent
        visible: !panel.empty
        focus: true
        activeFocusOnTab: true
        journal: panel.session.journal
        cursor: panel.session.cursor
        Accessible.role: Accessible.Chart
        Accessible.name: qsTr("Ladder of what passed between script and peer")
        Accessible.description: selectedText

        Keys.onPressed: event => {
            const middle = height / 2;
            const actions = {
                [Qt.Key_Plus]: () => zoom(1 / 1.5, middle), [Qt.Key_Equal]: () => zoom(1 / 1.5, middle),
                [Qt.Key_Minus]: () => zoom(1.5, middle), [Qt.Key_0]: () => fit(),
                [Qt.Key_Up]: () => select(-1), [Qt.Key_Down]: () => select(1),
                [Qt.Key_PageUp]: () => pan(-panel.pageStep), [Qt.Key_PageDown]: () => pan(panel.pageStep),
                [Qt.Key_Home]: () => toStart(), [Qt.Key_End]: () => toEnd()
            };
            if (actions[event.key] === undefined)
                return;
            actions[event.key]();
            event.accepted = true;
        }

        WheelHandler {
            acceptedModifiers: Qt.ControlModifier
            onWheel: event => ladder.zoom(Math.pow(1.2, -event.angleDelta.y / 120), event.y)
        }
        WheelHandler {
            acceptedModifiers: Qt.NoModifier
            onWheel: event => ladder.pan(event.pixelDelta.y !== 0 ? -event.pixelDelta.y : -event.angleDelta.y / 2)
        }
        DragHandler {
            property real last: 0

            target: null
            xAxis.enabled: false
            onActiveChanged: last = 0
            onTranslationChanged: {
                ladder.pan(last - translation.y);
                last = translation.y;
            }
        }
        TapHandler {
            onTapped: point => {
                ladder.forceActiveFocus();
                ladder.selectAt(point.position.x, point.position.y);
            }
        }
    }
    Row {
        anchors.left: parent.left
        anchors.top: parent.top
        anchors.margins: Theme.unit
        visible: !panel.empty
        spacing: Theme.unit

        PanelButton {
            height: Theme.unit * 5
            text: qsTr("Fit")
            hint: qsTr("Show the whole time")
            checked: ladder.fitted
            onClicked: ladder.fit()
        }
        PanelButton {
            height: Theme.unit * 5
            text: ladder.showsAll || ladder.socket === 0 ? qsTr("all") : "#" + ladder.socket
            hint: ladder.showsAll ? qsTr("All sockets are shown: show the selected one only") : qsTr("Show all sockets")
            enabled: ladder.showsAll || ladder.socket > 0
            onClicked: ladder.showsAll = !ladder.showsAll
        }
    }
}
