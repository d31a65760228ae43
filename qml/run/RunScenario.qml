// SPDX-License-Identifier: GPL-3.0-or-later
import QtQuick
import Sockscope.Panels

/// How far one scenario of a run is.
Item {
    id: row

    required property var scenario ///< {name, description, status, done, columns}

    readonly property string statusText: ({ waiting: qsTr("waiting"), running: qsTr("running"), stopping: qsTr("stopping"),
        done: qsTr("done"), interrupted: qsTr("interrupted") })[scenario.status] ?? scenario.status

    implicitHeight: Theme.unit * 14
    Accessible.role: Accessible.ProgressBar
    Accessible.name: scenario.name + ", " + statusText + ", " + Math.floor(scenario.done * 100) + " %, " + scenario.columns

    PanelText {
        id: name

        width: parent.width - state.width - Theme.unit * 2
        height: Theme.unit * 5
        text: row.scenario.name
        font.weight: Font.DemiBold
    }
    PanelText {
        id: state

        anchors.right: parent.right
        height: name.height
        text: row.statusText + "  " + Math.floor(row.scenario.done * 100) + " %"
        color: row.scenario.status === "interrupted" ? Theme.colors.error : Theme.colors.muted
        font.pixelSize: Theme.smallSize
    }
    Rectangle {
        id: track

        y: name.height
        width: parent.width
        height: Theme.unit
        radius: height / 2
        color: Theme.colors.border

        Rectangle {
            width: parent.width * Math.max(0, Math.min(1, row.scenario.done))
            height: parent.height
            radius: parent.radius
            color: row.scenario.status === "interrupted" ? Theme.colors.error : Theme.colors.accent
        }
    }
    PanelText {
        y: track.y + track.height + Theme.unit
        width: parent.width
        height: Theme.unit * 5
        text: (row.scenario.columns === "" ? "" : row.scenario.columns + "   \u00b7   ") + row.scenario.description
        elide: Text.ElideRight
        color: Theme.colors.muted
        font.pixelSize: Theme.smallSize
    }
}
