// SPDX-License-Identifier: GPL-3.0-or-later
import QtQuick
import QtTest
import Sockscope.Panels
import Sockscope.Test
import "Finder.js" as Finder

Item {
    width: 900
    height: 40

    StatusStrip {
        id: strip

        anchors.fill: parent
        session: Fixture.session
    }

    TestCase {
        name: "StatusStrip"
        when: windowShown

        function test_saysTheWord_data() {
            const phases = SessionStatus.Phase;
            return [
                { tag: "idle", phase: SessionStatus.Phase.Idle },
                { tag: "starting", phase: SessionStatus.Phase.Starting },
                { tag: "running", phase: SessionStatus.Phase.Running },
                { tag: "stopping", phase: SessionStatus.Phase.Stopping },
                { tag: "finished", phase: SessionStatus.Phase.Finished },
                { tag: "failed", phase: SessionStatus.Phase.Failed },
                { tag: "engine gone", phase: SessionStatus.Phase.Gone }
            ];
        }
        function test_saysTheWord(row) {
            Fixture.setPhase(row.phase, "some detail");
            verify(Finder.withText(strip, row.tag) !== undefined);
            verify(Finder.shows(strip, "some detail"));
        }

        /// In a small window the texts neither overlap nor leave the strip, and none is cut without saying so.
        function test_narrow_data() {
            const rows = [];
            for (let width = 365; width <= 700; width += 15)
                for (const detail of ["", "Paused after a step in a.js"])
                    rows.push({ tag: width + (detail === "" ? "" : " with a detail"), width: width, detail: detail });
            return rows;
        }
        function test_narrow(data: var) {
            Fixture.setPhase(SessionStatus.Phase.Running, data.detail);
            Fixture.setProgress(4400, 12);
            Fixture.setPeer("built-in echo on 127.0.0.1:40000");
            strip.parent.width = data.width;
            waitForRendering(strip);
            const texts = Finder.all(strip, item => item.text !== undefined && item.font !== undefined && item.text !== "" && item.visible);
            verify(texts.length >= 2);
            let end = 0;
            for (const text of texts) {
                const start = text.mapToItem(strip, 0, 0).x;
                verify(start >= end, text.text + " begins at " + start + ", before " + end);
                verify(text.contentWidth <= text.width + 0.5, text.text + " is cut");
                end = start + Math.max(text.width, text.contentWidth);
            }
            verify(end <= strip.width, end + " is outside of " + strip.width);
        }
        function test_roomShowsAll() {
            Fixture.setPhase(SessionStatus.Phase.Running, "Paused after a step in a.js");
            Fixture.setProgress(4400, 12);
            Fixture.setPeer("built-in echo on 127.0.0.1:40000");
            strip.parent.width = 900;
            waitForRendering(strip);
            verify(Finder.shows(strip, "12 iterations"));
            verify(Finder.shows(strip, "built-in echo"));
            for (const text of Finder.all(strip, item => item.text !== undefined && item.truncated !== undefined))
                verify(!text.truncated, text.text);
        }

        function test_aRecordingSaysSo() {
            Fixture.setPhase(SessionStatus.Phase.Idle, "");
            Fixture.reopenRecorded(3);
            tryVerify(() => Finder.withText(strip, "recorded") !== undefined, 10000);
            verify(Finder.shows(strip, Qt.formatDateTime(Fixture.session.journal.startedAt, "d MMM yyyy, HH:mm")));
            Fixture.setPhase(SessionStatus.Phase.Gone, "some detail"); // what an engine does comes first
            verify(Finder.withText(strip, "recorded") === undefined);
            verify(Finder.shows(strip, "some detail"));
            Fixture.restart();
            Fixture.setPhase(SessionStatus.Phase.Idle, "");
            tryVerify(() => Finder.withText(strip, "idle") !== undefined, 10000);
        }
        function test_longDetailGivesWay() {
            strip.parent.width = 700;
            Fixture.setPhase(SessionStatus.Phase.Gone, "word ".repeat(200));
            const detail = Finder.all(strip, item => item.text !== undefined && item.text.startsWith("word "))[0];
            verify(detail.truncated);
            verify(detail.mapToItem(strip, detail.width, 0).x <= strip.width);
        }
    }
}
