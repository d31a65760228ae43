// SPDX-License-Identifier: GPL-3.0-or-later
pragma ComponentBehavior: Bound
import QtQuick
import Sockscope.Panels

/// How long things took from second to second, of a metric that the person chooses.
Item {
    id: latency

    required property RunModel run
    readonly property var course: run.latency ///< empty without a trend
    readonly property var trends: run.trends
    readonly property var lines: course.lines ?? []
    readonly property bool known: lines.length > 0
    readonly property string words: lines.map(line => line.name + " " + line.now).join(", ")

    implicitHeight: header.height + plot.height
    Accessible.role: Accessible.Chart
    Accessible.name: known ? qsTr("Latency, %1: %2").arg(run.trend).arg(words) : qsTr("Latency")

    Flow {
        id: header

        width: parent.width
        spacing: Theme.unit * 3
        bottomPadding: Theme.unit

        HexMenu {
            text: latency.run.trend
            name: qsTr("Whose latency: %1").arg(text)
            entries: latency.trends
            current: latency.trends.indexOf(latency.run.trend)
            visible: latency.known
            onPicked: index => latency.run.trend = latency.trends[index]
        }
        Repeater {
            model: latency.lines.length

            Row {
                id: entry

                required property int index
                readonly property var line: latency.lines[index] ?? ({ name: "", now: "" })

                height: Theme.unit * 6
                spacing: Theme.unit

                LineChart {
                    anchors.verticalCenter: parent.verticalCenter
                    width: Theme.unit * 6
                    height: Theme.unit * 2
                    lines: [[1, 1]]
                    highest: 2
                    firstStroke: entry.index
                    lowColor: Theme.colors.accent
                    highColor: Theme.colors.warning
                }
                PanelText {
                    height: parent.height
                    text: entry.line.name + " " + entry.line.now
                    font.pixelSize: Theme.smallSize
                }
            }
        }
        PanelText {
            height: Theme.unit * 6
            visible: latency.known
            text: latency.course.note ?? ""
            color: Theme.colors.muted
            font.pixelSize: Theme.smallSize
        }
        PanelText {
            width: parent.width
            visible: !latency.known
            text: qsTr("No durations yet: they come with the first finished iterations and connections.")
            color: Theme.colors.muted
            wrapMode: Text.Wrap
        }
    }
    Item {
        id: plot

        anchors.top: header.bottom
        width: parent.width
        height: latency.known ? Theme.unit * 30 : 0
        visible: latency.known

        component Mark: PanelText {
            width: chart.x - Theme.unit
            horizontalAlignment: Text.AlignRight
            color: Theme.colors.muted
            font.pixelSize: Theme.smallSize
        }

        Mark {
            y: chart.y - height / 2
            text: latency.course.topText ?? ""
        }
        Mark {
            y: chart.y + (chart.height - height) / 2
            text: latency.course.middleText ?? ""
        }
        Mark {
            y: chart.y + chart.height - height / 2
            text: "0"
        }
        LineChart {
            id: chart

            x: Theme.unit * 14
            y: Theme.unit * 2
            width: parent.width - x
            height: parent.height - Theme.unit * 4
            lines: latency.lines.map(line => line.values)
            highest: latency.course.top ?? 1
            lowColor: Theme.colors.accent
            highColor: Theme.colors.warning
            gridColor: Theme.colors.border
        }
    }
}
