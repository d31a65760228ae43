// SPDX-License-Identifier: GPL-3.0-or-later
import QtQuick
import Sockscope.Panels

/// The scroll bar of a view of bytes, which scrolls by bytes and not by pixels.
PanelScrollBar {
    id: bar

    required property ByteView view

    orientation: Qt.Vertical
    size: view.pageSize
    onPositionChanged: {
        if (pressed)
            view.scrollTo(position);
    }

    Binding on position {
        value: bar.view.position
        when: !bar.pressed
    }
}
