// SPDX-License-Identifier: GPL-3.0-or-later
import QtQuick
import Sockscope.Panels

/// Which messages a row's bytes are, as the framing of the bytes panel cuts them; in words where the pointer stays.
Item {
    id: border

    required property string label
    required property string description
    readonly property alias hovered: hover.hovered

    Accessible.role: Accessible.StaticText
    Accessible.name: description

    CodeText {
        anchors.fill: parent
        text: border.label
        font.pixelSize: Theme.smallSize
    }
    HoverHandler {
        id: hover
    }
}
