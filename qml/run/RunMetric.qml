// SPDX-License-Identifier: GPL-3.0-or-later
pragma ComponentBehavior: Bound
import QtQuick
import Sockscope.Panels

/// One metric of a run, or the part of one with certain tags; below it the tags of its samples, and where these differ
/// its values for each set of them.
Column {
    id: row

    required property var metric ///< {name, part, value, detail, tags, series, beyond}
    required property bool showsTags

    RunValues {
        width: parent.width
        indent: row.metric.part ? Theme.unit * 4 : 0
        name: row.metric.name
        value: row.metric.value
        detail: row.metric.detail
    }
    PanelText {
        x: Theme.unit * 4
        width: parent.width - x
        height: Theme.unit * 5
        visible: row.showsTags && row.metric.tags !== ""
        text: row.metric.tags
        color: Theme.colors.muted
        font.pixelSize: Theme.smallSize
        verticalAlignment: Text.AlignTop
        Accessible.role: Accessible.StaticText
        Accessible.name: qsTr("Tags of %1: %2").arg(row.metric.name).arg(text)
    }
    Repeater {
        model: row.showsTags ? row.metric.series.length : 0

        RunValues {
            required property int index
            readonly property var series: row.metric.series[index] ?? ({ tags: "", value: "", detail: "" })

            width: row.width
            indent: Theme.unit * 4
            isTags: true
            name: series.tags
            value: series.value
            detail: series.detail
        }
    }
    PanelText {
        x: Theme.unit * 4
        width: parent.width - x
        height: Theme.unit * 5
        visible: row.showsTags && row.metric.beyond > 0
        text: qsTr("%1 more samples have other tags, which are too many to keep apart.").arg(row.metric.beyond)
        color: Theme.colors.warning
        font.pixelSize: Theme.smallSize
    }
}
