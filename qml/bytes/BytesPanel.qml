// SPDX-License-Identifier: GPL-3.0-or-later
pragma ComponentBehavior: Bound
import QtQuick
import Sockscope.Panels

/// The bytes of a socket in hexadecimal, as text and as messages, with their values.
Panel {
    id: panel

    enum Tab { Hex, Text, Messages }

    property int tab: BytesPanel.Hex
    property bool showsValues: width >= 210 * Theme.unit
    property bool finding: false
    property bool showsFraming: false ///< where there is no room for it all the time
    /// So low that bars would take all of it: the bytes come first.
    readonly property bool tight: height < 52 * Theme.unit
    readonly property SessionBytes bytes: session.bytes
    readonly property alias hexView: hex
    readonly property alias textView: text
    readonly property alias messageList: messages
    readonly property bool valuesBeside: showsValues && width >= 140 * Theme.unit
    readonly property bool nothing: bytes.stream.size === 0
    /// The window asks for a file name and writes that range of the stream.
    signal saveRequested(start: double, length: double)

    function find() {
        finding = true;
        findBar.field.forceActiveFocus();
        findBar.field.selectAll();
    }

    empty: !bytes.hasBytes
    emptyIcon: "sockets"
    emptyTitle: ended ? qsTr("No byte was sent or received") : qsTr("No bytes yet")
    emptyHint: ended ? qsTr("The run ended before a socket carried any. The timeline tells how far it came.")
        : qsTr("What sockets send and receive appears here as hex, as text and as messages.")

    FocusScope {
        anchors.fill: parent
        visible: !panel.empty

        BytesHeader {
            id: header

            width: parent.width
            bytes: panel.bytes
            tab: panel.tab
            showsValues: panel.showsValues
            showsFraming: panel.showsFraming
            tight: panel.tight
            onTabPicked: index => panel.tab = index
            onValuesToggled: panel.showsValues = !panel.showsValues
            onFramingToggled: panel.showsFraming = !panel.showsFraming
            onFindRequested: panel.find()
        }
        FramingBar {
            id: framing

            anchors.top: header.bottom
            width: parent.width
            height: visible ? implicitHeight : 0
            visible: !panel.tight || panel.showsFraming
            bytes: panel.bytes
            low: panel.height < 60 * Theme.unit
        }
        HexFindBar {
            id: findBar

            anchors.top: framing.bottom
            width: parent.width
            height: visible ? implicitHeight : 0
            visible: panel.finding
            bytes: panel.bytes
            onClosed: {
                panel.finding = false;
                panel.bytes.search.stop();
                (panel.tab === BytesPanel.Text ? text : hex).forceActiveFocus();
            }
        }
        Item {
            id: body

            anchors.top: findBar.bottom
            anchors.bottom: statusLine.top
            width: parent.width - (panel.valuesBeside ? inspector.width : 0)
            visible: !panel.showsValues || panel.valuesBeside

            EmptyState {
                anchors.fill: parent
                visible: panel.nothing
                iconName: "info"
                title: header.whyNothing
                hint: header.whatThen
            }
            HexView {
                id: hex

                anchors.fill: parent
                visible: panel.tab === BytesPanel.Hex && !panel.nothing
                focus: panel.tab === BytesPanel.Hex
                bytes: panel.bytes
                scriptCursor: panel.session.scriptCursor
                Accessible.role: Accessible.Table
                Accessible.name: qsTr("Bytes in hexadecimal")
                Accessible.description: statusLine.summary
                onCopyRequested: statusLine.copy(SessionBytes.Hex)
                onFindRequested: panel.find()
            }
            StreamTextView {
                id: text

                anchors.fill: parent
                visible: panel.tab === BytesPanel.Text && !panel.nothing
                focus: panel.tab === BytesPanel.Text
                bytes: panel.bytes
                scriptCursor: panel.session.scriptCursor
                Accessible.role: Accessible.EditableText
                Accessible.name: qsTr("Bytes as text")
                Accessible.description: statusLine.summary
                onCopyRequested: statusLine.copy(SessionBytes.Text)
                onFindRequested: panel.find()
            }
            MessageList {
                id: messages

                anchors.fill: parent
                visible: panel.tab === BytesPanel.Messages && !panel.nothing
                focus: panel.tab === BytesPanel.Messages
                bytes: panel.bytes
            }
            ByteScrollBar {
                anchors.right: parent.right
                height: parent.height
                view: panel.tab === BytesPanel.Text ? text : hex
                visible: panel.tab !== BytesPanel.Messages && !panel.nothing && size < 1
            }
        }
        InspectorPane {
            id: inspector

            anchors.right: parent.right
            anchors.top: findBar.bottom
            anchors.bottom: statusLine.top
            implicitWidth: Theme.unit * 56
            width: panel.valuesBeside ? implicitWidth : parent.width
            visible: panel.showsValues
            bytes: panel.bytes

            Rectangle {
                width: 1
                height: parent.height
                color: Theme.colors.border
            }
        }
        HexStatus {
            id: statusLine

            anchors.bottom: parent.bottom
            width: parent.width
            height: visible ? implicitHeight : 0
            visible: !panel.tight || panel.bytes.notice !== ""
            bytes: panel.bytes
            onSaveRequested: panel.saveRequested(panel.bytes.selection.start, panel.bytes.selection.length)
        }
    }
}
