// SPDX-License-Identifier: GPL-3.0-or-later
pragma ComponentBehavior: Bound
import QtQuick
import QtQuick.Templates as T
import Sockscope.Panels

/// The run as a whole: virtual users, iterations and times, thresholds and checks, every metric, and the summary at its end.
Panel {
    id: panel

    readonly property alias run: run
    readonly property alias view: view
    property bool showsTags: true
    // Each of these makes its rows anew when it is asked for, so rows look here.
    readonly property var tiles: run.tiles
    readonly property var thresholds: run.thresholds
    readonly property var charts: run.charts
    readonly property var scenarios: run.scenarios
    readonly property var checks: run.checks
    readonly property var metrics: run.metrics

    emptyTitle: byHand ? qsTr("A session by hand has no run") : ended ? qsTr("The run ended before it began") : qsTr("No run yet")
    emptyHint: byHand ? qsTr("Virtual users, metrics and thresholds belong to scripts: open one and run it.")
        : qsTr("Virtual users, iterations, metrics and thresholds appear here within a second of a script's start.")
    emptyIcon: "run"
    empty: !run.known

    component Heading: PanelText {
        width: view.contentWidth
        height: Theme.unit * 8
        verticalAlignment: Text.AlignBottom
        bottomPadding: Theme.unit
        font.weight: Font.DemiBold
    }

    RunModel {
        id: run

        journal: panel.session.journal
        cursor: panel.session.cursor
    }
    Flickable {
        id: view

        anchors.fill: parent
        anchors.leftMargin: Theme.unit * 4
        anchors.rightMargin: Theme.unit * 4
        visible: !panel.empty
        clip: true
        contentWidth: width
        contentHeight: content.implicitHeight + Theme.unit * 6
        boundsBehavior: Flickable.StopAtBounds
        activeFocusOnTab: true
        Accessible.role: Accessible.Grouping
        Accessible.name: qsTr("Run: %1").arg(run.stage)
        Keys.onUpPressed: contentY = Math.max(0, contentY - Theme.unit * 8)
        Keys.onDownPressed: contentY = Math.max(0, Math.min(contentHeight - height, contentY + Theme.unit * 8))
        T.ScrollBar.vertical: PanelScrollBar {}

        Column {
            id: content

            width: view.contentWidth

            PanelText {
                width: parent.width
                height: Theme.unit * 9
                text: run.stage + "  \u00b7  " + Format.duration(run.elapsed * 1e9)
                color: Theme.colors.muted
            }
            Flow {
                width: parent.width
                spacing: Theme.unit * 2

                Repeater {
                    model: panel.tiles.length

                    RunTile {
                        required property int index

                        figure: panel.tiles[index] ?? ({ name: "", value: "", hint: "", bad: false })
                    }
                }
            }
            Heading {
                visible: panel.thresholds.length > 0
                text: qsTr("Thresholds")
            }
            Repeater {
                model: panel.thresholds.length

                RunThreshold {
                    required property int index

                    width: content.width
                    threshold: panel.thresholds[index] ?? ({ metric: "", source: "", value: "", ok: true, since: -1, aborts: false })
                }
            }
            Heading {
                text: qsTr("Latency")
            }
            RunLatency {
                width: parent.width
                run: run
            }
            Heading {
                text: qsTr("Load")
            }
            Repeater {
                model: panel.charts.length

                RunChart {
                    required property int index

                    width: content.width
                    series: panel.charts[index] ?? ({ name: "", values: [], now: "", peak: "" })
                }
            }
            Heading {
                text: qsTr("Scenarios")
            }
            Repeater {
                model: panel.scenarios.length

                RunScenario {
                    required property int index

                    width: content.width
                    scenario: panel.scenarios[index] ?? ({ name: "", description: "", status: "", done: 0, columns: "" })
                }
            }
            Heading {
                visible: panel.checks.length > 0
                text: qsTr("Checks")
            }
            Repeater {
                model: panel.checks.length

                RunVerdict {
                    required property int index
                    readonly property var row: panel.checks[index] ?? ({ name: "", group: "", passes: 0, fails: 0 })

                    width: content.width
                    ok: row.fails === 0
                    name: (row.group === "" ? "" : row.group.slice(2).replace(/::/g, " \u203a ") + " \u203a ") + row.name
                    detail: qsTr("%1 passed, %2 failed").arg(row.passes).arg(row.fails)
                }
            }
            Heading {
                text: qsTr("Metrics")

                HexButton {
                    anchors.right: parent.right
                    anchors.bottom: parent.bottom
                    text: qsTr("Tags")
                    name: qsTr("Show the tags of samples, and values for each set of them")
                    checkable: true
                    checked: panel.showsTags
                    onToggled: panel.showsTags = checked
                }
            }
            Repeater {
                model: panel.metrics.length

                RunMetric {
                    required property int index

                    width: content.width
                    showsTags: panel.showsTags
                    metric: panel.metrics[index] ?? ({ name: "", part: false, value: "", detail: "", tags: "", series: [], beyond: 0 })
                }
            }
            PanelText {
                visible: run.omitted !== ""
                width: parent.width
                height: Theme.unit * 9
                text: run.omitted
                color: Theme.colors.muted
                wrapMode: Text.Wrap
            }
            PanelText {
                visible: run.firstUncaptured > 0
                width: parent.width
                height: Theme.unit * 9
                text: qsTr("Virtual users from %1 on are counted here; their sockets and lines are not recorded.").arg(run.firstUncaptured)
                color: Theme.colors.muted
                wrapMode: Text.Wrap
            }
            Heading {
                visible: run.summary !== ""
                text: qsTr("Summary")
            }
            CodeText {
                visible: run.summary !== ""
                width: parent.width
                text: run.summary
                lineHeight: 1.2
            }
        }
    }
}
