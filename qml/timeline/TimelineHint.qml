// SPDX-License-Identifier: GPL-3.0-or-later
import QtQuick
import QtQuick.Templates as T
import Sockscope.Panels

/// What a cell means, in words, below the cell at which the pointer stays. One for all rows.
T.ToolTip {
    id: hint

    function pointAt(cell: TimelineBorder) {
        parent = cell;
        text = cell.description;
        visible = text !== "";
    }

    y: parent ? parent.height : 0
    delay: 500
    margins: Theme.unit
    padding: Theme.unit * 2
    implicitWidth: contentItem.implicitWidth + leftPadding + rightPadding
    implicitHeight: contentItem.implicitHeight + topPadding + bottomPadding
    contentItem: PanelText {
        text: hint.text
        font.pixelSize: Theme.smallSize
    }
    background: Rectangle {
        color: Theme.colors.raised
        border.width: 1
        border.color: Theme.colors.outline
    }
}
