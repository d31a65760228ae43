// SPDX-License-Identifier: GPL-3.0-or-later
import QtQuick
import Sockscope.Panels

/// Bytes and code.
PanelText {
    font.family: Theme.monoFamily
}
