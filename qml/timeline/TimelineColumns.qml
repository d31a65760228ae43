// SPDX-License-Identifier: GPL-3.0-or-later
import QtQuick
import Sockscope.Panels

/// The widths of the timeline's columns, shared by its header and its rows. Narrow panels put direction and kind of event into one
/// column, then give up the microseconds, and always keep the way from the bytes to the line of script.
QtObject {
    id: columns

    required property real available
    property real startedAtMs: 0 ///< wall-clock time of time 0
    property bool framed: false ///< messages are something else than the chunks, so rows tell which they have
    property int messages: 0 ///< how many there are
    property int timeMode: 0 ///< 0: since the session's start, 1: clock, 2: since the row before
    readonly property var timeModes: [qsTr("Since start"), qsTr("Clock"), qsTr("Delta")]
    readonly property string timeModeName: timeModes[timeMode]
    readonly property real timeModeWidth: modeSample.width + 1

    /// A row's time in nanoseconds since the session's start, as the person wants to see times.
    function timeText(time: double, delta: double): string {
        if (timeMode === 1) {
            const date = new Date(startedAtMs + Math.floor(time / 1e6));
            const micros = wide ? String(Math.floor(time / 1e3) % 1000).padStart(3, "0") : "";
            return Qt.formatTime(date, "HH:mm:ss.zzz") + micros;
        }
        if (timeMode === 2)
            return delta < 0 ? "" : "+" + (delta / 1e9).toFixed(wide ? 6 : 3);
        return Format.time(time, wide ? 6 : 3);
    }

    readonly property bool wide: available > 150 * Theme.unit
    readonly property bool showKind: available > 190 * Theme.unit
    readonly property bool briefMessages: available < 200 * Theme.unit
    readonly property string digits: "0".repeat(Math.max(3, String(messages).length))
    readonly property real gap: Theme.unit * (wide ? 3 : 2)
    readonly property real margin: Theme.unit * 3 // left, and right for the scroll bar
    readonly property real time: timeSample.width + 1
    readonly property real direction: Theme.iconSize + Theme.unit * 2 + directionSample.width
    readonly property real kind: showKind ? kindSample.width + Theme.unit : 0
    readonly property real socket: socketSample.width
    readonly property real size: wide ? sizeSample.width : 0
    readonly property bool sizeInContent: !wide && !framed // else there is no room for both
    readonly property real location: Math.min(locationSample.width, available * (wide ? 0.22 : framed ? 0.15 : 0.2))
    readonly property real message: framed ? messageSample.width : 0
    readonly property real preview: Math.max(0, available - time - direction - socket - size - location - (showKind ? kind + gap : 0)
        - (framed ? message + gap : 0)
        - (wide ? 5 : 4) * gap - 2 * margin - Theme.unit)

    readonly property TextMetrics timeSample: TextMetrics {
        font: Qt.font({ family: Theme.monoFamily, pixelSize: Theme.smallSize })
        text: columns.timeMode === 1 ? (columns.wide ? "00:00:00.000000" : "00:00:00.000") : columns.wide ? "00:00.000000" : "00:00.000"
    }
    readonly property TextMetrics modeSample: TextMetrics {
        font: Qt.font({ family: Theme.uiFamily, pixelSize: Theme.smallSize })
        text: columns.timeModes[0]
    }
    readonly property TextMetrics directionSample: TextMetrics {
        font: Qt.font({ family: Theme.uiFamily, pixelSize: Theme.bodySize, weight: Font.DemiBold })
        text: columns.showKind ? qsTr("received") : qsTr("disconnected")
    }
    readonly property TextMetrics kindSample: TextMetrics {
        font: Qt.font({ family: Theme.uiFamily, pixelSize: Theme.bodySize })
        text: qsTr("iteration end")
    }
    readonly property TextMetrics socketSample: TextMetrics {
        font: Qt.font({ family: Theme.monoFamily, pixelSize: Theme.smallSize })
        text: "#000"
    }
    readonly property TextMetrics sizeSample: TextMetrics {
        font: Qt.font({ family: Theme.monoFamily, pixelSize: Theme.smallSize })
        text: "000,000 B"
    }
    readonly property TextMetrics messageSample: TextMetrics {
        font: Qt.font({ family: Theme.monoFamily, pixelSize: Theme.smallSize })
        text: columns.briefMessages ? "▸" + columns.digits + "▸" : "▸ msgs " + columns.digits + "–" + columns.digits + " ▸"
    }
    readonly property TextMetrics locationSample: TextMetrics {
        font: Qt.font({ family: Theme.monoFamily, pixelSize: Theme.smallSize })
        text: columns.wide ? "script.js:100:10" : "script.js:100"
    }
}
