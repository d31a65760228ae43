// SPDX-License-Identifier: GPL-3.0-or-later
pragma ComponentBehavior: Bound
import QtQuick
import QtQuick.Templates as T
import Sockscope.Panels

/// All that is known of one socket at the session's instant.
Rectangle {
    id: detail

    required property SessionView session
    required property var facts ///< its row of the sockets model by role names

    readonly property real contentHeight: content.implicitHeight + Theme.unit * 6
    readonly property var certificate: facts.tlsDetails ?? ({})
    readonly property var tags: facts.tags ?? ({})
    readonly property var endpointRows: [
        { name: qsTr("Target"), value: facts.target ?? "" }, { name: qsTr("Local"), value: facts.local ?? "" },
        { name: qsTr("Remote"), value: facts.remote ?? "" },
        { name: qsTr("Sent"), value: Format.bytes(facts.bytesSent ?? 0) },
        { name: qsTr("Received"), value: Format.bytes(facts.bytesReceived ?? 0), hint: facts.bytesUnheard > 0
            ? qsTr("%1 without handler").arg(Format.bytes(facts.bytesUnheard)) : "" },
        { name: qsTr("Idle timeout"), value: facts.idleTimeout > 0 ? Format.duration(facts.idleTimeout * 1e6) : "" },
        { name: qsTr("Timeouts"), value: facts.timeouts > 0 ? String(facts.timeouts) : "" },
        { name: qsTr("Refused calls"), value: facts.refusals > 0 ? String(facts.refusals) : "" }
    ]
    readonly property var tlsRows: [
        { name: qsTr("Version"), value: certificate.version ?? "" }, { name: qsTr("Cipher"), value: certificate.cipher ?? "" },
        { name: qsTr("Certificate"), value: facts.tlsVerified ? qsTr("verified") : "", hint: facts.tlsVerified ? "" : qsTr("NOT verified") },
        { name: qsTr("Subject"), value: certificate.subject ?? "" }, { name: qsTr("Issuer"), value: certificate.issuer ?? "" },
        { name: qsTr("Valid from"), value: day(certificate.notBefore) }, { name: qsTr("Valid until"), value: day(certificate.notAfter) }
    ]
    readonly property var tagRows: Object.keys(tags).map(name => ({ name: name, value: String(tags[name]) }))

    function day(iso: var): string {
        return iso === undefined ? "" : String(iso).replace("T", " ").replace("Z", " UTC");
    }

    color: Theme.colors.surface

    component Title: PanelText {
        height: Theme.unit * 7
        verticalAlignment: Text.AlignBottom
        bottomPadding: Theme.unit
        font.pixelSize: Theme.smallSize
        font.weight: Font.DemiBold
    }
    component Rows: Column {
        id: list

        property var rows: []

        width: parent.width

        Repeater {
            model: list.rows.length

            FactRow {
                required property int index
                readonly property var row: list.rows[index] ?? ({ name: "", value: "" }) // rows go before their delegates

                width: parent.width
                visible: value !== "" || hint !== ""
                height: visible ? implicitHeight : 0
                name: row.name
                value: row.value
                hint: row.hint ?? ""
            }
        }
    }

    Throughput {
        id: throughput

        journal: detail.session.journal
        cursor: detail.session.cursor
    }
    Flickable {
        id: view

        anchors.fill: parent
        anchors.leftMargin: Theme.unit * 4
        anchors.rightMargin: Theme.unit * 4
        clip: true
        contentHeight: detail.contentHeight
        boundsBehavior: Flickable.StopAtBounds
        activeFocusOnTab: contentHeight > height
        Accessible.role: Accessible.Grouping
        Accessible.name: qsTr("Details of socket %1").arg(detail.facts.socket ?? 0)
        Keys.onUpPressed: contentY = Math.max(0, contentY - Theme.unit * 8)
        Keys.onDownPressed: contentY = Math.max(0, Math.min(contentHeight - height, contentY + Theme.unit * 8))
        T.ScrollBar.vertical: PanelScrollBar {}

        Column {
            id: content

            y: Theme.unit
            width: view.width - Theme.unit * 2 // beside the scroll bar

            Title {
                text: qsTr("Socket %1").arg(detail.facts.socket ?? 0)
            }
            Rows {
                rows: detail.endpointRows
            }
            Title {
                text: qsTr("Throughput")
            }
            BarChart {
                width: parent.width
                height: Theme.unit * 12
                up: throughput.sent
                down: throughput.received
                upColor: Theme.colors.sent
                downColor: Theme.colors.received
                lineColor: Theme.colors.border
                Accessible.role: Accessible.Chart
                Accessible.name: qsTr("Throughput, at most %1 sent and %2 received a second").arg(Format.bytes(throughput.peakSent))
                    .arg(Format.bytes(throughput.peakReceived))
            }
            Rows {
                rows: [{ name: qsTr("Peak sent"), value: qsTr("%1/s").arg(Format.bytes(throughput.peakSent)) },
                    { name: qsTr("Peak received"), value: qsTr("%1/s").arg(Format.bytes(throughput.peakReceived)) }]
            }
            Title {
                visible: detail.facts.tls === true
                text: qsTr("TLS")
            }
            Rows {
                visible: detail.facts.tls === true
                rows: visible ? detail.tlsRows : []
            }
            PanelText {
                width: parent.width
                visible: text !== ""
                wrapMode: Text.Wrap
                text: detail.certificate.problem ?? ""
                color: Theme.colors.warning
                font.pixelSize: Theme.smallSize
            }
            Title {
                visible: detail.tagRows.length > 0
                text: qsTr("Tags of its samples")
            }
            Rows {
                rows: detail.tagRows
            }
        }
    }
    Rectangle {
        readonly property bool onTop: detail.x === 0

        width: onTop ? parent.width : 1
        height: onTop ? 1 : parent.height
        color: Theme.colors.border
    }
}
