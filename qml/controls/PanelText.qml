// SPDX-License-Identifier: GPL-3.0-or-later
import QtQuick
import Sockscope.Panels

/// Text of the panels. Always plain: remote bytes and script output must never be taken for markup.
Text {
    textFormat: Text.PlainText
    color: Theme.colors.text
    font.family: Theme.uiFamily
    font.pixelSize: Theme.bodySize
    elide: Text.ElideRight
    verticalAlignment: Text.AlignVCenter
}
