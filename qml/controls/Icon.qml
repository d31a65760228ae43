// SPDX-License-Identifier: GPL-3.0-or-later
import QtQuick
import Sockscope.Panels

/// One of the program's own drawings, in one colour. It only repeats what a word beside it says.
Image {
    required property string name
    property color tint: Theme.colors.muted
    property int size: Theme.iconSize

    width: size
    height: size
    sourceSize.width: Math.round(size * Screen.devicePixelRatio)
    sourceSize.height: Math.round(size * Screen.devicePixelRatio)
    source: Theme.iconSource(name, tint)
    Accessible.ignored: true
}
