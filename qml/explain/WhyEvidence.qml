// SPDX-License-Identifier: GPL-3.0-or-later
import QtQuick
import Sockscope.Panels

/// A record that shows what a finding says; a click selects it in all views.
Rectangle {
    id: row

    required property var record ///< see ExplanationModel::EvidenceRole
    required property bool shown
    signal activated

    implicitHeight: Theme.unit * 6
    radius: Theme.unit
    color: shown ? Theme.colors.selection : hover.hovered ? Theme.colors.hover : "transparent"
    Accessible.role: Accessible.Button
    Accessible.name: qsTr("Record %1, %2: %3 %4").arg(record.number).arg(record.kind).arg(record.note).arg(record.location)
    Accessible.onPressAction: row.activated()

    HoverHandler {
        id: hover

        cursorShape: Qt.PointingHandCursor
    }
    TapHandler {
        gesturePolicy: TapHandler.ReleaseWithinBounds
        onTapped: row.activated()
    }
    CodeText {
        id: when

        x: Theme.unit * 6
        width: implicitWidth
        height: parent.height
        text: Format.time(row.record.time, 3)
        color: Theme.colors.muted
        font.pixelSize: Theme.smallSize
    }
    PanelText {
        id: kind

        anchors.left: when.right
        anchors.leftMargin: Theme.unit * 3
        height: parent.height
        text: row.record.kind
        font.pixelSize: Theme.smallSize
        font.weight: Font.DemiBold
    }
    PanelText {
        anchors.left: kind.right
        anchors.leftMargin: Theme.unit * 2
        anchors.right: place.left
        anchors.rightMargin: Theme.unit * 2
        height: parent.height
        text: row.record.note
        color: Theme.colors.accent
        font.pixelSize: Theme.smallSize
    }
    CodeText {
        id: place

        anchors.right: parent.right
        anchors.rightMargin: Theme.unit
        width: Math.min(implicitWidth, row.width * 0.3)
        height: parent.height
        text: row.record.location
        elide: Text.ElideLeft
        color: Theme.colors.muted
        font.pixelSize: Theme.smallSize
    }
}
