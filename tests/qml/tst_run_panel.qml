// SPDX-License-Identifier: GPL-3.0-or-later
import QtQuick
import QtTest
import Sockscope.Panels
import Sockscope.Test
import "Finder.js" as Finder

Item {
    width: 560
    height: 500

    RunPanel {
        id: panel

        anchors.fill: parent
        session: Fixture.session
    }

    TestCase {
        name: "RunPanel"
        when: windowShown

        readonly property int runProgressed: 27
        readonly property int runSummary: 28
        readonly property int uncaptured: 29

        function moment(elapsed: real, holds: bool): string {
            return JSON.stringify({ stage: "running", elapsed: elapsed, maxDuration: 33, vus: 2, vusInitialized: 3, maxVus: 3,
                iterations: elapsed * 100, interrupted: 0,
                scenarios: [{ name: "peak", executor: "constant-vus", description: "3 looping VUs for 3s", status: "running",
                    done: elapsed / 3, columns: ["3 VUs", elapsed + "s/3s"] }],
                metrics: [{ name: "cc", type: "counter", contains: "default", samples: 1, values: { count: 7, rate: 3.5 },
                    thresholds: [{ source: "count<5", ok: holds, abortOnFail: false }] },
                    { name: "iteration_duration", type: "trend", contains: "time", samples: 2,
                    values: { avg: 1.5, min: 1, med: 1.5, max: 2, "p(90)": 1.9, "p(95)": 1.95, "p(99)": 1.99 },
                    recent: { samples: 2, med: 1.5, "p(90)": 1.9, "p(95)": 1.95, "p(99)": 1.99, max: 2 },
                    tags: { host: "::1", group: "" } },
                    { name: "tcp_socket_connecting", type: "trend", contains: "time", samples: 3, values: { avg: 3, med: 3 },
                    recent: { samples: 3, med: 31, "p(90)": 32, "p(95)": 33, "p(99)": 34, max: 34 },
                    series: [{ tags: { host: "a" }, samples: 1, values: { avg: 31 } }, { tags: { host: "b" }, samples: 2, values: { avg: 2 } }],
                    samplesBeyond: 4 }],
                checks: [{ group: "::outer", name: "is one", passes: 3, fails: 1 }] });
        }
        function init() {
            Fixture.restart();
            Fixture.setPhase(SessionStatus.Phase.Idle, "");
        }

        function test_emptySaysWhy() {
            verify(panel.empty);
            verify(Finder.withText(panel, "No run yet") !== undefined);
        }
        function test_showsTheRun() {
            Fixture.add(runProgressed, 0, moment(1, true), "", 0);
            Fixture.add(runProgressed, 0, moment(2, false), "", 0);
            tryVerify(() => panel.run.elapsed === 2);
            verify(!panel.empty);
            for (const text of ["200", "100/s", "peak", "1 crossed", "cc  count<5", "outer \u203a is one", "3 passed, 1 failed", "cc", "7"])
                verify(Finder.withText(panel, text) !== undefined, text);
            verify(Finder.withText(panel, "\u2717") !== undefined); // not by colour alone
        }
        function test_latencyOfTheChosenMetric() {
            verify(Finder.withText(panel, "p99 1.99ms") === undefined);
            Fixture.add(runProgressed, 0, moment(1, true), "", 0);
            tryVerify(() => Finder.withText(panel, "p99 1.99ms") !== undefined);
            verify(Finder.withText(panel, "2ms") !== undefined); // the scale's top
            mouseClick(Finder.withText(panel, "iteration_duration"));
            const list = () => Finder.all(panel.Window.window.contentItem, item => item instanceof HexMenuList)[0];
            tryVerify(() => list() !== undefined);
            keyClick(Qt.Key_Down);
            keyClick(Qt.Key_Return);
            tryVerify(() => Finder.withText(panel, "p99 34ms") !== undefined);
            compare(panel.run.trend, "tcp_socket_connecting");
            panel.run.trend = "iteration_duration";
        }
        function test_tagsOfMetrics() {
            Fixture.add(runProgressed, 0, moment(1, true), "", 0);
            tryVerify(() => Finder.withText(panel, "host ::1") !== undefined);
            for (const text of ["host a", "host b", "avg 31ms", "4 more samples have other tags, which are too many to keep apart."])
                verify(Finder.withText(panel, text) !== undefined, text);
            const button = Finder.all(panel, item => item instanceof HexButton && item.text === "Tags")[0];
            button.forceActiveFocus();
            keyClick(Qt.Key_Space);
            tryVerify(() => Finder.withText(panel, "host a") === undefined);
            verify(Finder.withText(panel, "tcp_socket_connecting") !== undefined);
            keyClick(Qt.Key_Space);
            tryVerify(() => Finder.withText(panel, "host a") !== undefined);
        }
        function test_crossedThresholdsSaySo() {
            Fixture.add(runProgressed, 0, moment(1, true), "", 0);
            tryVerify(() => Finder.withText(panel, "7  \u00b7  holds") !== undefined);
            Fixture.add(runProgressed, 0, moment(2, false), "", 0);
            tryVerify(() => Finder.withText(panel, "7  \u00b7  crossed at 2.00 s") !== undefined);
        }
        function test_tellsWhatIsNotRecorded() {
            Fixture.add(uncaptured, 0, '{"vus":11}', "", 0);
            Fixture.add(runProgressed, 0, moment(1, true), "", 0);
            tryVerify(() => panel.run.firstUncaptured === 11);
            tryVerify(() => Finder.shows(panel, "Virtual users from 11 on are counted here; their sockets and lines are not recorded."));
        }
        function test_tellsWhatIsNotListed() {
            const more = JSON.parse(moment(1, true));
            more.checksBeyond = 4800;
            Fixture.add(runProgressed, 0, JSON.stringify(more), "", 0);
            tryVerify(() => Finder.shows(panel, "Checks that are counted but not listed here: 4800."));
            Fixture.add(runProgressed, 0, moment(2, true), "", 0);
            tryVerify(() => !Finder.shows(panel, "Checks that are counted"));
        }
        function test_scrollsByKeysToTheSummary() {
            Fixture.add(runProgressed, 0, moment(1, true), "", 0);
            Fixture.add(runSummary, 0, "TOTAL RESULTS", "", 0);
            tryVerify(() => panel.run.summary === "TOTAL RESULTS");
            tryVerify(() => Finder.withText(panel, "TOTAL RESULTS") !== undefined);
            tryVerify(() => panel.view.contentHeight > panel.view.height);
            panel.view.forceActiveFocus();
            const before = panel.view.contentY;
            keyClick(Qt.Key_Down);
            verify(panel.view.contentY > before);
            for (let i = 0; i < 60; ++i)
                keyClick(Qt.Key_Down);
            const text = Finder.withText(panel, "TOTAL RESULTS");
            verify(text.mapToItem(panel, 0, 0).y < panel.height);
        }
    }
}
