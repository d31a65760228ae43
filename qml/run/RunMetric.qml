// SPDX-License-Identifier: GPL-3.0-or-later
import QtQuick
import Sockscope.Panels

/// One metric of a run, or the part of one with certain tags.
Item {
    id: row

    required property var metric ///< {name, part, value, detail}

    implicitHeight: Theme.unit * 6
    Accessible.role: Accessible.StaticText
    Accessible.name: metric.name + ": " + metric.value + ", " + metric.detail

    CodeText {
        x: row.metric.part ? Theme.unit * 4 : 0
        width: parent.width * 0.4 - x
        height: parent.height
        text: row.metric.name
        elide: Text.ElideRight
    }
    CodeText {
        x: parent.width * 0.4 + Theme.unit * 2
        width: parent.width * 0.18
        height: parent.height
        text: row.metric.value
        elide: Text.ElideRight
    }
    PanelText {
        x: parent.width * 0.6 + Theme.unit * 2
        width: parent.width - x
        height: parent.height
        text: row.metric.detail
        elide: Text.ElideRight
        color: Theme.colors.muted
        font.pixelSize: Theme.smallSize
    }
}
