// SPDX-License-Identifier: GPL-3.0-or-later
import QtQuick
import QtTest
import Sockscope.Panels
import Sockscope.Test
import "Finder.js" as Finder

Item {
    width: 640
    height: 400

    LadderPanel {
        id: panel

        anchors.fill: parent
        session: Fixture.session
    }

    TestCase {
        name: "LadderPanel"
        when: windowShown

        readonly property LadderView ladder: panel.ladder

        function init() {
            Fixture.restart();
            Fixture.session.cursor.reset();
            ladder.showsAll = false;
            ladder.fit();
            tryCompare(panel, "empty", true);
        }
        /// Writes with some time in between.
        function fill(count) {
            for (let i = 0; i < count; ++i) {
                Fixture.send(1, "row " + i, 1 + i);
                wait(2);
            }
            tryVerify(() => Fixture.session.journal.timeline.count === count);
            tryVerify(() => ladder.to > Fixture.session.journal.duration);
        }
        function offset(row) {
            return Fixture.session.journal.timeline.data(Fixture.session.journal.timeline.index(row, 0), TimelineModel.OffsetRole);
        }

        function test_saysWhyItIsEmpty() {
            verify(Finder.shows(panel, "No traffic yet"));
            fill(1);
            tryCompare(panel, "empty", false);
        }

        function test_paintsArrows() {
            fill(3);
            const before = grabImage(ladder);
            Fixture.receive(1, "answer", true);
            tryVerify(() => Fixture.session.journal.timeline.count === 4);
            tryVerify(() => !grabImage(ladder).equals(before));
        }

        function test_fitGrowsWithTheSession() {
            fill(3);
            const end = ladder.to;
            verify(ladder.fitted);
            wait(5);
            Fixture.send(1, "later", 9);
            tryVerify(() => ladder.to > end);
            verify(ladder.yOf(Fixture.session.journal.duration) < ladder.height);
        }

        function test_zoomAndPan() {
            fill(10);
            mouseClick(ladder, 300, 60);
            const whole = ladder.to - ladder.from;
            keyClick(Qt.Key_Plus);
            fuzzyCompare((ladder.to - ladder.from) / whole, 1 / 1.5, 0.01);
            verify(!ladder.fitted);
            keyClick(Qt.Key_Home);
            const first = ladder.from;
            mouseWheel(ladder, 300, 200, 0, -120);
            verify(ladder.from > first);
            keyClick(Qt.Key_End);
            verify(ladder.yOf(Fixture.session.journal.duration) < ladder.height);
            keyClick(Qt.Key_Minus);
            keyClick(Qt.Key_Minus);
            verify(ladder.fitted);
            mouseWheel(ladder, 300, 200, 0, 120, Qt.NoButton, Qt.ControlModifier);
            verify(!ladder.fitted);
            mouseClick(Finder.withText(panel, "Fit"));
            verify(ladder.fitted);
        }

        function test_zoomKeepsThePlace() {
            fill(10);
            const time = (ladder.from + ladder.to) / 2;
            const y = ladder.yOf(time);
            ladder.zoom(0.5, y);
            fuzzyCompare(ladder.yOf(time), y, 1);
        }

        function test_clickSelects() {
            fill(5);
            const time = Fixture.session.journal.timeline.data(Fixture.session.journal.timeline.index(2, 0), TimelineModel.TimeRole);
            mouseClick(ladder, ladder.width * 0.7, ladder.yOf(time));
            compare(Fixture.session.cursor.record, offset(2));
            compare(Fixture.session.cursor.socket, 1);
            tryVerify(() => ladder.selectedText.includes("row 2"));
            keyClick(Qt.Key_Down);
            compare(Fixture.session.cursor.record, offset(3));
            keyClick(Qt.Key_Up);
            keyClick(Qt.Key_Up);
            compare(Fixture.session.cursor.record, offset(1));
        }

        function test_followsTheSelection() {
            fill(40);
            ladder.zoom(0.1, 30);
            const time = Fixture.session.journal.timeline.data(Fixture.session.journal.timeline.index(30, 0), TimelineModel.TimeRole);
            verify(ladder.to < time);
            Fixture.session.cursor.selectRecord(offset(30), 1);
            tryVerify(() => ladder.from < time && time < ladder.to);
            fuzzyCompare(ladder.yOf(time), (ladder.yOf(ladder.from) + ladder.yOf(ladder.to)) / 2, 2);
        }

        /// How many rows of pixels have the band's hatching, left of the middle.
        function hatchedRows() {
            const image = grabImage(ladder);
            const level = part => Math.round(part * 255);
            const hatch = Theme.colors.warning;
            let rows = 0;
            for (let y = 0; y < ladder.height; ++y) {
                let found = false;
                for (let x = 0; x < ladder.width / 2 && !found; ++x)
                    found = image.red(x, y) === level(hatch.r) && image.green(x, y) === level(hatch.g) && image.blue(x, y) === level(hatch.b);
                rows += found ? 1 : 0;
            }
            return rows;
        }
        function test_bandsWhereTheDebuggerPaused() {
            const debugPaused = 30;
            fill(2);
            compare(hatchedRows(), 0);
            const before = Fixture.session.journal.duration;
            wait(200);
            Fixture.add(debugPaused, 0, '{"ms":150,"reason":"breakpoint"}', "", 2);
            Fixture.send(1, "behind it", 3);
            tryVerify(() => Fixture.session.journal.timeline.count === 4);
            tryVerify(() => ladder.to > Fixture.session.journal.duration);
            const end = Fixture.session.journal.duration;
            const height = () => ladder.yOf(end) - ladder.yOf(end - 150e6); // it grows into the view
            tryVerify(() => height() > 30 && hatchedRows() > height() * 0.7 && hatchedRows() < height() + 4); // arrows cover some
            Fixture.session.cursor.instant = before; // it had not happened
            tryVerify(() => hatchedRows() === 0);
            Fixture.session.cursor.reset();
            tryVerify(() => hatchedRows() > 0);
        }

        function test_oneSocketOrAll() {
            Fixture.send(1, "one", 1);
            Fixture.send(2, "two", 2);
            Fixture.session.cursor.selectSocket(2);
            tryCompare(ladder, "socket", 2);
            tryVerify(() => Finder.withText(panel, "#2") !== undefined); // its record may come later
            mouseClick(Finder.withText(panel, "#2"));
            tryCompare(ladder, "socket", 0);
            tryVerify(() => Finder.withText(panel, "all") !== undefined);
        }
    }
}
