// SPDX-License-Identifier: GPL-3.0-or-later
import QtQuick
import Sockscope.Panels

/// A place in the script, "hello.js:12"; a click goes there.
Item {
    id: link

    required property string text
    property bool lit: false ///< the person stands there
    signal activated

    implicitWidth: label.implicitWidth
    implicitHeight: label.implicitHeight
    visible: text !== ""
    Accessible.role: Accessible.Link
    Accessible.name: qsTr("Go to %1").arg(text)
    Accessible.onPressAction: link.activated()

    Rectangle {
        anchors.fill: parent
        anchors.margins: Theme.unit / 2
        anchors.leftMargin: -Theme.unit
        anchors.rightMargin: -Theme.unit
        visible: link.lit
        radius: Theme.unit
        color: "transparent"
        border.color: Theme.colors.accent
    }
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
