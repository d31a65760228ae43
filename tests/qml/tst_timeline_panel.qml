// SPDX-License-Identifier: GPL-3.0-or-later
import QtQuick
import QtTest
import Sockscope.Panels
import Sockscope.Test
import "Finder.js" as Finder

Item {
    width: 900
    height: 300

    TimelinePanel {
        id: panel

        anchors.fill: parent
        session: Fixture.session
    }
    SignalSpy {
        id: activated

        target: panel
        signalName: "locationActivated"
    }

    TestCase {
        name: "TimelinePanel"
        when: windowShown

        function init() {
            panel.width = 900;
            Fixture.restart();
            tryCompare(panel.list, "count", 0);
            tryVerify(() => Finder.all(panel, item => item instanceof TimelineRow).length === 0);
            activated.clear();
        }
        function fill(count) {
            for (let i = 0; i < count; ++i)
                Fixture.send(1, "row " + i, 1 + i);
            tryCompare(panel.list, "count", count, 10000);
        }
        /// The row with this number, once it is there: lists make their rows with the next frame.
        function row(number) {
            const now = () => Finder.all(panel, item => item instanceof TimelineRow && item.index + panel.list.window.first === number)[0];
            tryVerify(() => now() !== undefined, 5000, "row " + number);
            return now();
        }

        function test_saysWhyItIsEmpty() {
            verify(Finder.shows(panel, "No events yet"));
            Fixture.send(1, "x", 1);
            tryVerify(() => !Finder.shows(panel, "No events yet"));
        }

        function test_showsBothDirections() {
            Fixture.send(1, "PING\r\n", 12);
            Fixture.receive(1, "+PONG\r\n", true);
            tryCompare(panel.list, "count", 2);
            verify(Finder.shows(row(0), "sent"));
            verify(Finder.shows(row(0), "6 B"));
            verify(Finder.shows(row(0), "PING\u240d\u240a"));
            verify(Finder.shows(row(0), "hello.js:12"));
            verify(Finder.shows(row(0), "#1"));
            compare(Finder.all(row(0), item => item.name === "sent").length, 1);
            verify(Finder.shows(row(1), "received"));
            compare(Finder.all(row(1), item => item.name === "received").length, 1);
            verify(Finder.withText(row(0), "sent").color !== Finder.withText(row(1), "received").color);
        }

        function test_narrowKeepsTheWord() {
            panel.width = 420;
            Fixture.setState(1, 1, 2, "connect()");
            Fixture.send(1, "PING", 12);
            tryCompare(panel.list, "count", 2);
            verify(Finder.shows(row(0), "open"));
            verify(Finder.shows(row(1), "sent"));
            verify(Finder.shows(row(1), "4 B"));
            verify(Finder.shows(row(1), "hello.js:12"));
        }

        function test_nothingOverlaps_data() {
            return [{ tag: "420", width: 420 }, { tag: "640", width: 640 }, { tag: "900", width: 900 }, { tag: "1600", width: 1600 }];
        }
        function test_nothingOverlaps(data) {
            panel.width = data.width;
            Fixture.send(1, "x".repeat(500), 12);
            tryCompare(panel.list, "count", 1);
            const link = Finder.all(row(0), item => item instanceof LocationLink)[0];
            const cells = Finder.all(link.parent, item => item.parent === link.parent && item.width > 0);
            verify(cells.length >= 5);
            for (let i = 1; i < cells.length; ++i)
                verify(cells[i].x >= cells[i - 1].x + cells[i - 1].width, "cell " + i);
            const right = link.mapToItem(panel, link.width, 0).x;
            verify(right <= panel.width - 8 && right > panel.width - 40, right + " of " + panel.width);
        }

        function test_followsUntilScrolledUp() {
            fill(100);
            tryVerify(() => Finder.shows(panel, "row 99"));
            verify(!Finder.shows(panel, "new"));
            mouseWheel(panel.list, 100, 100, 0, 120); // up
            verify(!panel.list.window.follow);
            const top = panel.list.window.first;
            for (let i = 0; i < 12; ++i)
                Fixture.receive(1, "more " + i, true);
            tryVerify(() => Finder.shows(panel, "12 new"));
            compare(panel.list.window.first, top);
            mouseClick(Finder.withText(panel, "12 new"));
            verify(panel.list.window.follow);
            tryVerify(() => Finder.shows(panel, "more 11"));
            verify(!Finder.shows(panel, "new"));
        }

        function test_scrollingDownFollowsAgain() {
            fill(100);
            mouseWheel(panel.list, 100, 100, 0, 120);
            verify(!panel.list.window.follow);
            mouseWheel(panel.list, 100, 100, 0, -1200);
            verify(panel.list.window.follow);
        }

        function test_clickOnLocation() {
            fill(3);
            mouseClick(Finder.withText(row(1), "hello.js:2:5"));
            compare(activated.count, 1);
            verify(activated.signalArguments[0][0].endsWith("/scripts/hello.js"));
            compare(activated.signalArguments[0][1], 2);
            compare(activated.signalArguments[0][2], 5);
        }

        function test_keyboard() {
            fill(100);
            mouseClick(row(99), 200, 5);
            compare(panel.list.current, 99);
            keyClick(Qt.Key_Up);
            compare(panel.list.current, 98);
            keyClick(Qt.Key_Home);
            compare(panel.list.current, 0);
            compare(panel.list.window.first, 0);
            verify(!panel.list.window.follow);
            keyClick(Qt.Key_Return);
            compare(activated.count, 1);
            compare(activated.signalArguments[0][1], 1);
            keyClick(Qt.Key_End);
            compare(panel.list.current, 99);
            verify(panel.list.window.follow);
        }

        function test_focusIsVisible() {
            fill(1);
            mouseClick(row(0), 200, 5);
            const ring = Finder.all(panel, item => item.border !== undefined && item.border.width === 2);
            compare(ring.length, 1);
            compare(ring[0].border.color, Theme.colors.accent);
        }

        function test_longListsStaySmall() {
            fill(20000);
            row(19999);
            const rows = Finder.all(panel, item => item instanceof TimelineRow);
            verify(rows.length <= 12, rows.length + " rows are alive");
            panel.list.window.first = 10000;
            tryVerify(() => Finder.shows(panel, "row 10000"));
        }
    }
}
