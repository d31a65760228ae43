// SPDX-License-Identifier: GPL-3.0-or-later
import QtQuick
import Sockscope.Panels

/// A whole number of the framing bar.
HexField {
    id: field

    required property int value
    property int lowest: 0
    property int highest: 1000000000
    signal changed(number: int)

    implicitWidth: Theme.unit * 16
    text: value
    wrong: !acceptableInput
    validator: IntValidator {
        bottom: field.lowest
        top: field.highest
    }
    onEditingFinished: changed(parseInt(text))
}
