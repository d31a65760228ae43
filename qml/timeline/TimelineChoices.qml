// SPDX-License-Identifier: GPL-3.0-or-later
pragma ComponentBehavior: Bound
import QtQuick
import Sockscope.Panels

/// The filters that are wanted most, as buttons, and the choice of what times are measured from.
Row {
    id: choices

    required property TimelineFilterModel rows
    required property TimelineColumns columns
    property bool brief: false ///< there is no room for the words beside the arrows

    spacing: Theme.unit

    component Choice: TimelineButton {
        required property string term ///< of the query line

        checkable: true
        checked: choices.rows.query !== "" && choices.rows.hasTerm(term)
        onClicked: {
            choices.rows.toggleTerm(term);
            checked = Qt.binding(() => choices.rows.query !== "" && choices.rows.hasTerm(term));
        }
    }

    Choice {
        text: choices.brief ? "" : qsTr("Received")
        iconName: "received"
        hint: qsTr("Only what was received")
        term: "dir:in"
    }
    Choice {
        text: choices.brief ? "" : qsTr("Sent")
        iconName: "sent"
        hint: qsTr("Only what was sent")
        term: "dir:out"
    }
    Choice {
        text: qsTr("States")
        hint: qsTr("Only changes of state")
        term: "kind:state"
    }
    Choice {
        text: qsTr("Trouble")
        hint: qsTr("Only errors, timeouts and refused calls")
        term: "kind:error,timeout,refused,exception"
    }
    TimelineButton {
        width: choices.columns.timeModeWidth + leftPadding + rightPadding
        text: choices.columns.timeModeName
        hint: qsTr("Times: %1. Switch between since start, clock and since the row before").arg(text)
        onClicked: choices.columns.timeMode = (choices.columns.timeMode + 1) % 3
    }
}
