// SPDX-License-Identifier: GPL-3.0-or-later
import QtQuick
import Sockscope.Panels

/// Where the parts of the lifecycle diagram are. The states go round clockwise, so that every edge is a straight line
/// with room beside it:
///
///     disconnected ⇄ opening
///          ↓      ↙     ↓
///      destroyed ←   open
QtObject {
    id: geometry

    required property real width
    required property real height
    required property bool refusedAbove
    required property bool refusedBelow

    readonly property real zoom: Math.max(1, Math.min(width / (Theme.unit * 95), height / (Theme.unit * 52), 2.2))
    readonly property real nodeWidth: Math.round(Theme.unit * 31 * zoom)
    readonly property real nodeHeight: Math.round(Theme.unit * 11 * zoom)
    readonly property real side: Theme.unit * 3
    readonly property real refusal: Math.round(Theme.unit * 7 * zoom) ///< room for refused calls
    readonly property real top: refusedAbove ? refusal + Theme.unit : Math.round(Theme.unit * 4 * zoom)
    readonly property real bottom: height - (refusedBelow ? refusal + Theme.unit : Theme.unit * 3) - nodeHeight
    readonly property real right: width - side - nodeWidth
    readonly property real inner: right - side - nodeWidth ///< between the nodes of a row

    function nodeX(state: int): real {
        return state === 1 || state === 2 ? right : side;
    }
    function nodeY(state: int): real {
        return state < 2 ? top : bottom;
    }
    /// The two ends of the edge from a state to another.
    function line(from: int, to: int): var {
        const gap = Theme.unit;
        const left = side + nodeWidth + gap, far = right - gap, half = nodeWidth / 2;
        const upper = top + nodeHeight + gap, lower = bottom - gap;
        if (from === 0 && to === 1)
            return { x1: left, y1: top + nodeHeight * 0.34, x2: far, y2: top + nodeHeight * 0.34 };
        if (from === 1 && to === 0)
            return { x1: far, y1: top + nodeHeight * 0.72, x2: left, y2: top + nodeHeight * 0.72 };
        if (from === 2)
            return { x1: far, y1: bottom + nodeHeight / 2, x2: left, y2: bottom + nodeHeight / 2 };
        if (from === 1 && to === 2)
            return { x1: right + nodeWidth * 0.4, y1: upper, x2: right + nodeWidth * 0.4, y2: lower }; // room for its label
        if (from === 0)
            return { x1: side + half, y1: upper, x2: side + half, y2: lower };
        return { x1: right + nodeWidth * 0.12, y1: upper, x2: side + nodeWidth * 0.88, y2: lower };
    }
    /// Where the label of that edge goes.
    function labelRect(from: int, to: int, wanted: size): rect {
        const ends = line(from, to), gap = Theme.unit;
        const between = Qt.size(Math.min(wanted.width, inner - 4 * gap), wanted.height);
        const middle = (ends.x1 + ends.x2) / 2, level = (top + nodeHeight + bottom) / 2;
        if (from === 0 && to === 1)
            return Qt.rect(middle - between.width / 2, ends.y1 - between.height - gap / 2 * zoom, between.width, between.height);
        if (from === 1 && to === 0)
            return Qt.rect(middle - between.width / 2, ends.y1 + gap, between.width, between.height);
        if (from === 2)
            return Qt.rect(middle - between.width / 2, ends.y1 - between.height - gap * zoom, between.width, between.height);
        if (from === 1 && to === 2) { // outside, so that the middle is free for the others
            const outside = Math.min(wanted.width, width - ends.x1 - gap * 2);
            return Qt.rect(ends.x1 + gap, level - wanted.height / 2, outside, wanted.height);
        }
        if (from === 0) { // never taken together with the edge below, but perhaps with the one above
            const beside = Math.min(wanted.width, width / 2 - ends.x1 - gap * 4);
            return Qt.rect(ends.x1 + gap * 2, ends.y2 - wanted.height - gap / 2, beside, wanted.height);
        }
        return Qt.rect(width / 2 - between.width / 2, level - between.height / 2, between.width, between.height);
    }
}
