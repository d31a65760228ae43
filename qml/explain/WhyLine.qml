// SPDX-License-Identifier: GPL-3.0-or-later
import QtQuick
import Sockscope.Panels

/// Sentences behind a sign, and the line of script that they are about.
Item {
    id: line

    required property string iconName
    required property color tint
    required property string text
    property string location
    signal activated

    width: parent?.width ?? 0
    implicitHeight: Math.max(icon.height, words.implicitHeight)

    Icon {
        id: icon

        y: Math.max(0, (metrics.height - height) / 2)
        name: line.iconName
        tint: line.tint
        size: Theme.bodySize + 1
    }
    PanelText {
        id: words

        anchors.left: icon.right
        anchors.right: link.visible ? link.left : parent.right
        anchors.leftMargin: Theme.unit * 2
        anchors.rightMargin: Theme.unit * 2
        text: line.text
        wrapMode: Text.Wrap
        elide: Text.ElideNone
        verticalAlignment: Text.AlignTop
    }
    LocationLink {
        id: link

        anchors.right: parent.right
        width: Math.min(implicitWidth, line.width * 0.35)
        height: metrics.height
        text: line.location
        onActivated: line.activated()
    }
    FontMetrics {
        id: metrics

        font: words.font
    }
}
