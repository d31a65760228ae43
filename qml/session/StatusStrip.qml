// SPDX-License-Identifier: GPL-3.0-or-later
import QtQuick
import QtQuick.Layouts
import Sockscope.Panels

/// What the session is doing: a shape, a word, and what belongs to it.
Rectangle {
    id: strip

    required property SessionView session
    readonly property SessionStatus status: session.status
    /// A file was opened: there is no engine whose state could be told.
    readonly property bool isRecording: status.phase === SessionStatus.Phase.Idle && session.journal.recorded
    readonly property string word: isRecording ? qsTr("recorded") : status.word
    readonly property string detail: isRecording ? Qt.formatDateTime(session.journal.startedAt, "d MMM yyyy, HH:mm") : status.detail
    // Too little room for everything: what went wrong comes before how far it got, and that before where.
    readonly property bool isNarrow: width < Theme.unit * 150
    readonly property bool isVeryNarrow: width < Theme.unit * 110

    readonly property color tint: {
        switch (status.phase) {
        case SessionStatus.Phase.Running:
            return status.paused ? Theme.colors.warning : Theme.colors.open;
        case SessionStatus.Phase.Starting:
        case SessionStatus.Phase.Stopping:
            return Theme.colors.opening;
        case SessionStatus.Phase.Failed:
        case SessionStatus.Phase.Gone:
            return Theme.colors.error;
        default:
            return Theme.colors.muted;
        }
    }
    readonly property string shape: {
        switch (status.phase) {
        case SessionStatus.Phase.Running:
            return status.paused ? "pause" : "state-open";
        case SessionStatus.Phase.Starting:
        case SessionStatus.Phase.Stopping:
            return "state-opening";
        case SessionStatus.Phase.Failed:
        case SessionStatus.Phase.Gone:
            return "error";
        case SessionStatus.Phase.Finished:
            return "finished";
        default:
            return isRecording ? "timeline" : "state-disconnected";
        }
    }

    implicitHeight: Theme.unit * 9
    color: Theme.colors.window
    Accessible.role: Accessible.StatusBar
    Accessible.name: word + " " + detail + " " + status.progress + " " + status.peer

    RowLayout {
        anchors.fill: parent
        anchors.leftMargin: Theme.unit * 3
        anchors.rightMargin: Theme.unit * 3
        spacing: Theme.unit * 2

        Icon {
            name: strip.shape
            tint: strip.tint
        }
        PanelText {
            text: strip.word
            color: strip.tint
            font.pixelSize: Theme.strongSize
            font.weight: Font.DemiBold
        }
        PanelText {
            Layout.fillWidth: true
            Layout.leftMargin: Theme.unit
            opacity: width > Theme.unit * 6 ? 1 : 0 // without room it would not be elided
            text: strip.detail
            color: Theme.colors.muted
        }
        PanelText {
            visible: text !== "" && !(strip.isVeryNarrow && strip.detail !== "")
            text: strip.status.progress
            color: Theme.colors.muted
        }
        Badge {
            visible: strip.status.peer !== "" && !strip.isVeryNarrow && !(strip.isNarrow && strip.detail !== "")
            Layout.leftMargin: Theme.unit
            Layout.fillWidth: true
            Layout.minimumWidth: Theme.unit * 10
            Layout.maximumWidth: implicitWidth
            text: qsTr("peer: %1").arg(strip.status.peer)
            iconName: "peer"
            tint: Theme.colors.text
        }
    }
}
