// SPDX-License-Identifier: GPL-3.0-or-later
pragma ComponentBehavior: Bound
import QtQuick
import Sockscope.Panels

/// The four states of one socket and the ways between them: taken ones strong, with their cause, the others faint, calls
/// that a state refused as crossed arrows.
Item {
    id: diagram

    required property LifecycleModel lifecycle
    signal recordPicked(offset: double)

    readonly property var edges: Array.from(lifecycle.edges)
    readonly property var refusals: [refusedIn(0), refusedIn(1), refusedIn(2), refusedIn(3)] ///< by state
    readonly property color faint: Qt.alpha(Theme.colors.outline, 0.6)
    readonly property real zoom: geometry.zoom

    function refusedIn(state: int): var {
        return Array.from(lifecycle.refusals).filter(refusal => refusal.state === state);
    }
    function describe(edge: var): string {
        return Legend.wordOfState(edge.from) + " \u2192 " + Legend.wordOfState(edge.to)
            + (edge.count === 0 ? ": " + qsTr("not taken") : ": " + edge.cause + (edge.location === "" ? "" : ", " + edge.location)
                + (edge.count > 1 ? ", " + qsTr("%1 times").arg(edge.count) : ""));
    }
    /// Of an error only what went wrong: the whole is in the panel's head.
    function shortCause(edge: var): string {
        return edge.from === 1 && edge.to === 0 ? edge.cause.split(": ").pop() : edge.cause;
    }
    function arrowOf(edge: var): var {
        const taken = edge.count > 0;
        return Object.assign(geometry.line(edge.from, edge.to), { width: (edge.latest ? 2.5 : taken ? 1.5 : 1) * zoom, dashed: !taken,
            color: edge.latest ? Legend.ofState(edge.to) : taken ? Theme.colors.muted : faint });
    }
    function arrows(): var {
        const all = diagram.edges.map(diagram.arrowOf);
        for (let state = 0; state < 4; ++state) {
            if (refusals[state].length > 0)
                all.push(refusalArrow(state));
        }
        return all;
    }
    function refusalArrow(state: int): var {
        const x = geometry.nodeX(state) + geometry.nodeWidth * 0.1, up = state < 2;
        const y = geometry.nodeY(state) + (up ? -Theme.unit / 2 : geometry.nodeHeight + Theme.unit / 2);
        return { x1: x, y1: y, x2: x, y2: y + (up ? -1 : 1) * (geometry.refusal - Theme.unit), color: Theme.colors.error, width: 1.5 * zoom,
            crossed: true };
    }

    LifecycleGeometry {
        id: geometry

        width: diagram.width
        height: diagram.height
        refusedAbove: diagram.refusals[0].length > 0 || diagram.refusals[1].length > 0
        refusedBelow: diagram.refusals[2].length > 0 || diagram.refusals[3].length > 0
    }
    ArrowLayer {
        id: layer

        anchors.fill: parent
        arrows: diagram.arrows()
    }
    TapHandler {
        onTapped: point => {
            const found = layer.arrowAt(point.position.x, point.position.y, Theme.unit * 2);
            if (found >= 0 && found < diagram.edges.length && diagram.edges[found].count > 0)
                diagram.recordPicked(diagram.edges[found].offset);
        }
    }
    Rectangle { // what is lit moves from state to state
        x: geometry.nodeX(diagram.lifecycle.state)
        y: geometry.nodeY(diagram.lifecycle.state)
        width: geometry.nodeWidth
        height: geometry.nodeHeight
        radius: Theme.unit * 2 * diagram.zoom
        color: Legend.ofState(diagram.lifecycle.state)

        Behavior on x {
            NumberAnimation {
                duration: 160
                easing.type: Easing.OutCubic
            }
        }
        Behavior on y {
            NumberAnimation {
                duration: 160
                easing.type: Easing.OutCubic
            }
        }
    }
    Repeater {
        model: 4

        LifecycleNode {
            required property int index

            x: geometry.nodeX(index)
            y: geometry.nodeY(index)
            width: geometry.nodeWidth
            height: geometry.nodeHeight
            socketState: index
            current: index === diagram.lifecycle.state
            time: index === 3 && !current ? -1 : diagram.lifecycle.timeInStates[index]
            visited: diagram.lifecycle.timeInStates[index] >= 0
            zoom: diagram.zoom
        }
    }
    Repeater {
        model: diagram.edges.length

        LifecycleLabel {
            id: edgeLabel

            required property int index
            readonly property var edge: diagram.edges[index]
            readonly property rect place: geometry.labelRect(edge.from, edge.to, Qt.size(implicitWidth, implicitHeight))

            x: place.x
            y: place.y
            width: place.width
            height: place.height
            visible: edge.count > 0
            cause: diagram.shortCause(edge)
            location: edge.location
            count: edge.count
            explanation: diagram.describe(edge)
            tint: edge.latest ? Legend.ofState(edge.to) : Theme.colors.text
            strong: edge.latest
            zoom: diagram.zoom
            onActivated: diagram.recordPicked(edge.offset)
        }
    }
    Repeater {
        model: 4

        LifecycleLabel {
            required property int index
            readonly property var refused: diagram.refusals[index]
            readonly property var last: refused.length > 0 ? refused[0] : null
            readonly property int others: refused.reduce((sum, refusal) => sum + refusal.count, 0) - (last ? last.count : 0)
            readonly property bool alone: diagram.refusals[[1, 0, 3, 2][index]].length === 0
            readonly property real room: (alone ? geometry.width : geometry.width / 2) - Theme.unit * 10 * diagram.zoom

            x: geometry.nodeX(index) + (index === 1 || index === 2 ? geometry.nodeWidth - width : geometry.nodeWidth * 0.1 + Theme.unit * 2 * diagram.zoom)
            y: index < 2 ? geometry.top - geometry.refusal : geometry.bottom + geometry.nodeHeight + Theme.unit
            width: Math.min(implicitWidth, room)
            visible: last !== null
            cause: last ? qsTr("%1() refused: %2").arg(last.method).arg(last.sentence) : ""
            location: last ? last.location : ""
            count: last ? last.count : 0
            explanation: last ? qsTr("In the state %1: %2").arg(Legend.wordOfState(index)).arg(cause)
                + (others > 0 ? ", " + qsTr("and %1 more").arg(others) : "") : ""
            tint: Theme.colors.error
            alignment: Text.AlignLeft
            oneLine: true
            zoom: diagram.zoom
            onActivated: diagram.recordPicked(last.offset)
        }
    }
}
