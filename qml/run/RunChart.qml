// SPDX-License-Identifier: GPL-3.0-or-later
import QtQuick
import Sockscope.Panels

/// The course of one figure over the run.
Item {
    id: chart

    required property var series ///< {name, values, now, peak}

    implicitHeight: Theme.unit * 22
    Accessible.role: Accessible.Chart
    Accessible.name: series.name + ": " + series.now + ", " + series.peak

    PanelText {
        id: name

        width: parent.width - now.width - Theme.unit * 2
        height: Theme.unit * 5
        text: chart.series.name
        color: Theme.colors.muted
        font.pixelSize: Theme.smallSize
    }
    PanelText {
        id: now

        anchors.right: parent.right
        height: name.height
        text: chart.series.now + "  \u00b7  " + chart.series.peak
        font.pixelSize: Theme.smallSize
    }
    BarChart {
        anchors.top: name.bottom
        anchors.bottom: parent.bottom
        width: parent.width
        up: chart.series.values
        upColor: Theme.colors.accent
        lineColor: Theme.colors.border
    }
}
