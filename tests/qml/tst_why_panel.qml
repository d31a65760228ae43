// SPDX-License-Identifier: GPL-3.0-or-later
import QtQuick
import QtTest
import Sockscope.Panels
import Sockscope.Test
import "Finder.js" as Finder

Item {
    width: 560
    height: 500

    WhyPanel {
        id: panel

        anchors.fill: parent
        session: Fixture.session
    }
    SignalSpy {
        id: places

        target: panel
        signalName: "locationActivated"
    }

    TestCase {
        name: "WhyPanel"
        when: windowShown

        readonly property int connectStarted: 7
        readonly property int handlerSet: 31

        function init() {
            Fixture.restart();
            Fixture.setPhase(SessionStatus.Phase.Running, "");
            places.clear();
        }
        /// Two rules find something: data that nobody hears (line 4), a handler for no event (line 9).
        function makeMistakes() {
            Fixture.createSocket(1);
            Fixture.add(connectStarted, 1, "localhost:7", "", 4);
            Fixture.setState(1, 1, 2, "");
            Fixture.receive(1, "hello", false);
            Fixture.add(handlerSet, 1, "end", "unknown event", 9);
            tryCompare(panel.list, "count", 2);
            panel.list.forceLayout();
        }

        function test_emptySaysWhy() {
            verify(panel.empty);
            verify(Finder.withText(panel, "Nothing stands out so far") !== undefined);
            Fixture.setPhase(SessionStatus.Phase.Finished, "");
            verify(Finder.withText(panel, "Nothing stands out") !== undefined);
        }
        function test_findingsShowAtOnce() {
            makeMistakes();
            verify(!panel.empty);
            for (const text of ["Data came, and nobody listened", "A handler was never called"])
                verify(Finder.withText(panel, text) !== undefined, text);
            verify(panel.list.currentItem.Accessible.name.includes("Socket 1 received 5"));
        }
        function test_keysGoThroughFindingsAndTheirRecords() {
            makeMistakes();
            panel.list.forceActiveFocus();
            compare(panel.list.currentIndex, 0);
            keyClick(Qt.Key_Right);
            const first = panel.session.cursor.record;
            verify(first >= 0);
            compare(panel.session.cursor.socket, 1);
            compare(places.count, 1);
            compare(places.signalArguments[0][1], 4);
            keyClick(Qt.Key_Right);
            verify(panel.session.cursor.record > first);
            keyClick(Qt.Key_Left);
            compare(panel.session.cursor.record, first);
            keyClick(Qt.Key_Down);
            compare(panel.list.currentIndex, 1);
            places.clear();
            keyClick(Qt.Key_Return);
            verify(panel.session.cursor.record > first);
            compare(places.signalArguments[places.count - 1][1], 9);
            keyClick(Qt.Key_Home);
            compare(panel.list.currentIndex, 0);
        }
        function test_clicksSelectTheEvidence() {
            makeMistakes();
            panel.list.currentIndex = 0;
            panel.list.forceLayout();
            const note = Finder.withText(panel, "the bytes that nobody took");
            verify(note !== undefined);
            mouseClick(note);
            verify(panel.session.cursor.record >= 0);
            const proof = panel.session.cursor.record;
            const what = Finder.withText(panel, "A handler was never called");
            mouseClick(what, 5, what.height + 20); // the finding below its heading
            compare(panel.list.currentIndex, 1);
            verify(panel.session.cursor.record > proof);
        }
        function test_onlyTheCurrentFindingIsLong() {
            makeMistakes();
            panel.list.forceLayout();
            tryVerify(() => panel.list.itemAtIndex(0).height > panel.list.itemAtIndex(1).height);
            const tall = panel.list.itemAtIndex(0).height;
            panel.list.choose(1);
            tryVerify(() => panel.list.itemAtIndex(0).height < tall);
            tryVerify(() => panel.list.itemAtIndex(1).height > panel.list.itemAtIndex(0).height);
        }
        function test_followsTheTimeSlider() {
            makeMistakes();
            Fixture.setPhase(SessionStatus.Phase.Finished, "");
            const evidence = panel.list.itemAtIndex(0).evidence;
            panel.session.cursor.instant = evidence[evidence.length - 1].time; // the handler was set behind it
            tryCompare(panel.list, "count", 1);
            verify(!panel.empty);
            const at = Format.time(panel.session.cursor.instant, 3);
            verify(Finder.withText(panel, "As it stood at " + at + ", the instant of the time slider. Findings that show later: 1.") !== undefined);
            panel.session.cursor.instant = 0;
            verify(panel.empty);
            verify(Finder.withText(panel, "Nothing stood out at " + Format.time(0, 3)) !== undefined);
            verify(Finder.withText(panel, "This is the instant of the time slider. Findings that show later: 2.") !== undefined);
            panel.session.cursor.reset();
            tryCompare(panel.list, "count", 2);
            verify(!Finder.shows(panel, "As it stood"));
            tryCompare(panel.list, "currentIndex", 0);
        }
        function test_copies() {
            makeMistakes();
            panel.list.forceActiveFocus();
            keyClick(Qt.Key_C, Qt.ControlModifier);
            verify(Fixture.clipboard().includes("Data came, and nobody listened"));
        }
    }
}
