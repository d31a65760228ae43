// SPDX-License-Identifier: GPL-3.0-or-later
pragma ComponentBehavior: Bound
import QtQuick
import Sockscope.Panels

/// The four states on one line, for panels too low for the diagram: the present one with its colour and cause.
Flow {
    id: line

    required property LifecycleModel lifecycle

    readonly property var latest: Array.from(lifecycle.edges).find(edge => edge.latest)

    spacing: Theme.unit * 2

    Repeater {
        model: 4

        Row {
            required property int index

            spacing: Theme.unit * 2
            opacity: index === line.lifecycle.state ? 1 : 0.55

            PanelText {
                anchors.verticalCenter: parent.verticalCenter
                visible: parent.index > 0
                text: "\u2192"
                color: Theme.colors.muted
            }
            StateBadge {
                socketState: parent.index
                word: Legend.wordOfState(parent.index)
            }
        }
    }
    PanelText {
        text: line.latest && line.latest.cause !== "" ? qsTr("last step: %1").arg(line.latest.cause) : ""
        color: Theme.colors.muted
    }
}
