// SPDX-License-Identifier: GPL-3.0-or-later
pragma ComponentBehavior: Bound
import QtQuick
import Sockscope.Panels

/// Event counters and the kernel's view of the connection, in one column or two.
Flow {
    id: facts

    required property LifecycleModel lifecycle
    property int columns: 1

    readonly property var events: Array.from(lifecycle.events)
    readonly property var tcp: lifecycle.tcpInfo
    readonly property bool known: lifecycle.tcpInfoTime >= 0
    readonly property var kernel: [
        { name: qsTr("TCP state"), value: tcp.state ?? "" },
        { name: qsTr("RTT"), value: Format.duration((tcp.rttUs ?? 0) * 1000) + " \u00b1 " + Format.duration((tcp.rttVarUs ?? 0) * 1000) },
        { name: qsTr("Retransmits"), value: String(tcp.totalRetransmits ?? 0) },
        { name: qsTr("Congestion window"), value: qsTr("%1 MSS").arg(tcp.congestionWindow ?? 0) },
        { name: qsTr("Send window"), value: Format.bytes(tcp.sendWindow ?? 0) },
        { name: qsTr("Receive space"), value: Format.bytes(tcp.receiveSpace ?? 0) },
        { name: qsTr("Unacknowledged"), value: Format.bytes(tcp.sendQueue ?? 0) },
        { name: qsTr("Unread"), value: Format.bytes(tcp.receiveQueue ?? 0) }
    ]
    /// The most important of it, on one line.
    readonly property string summary: events.filter(event => event.delivered + event.unheard > 0)
        .map(event => event.name + " " + (event.delivered + event.unheard))
        .concat(lifecycle.idleTimeout !== "" ? [qsTr("idle timeout %1").arg(lifecycle.idleTimeout)] : [])
        .concat(known ? [tcp.state + "  RTT " + Format.duration((tcp.rttUs ?? 0) * 1000)] : []).join("  \u00b7  ")

    spacing: Theme.unit * 4

    component Title: PanelText {
        height: Theme.unit * 6
        font.pixelSize: Theme.smallSize
        font.weight: Font.DemiBold
    }
    component Block: Column {
        width: facts.columns === 1 ? facts.width : (facts.width - facts.spacing) / 2
    }

    Block {
        Title {
            text: qsTr("Events")
        }
        Repeater {
            model: facts.events.length

            FactRow {
                required property int index
                readonly property var event: facts.events[index]

                width: parent.width
                name: event.name
                value: String(event.delivered)
                hint: event.unheard > 0 ? qsTr("%1 without handler").arg(event.unheard) : ""
            }
        }
        FactRow {
            width: parent.width
            visible: value !== ""
            height: visible ? implicitHeight : 0
            name: qsTr("idle timeout")
            value: facts.lifecycle.idleTimeout
        }
    }
    Block {
        Title {
            text: facts.known ? qsTr("Kernel at %1").arg(Format.time(facts.lifecycle.tcpInfoTime, 3)) : qsTr("Kernel")
        }
        PanelText {
            width: parent.width
            visible: !facts.known
            wrapMode: Text.Wrap
            text: qsTr("Recorded while the connection is open.")
            color: Theme.colors.muted
            font.pixelSize: Theme.smallSize
        }
        Repeater {
            model: facts.known ? facts.kernel.length : 0

            FactRow {
                required property int index

                width: parent.width
                name: facts.kernel[index].name
                value: facts.kernel[index].value
            }
        }
    }
}
