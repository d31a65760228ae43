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
                    values: { avg: 1.5, min: 1, med: 1.5, max: 2, "p(90)": 1.9, "p(95)": 1.95, "p(99)": 1.99 } }],
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
        function test_tellsWhatIsNotRecorded() {
            Fixture.add(uncaptured, 0, '{"vus":11}', "", 0);
            Fixture.add(runProgressed, 0, moment(1, true), "", 0);
            tryVerify(() => panel.run.firstUncaptured === 11);
            tryVerify(() => Finder.shows(panel, "Virtual users from 11 on are counted here; their sockets and lines are not recorded."));
        }
        function test_scrollsByKeysToTheSummary() {
            Fixture.add(runProgressed, 0, moment(1, true), "", 0);
            Fixture.add(runSummary, 0, "TOTAL RESULTS", "", 0);
            tryVerify(() => panel.run.summary === "TOTAL RESULTS");
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
