// SPDX-License-Identifier: GPL-3.0-or-later
import QtQuick
import QtTest
import Sockscope.Panels
import Sockscope.Test
import "Finder.js" as Finder

Item {
    width: 700
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

        function test_longDetailGivesWay() {
            Fixture.setPhase(SessionStatus.Phase.Gone, "word ".repeat(200));
            const detail = Finder.all(strip, item => item.text !== undefined && item.text.startsWith("word "))[0];
            verify(detail.truncated);
            verify(detail.mapToItem(strip, detail.width, 0).x <= strip.width);
        }
    }
}
