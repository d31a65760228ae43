// SPDX-License-Identifier: GPL-3.0-or-later
import QtQuick
import Sockscope.Panels

/// A place in the script, "hello.js:12"; a click goes there.
Item {
    id: link

    required property string text
    signal activated

    implicitWidth: label.implicitWidth
    implicitHeight: label.implicitHeight
    visible: text !== ""
    Accessible.role: Accessible.Link
    Accessible.name: qsTr("Go to %1").arg(text)
    Accessible.onPressAction: link.activated()

    CodeText {
        id: label

        anchors.fill: parent
        text: link.text
        elide: Text.ElideLeft
        horizontalAlignment: Text.AlignRight
        color: Theme.colors.accent
        font.pixelSize: Theme.smallSize
        font.underline: hover.hovered
    }
    HoverHandler {
        id: hover

        cursorShape: Qt.PointingHandCursor
    }
    TapHandler {
        gesturePolicy: TapHandler.ReleaseWithinBounds
        onTapped: link.activated()
    }
}
