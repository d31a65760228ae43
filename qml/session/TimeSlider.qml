// SPDX-License-Identifier: GPL-3.0-or-later
pragma ComponentBehavior: Bound
import QtQuick
import Sockscope.Panels

/// The whole time of the session: drag to go back in it, and all views show that instant.
Rectangle {
    id: slider

    required property SessionView session
    readonly property alias range: range
    readonly property alias track: track
    readonly property real position: range.duration > 0 ? range.instant / range.duration : 1
    property real speed: 0 ///< of the replay; 0 while there is none

    function moveToShare(share: real) {
        range.moveTo(Math.max(0, Math.min(share, 1)) * range.duration);
    }
    function play(factor: real) {
        if (range.atLatest)
            range.moveTo(0);
        speed = speed === factor ? 0 : factor;
    }

    implicitHeight: Theme.unit * 9
    color: Theme.colors.window

    TimeRange {
        id: range

        journal: slider.session.journal
        cursor: slider.session.cursor
        onAtLatestChanged: {
            if (atLatest)
                slider.speed = 0;
        }
    }
    FrameAnimation {
        running: slider.speed > 0
        onTriggered: range.moveTo(range.instant + frameTime * 1e9 * slider.speed)
    }
    Row {
        id: left

        anchors.verticalCenter: parent.verticalCenter
        x: Theme.unit * 3
        spacing: Theme.unit

        PanelButton {
            text: "\u25b6"
            hint: qsTr("Replay at the original speed")
            checked: slider.speed === 1
            enabled: range.duration > 0
            onClicked: slider.play(1)
        }
        PanelButton {
            text: "10\u00d7"
            hint: qsTr("Replay ten times as fast")
            checked: slider.speed === 10
            enabled: range.duration > 0
            onClicked: slider.play(10)
        }
    }
    CodeText {
        id: time

        anchors.left: left.right
        anchors.leftMargin: Theme.unit * 3
        width: metrics.width
        height: parent.height
        text: Format.time(range.instant, 3)
        color: range.atLatest ? Theme.colors.muted : Theme.colors.accent

        TextMetrics {
            id: metrics

            font: time.font
            text: "00:00:00.000"
        }
    }
    Item {
        id: track

        anchors.left: time.right
        anchors.right: latest.left
        anchors.leftMargin: Theme.unit * 2
        anchors.rightMargin: Theme.unit * 4
        height: parent.height
        activeFocusOnTab: true
        enabled: range.duration > 0
        Accessible.role: Accessible.Slider
        Accessible.name: qsTr("Time: %1 of %2").arg(Format.time(range.instant, 3)).arg(Format.time(range.duration, 3))
        Accessible.onIncreaseAction: range.step(1)
        Accessible.onDecreaseAction: range.step(-1)
        Keys.onPressed: event => {
            const page = range.duration / 20;
            const actions = {
                [Qt.Key_Left]: () => range.step(-1), [Qt.Key_Down]: () => range.step(-1),
                [Qt.Key_Right]: () => range.step(1), [Qt.Key_Up]: () => range.step(1),
                [Qt.Key_PageDown]: () => range.moveTo(range.instant - page), [Qt.Key_PageUp]: () => range.moveTo(range.instant + page),
                [Qt.Key_Home]: () => range.moveTo(0), [Qt.Key_End]: () => range.moveTo(range.duration),
                [Qt.Key_Space]: () => slider.play(1)
            };
            if (actions[event.key] === undefined)
                return;
            actions[event.key]();
            event.accepted = true;
        }

        Rectangle {
            anchors.fill: parent
            anchors.margins: Theme.unit / 2
            visible: track.activeFocus
            radius: Theme.unit
            color: "transparent"
            border.width: 2
            border.color: Theme.colors.accent
        }
        BarChart {
            id: bars

            anchors.fill: parent
            anchors.topMargin: Theme.unit * 1.5
            anchors.bottomMargin: Theme.unit * 2
            up: range.activity
            marks: range.troubles
            upColor: Theme.colors.outline
            markColor: Theme.colors.error
            lineColor: Theme.colors.outline
        }
        Rectangle { // what hasn't happened yet
            x: handle.x + handle.width / 2
            y: bars.y
            width: bars.width - x
            height: bars.height
            color: Qt.alpha(Theme.colors.window, 0.7)
        }
        Rectangle {
            id: handle

            x: Math.round(slider.position * track.width - width / 2)
            y: Theme.unit
            width: Theme.unit
            height: parent.height - 2 * y
            radius: width / 2
            color: Theme.colors.accent
        }
        MouseArea {
            anchors.fill: parent
            preventStealing: true
            cursorShape: Qt.PointingHandCursor
            onPressed: event => {
                track.forceActiveFocus();
                slider.speed = 0;
                slider.moveToShare(event.x / track.width);
            }
            onPositionChanged: event => slider.moveToShare(event.x / track.width)
        }
    }
    PanelButton {
        id: latest

        anchors.right: parent.right
        anchors.rightMargin: Theme.unit * 3
        anchors.verticalCenter: parent.verticalCenter
        text: range.live ? qsTr("Live") : qsTr("Latest")
        hint: range.atLatest ? qsTr("The latest is shown") : qsTr("Show the latest")
        checked: range.atLatest
        onClicked: range.moveTo(range.duration)
    }
}
