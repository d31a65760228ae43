// SPDX-License-Identifier: GPL-3.0-or-later
import QtQuick
import QtQuick.Templates as T
import QtTest
import Sockscope.Panels
import Sockscope.Test
import "Finder.js" as Finder

Item {
    width: 900
    height: 300

    TimelinePanel {
        id: panel

        height: parent.height // the tests give it several widths
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
            panel.rows.query = "";
            panel.view.search.query = "";
            panel.tools.finding = false;
            panel.tools.field.text = "";
            Fixture.session.bytes.framing.kind = FramingSettings.Chunks;
            Fixture.session.cursor.reset();
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

        /// The line of the caret lights its rows, by a frame around the place and not by colour alone.
        function test_lightsTheRowsOfALine() {
            fill(3);
            const framed = () => [0, 1, 2].filter(number => Finder.all(row(number), item => item instanceof LocationLink)[0].lit);
            compare(framed(), []);
            Fixture.standAt(2);
            tryVerify(() => framed().length === 1);
            compare(framed(), [1]);
            verify(row(1).Accessible.name.includes("the line of the caret"));
            verify(!row(0).Accessible.name.includes("the line of the caret"));
            compare(panel.list.count, 3); // the others stay
            compare(panel.list.current, -1); // and nothing is selected
            Fixture.standAt(0);
            tryVerify(() => framed().length === 0);
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

        /// All of them are inside of the panel, and say what they do also where they show only an arrow.
        function test_choicesFit_data() {
            return [{ tag: "300", width: 300 }, { tag: "360", width: 360 }, { tag: "420", width: 420 }, { tag: "900", width: 900 }];
        }
        function test_choicesFit(data) {
            panel.width = data.width;
            Fixture.send(1, "PING", 12);
            tryCompare(panel.list, "count", 1);
            const buttons = Finder.all(panel, item => item instanceof TimelineButton && item.parent instanceof TimelineChoices);
            compare(buttons.length, 5);
            for (const button of buttons) { // a row places its items with the next frame
                tryVerify(() => button.mapToItem(panel, button.width, 0).x <= panel.width, 5000, button.hint);
                verify(button.Accessible.name !== "");
            }
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

        function test_messageBorders_data() {
            return [{ tag: "wide", width: 900, labels: ["msg 1", "msg 2 ▸", "ends msg 2", "msgs 3–4", ""] },
                { tag: "narrow", width: 420, labels: ["1", "2▸", "▸2", "×2", ""] }];
        }
        function test_messageBorders(data) {
            panel.width = data.width;
            for (const text of ["one\n", "tw", "o\n", "three\nfour\n"])
                Fixture.receive(1, text, true);
            Fixture.setState(1, 1, 2, "connect()");
            tryCompare(panel.list, "count", 5);
            const border = number => Finder.all(row(number), item => item instanceof TimelineBorder)[0];
            verify(!border(0)); // chunks have no other borders than the rows
            Fixture.session.bytes.framing.kind = FramingSettings.Delimiter;
            tryVerify(() => border(3) !== undefined && border(3).label === data.labels[3]);
            compare([0, 1, 2, 3, 4].map(number => border(number).label), data.labels);
            verify(Finder.shows(row(1), data.labels[1]));
            verify(row(1).Accessible.name.includes("begins message 2"));
            compare(border(3).description, "holds messages 3 to 4");
            Fixture.receive(1, "five\n", true);
            tryCompare(panel.list, "count", 6);
            tryCompare(border(5), "label", data.labels[0].replace("1", "5")); // of bytes that come live
            Fixture.session.bytes.framing.kind = FramingSettings.Chunks;
            tryVerify(() => !border(0));
        }
        function test_sizesFitTheirColumn() {
            compare(Format.size(999999), Format.bytes(999999));
            compare([1048578, 99951234, 999499999, 1e9, 5e9].map(Format.size), ["1.05 MB", "100 MB", "999 MB", "1.00 GB", "5.00 GB"]);
        }
        function test_messageBorderInWords() {
            Fixture.session.bytes.framing.kind = FramingSettings.Delimiter;
            Fixture.receive(1, "one\ntw", true);
            const words = () => Finder.withText(row(0).T.Overlay.overlay, "holds message 1, begins message 2");
            tryVerify(() => Finder.shows(row(0), "msgs 1–2 ▸"));
            verify(!words());
            mouseMove(Finder.withText(row(0), "msgs 1–2 ▸"), 5, 5);
            tryVerify(() => words() !== undefined);
            mouseMove(panel, 5, panel.height - 5);
            tryVerify(() => !words());
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

        function type(text) {
            for (let i = 0; i < text.length; ++i)
                keyClick(text[i]);
        }

        function test_filtersAsOneTypes() {
            fill(30);
            mouseClick(row(29), 200, 5);
            keyClick(Qt.Key_F, Qt.ControlModifier);
            verify(panel.tools.field.activeFocus);
            type("row 2");
            tryCompare(panel.list, "count", 12); // both words, so also row 12
            tryVerify(() => Finder.shows(panel, "12 of 30"));
            keyClick(Qt.Key_Return);
            verify(!panel.tools.field.activeFocus);
            keyClick(Qt.Key_F, Qt.ControlModifier);
            type("hex:0");
            tryVerify(() => Finder.shows(panel, "no whole bytes"));
            verify(Finder.all(panel.tools, item => item.name === "error").length === 1);
            compare(panel.list.count, 12); // as before
            keyClick(Qt.Key_Escape);
            tryCompare(panel.list, "count", 30);
            verify(!Finder.shows(panel, "no whole bytes"));
        }

        function test_choices() {
            Fixture.send(1, "PING", 1);
            Fixture.receive(1, "PONG", true);
            tryCompare(panel.list, "count", 2);
            mouseClick(Finder.withText(panel.tools, "Received"));
            compare(panel.tools.field.text, "dir:in");
            compare(panel.list.count, 1);
            tryVerify(() => Finder.shows(panel, "PONG") && !Finder.shows(panel, "PING"));
            mouseClick(Finder.withText(panel.tools, "States"));
            compare(panel.tools.field.text, "kind:state");
            tryVerify(() => Finder.shows(panel, "No row to show"));
            mouseClick(Finder.withText(panel.tools, "States"));
            compare(panel.list.count, 2);
        }

        function test_finds() {
            fill(100);
            mouseClick(row(99), 200, 5);
            keyClick(Qt.Key_F, Qt.ControlModifier | Qt.ShiftModifier);
            type("5");
            keyClick(Qt.Key_Return);
            tryCompare(panel.list, "current", 5); // from the start again
            tryVerify(() => Finder.shows(panel, "match 1 of 19"));
            keyClick(Qt.Key_F3);
            tryCompare(panel.list, "current", 15);
            verify(row(15).current);
            keyClick(Qt.Key_F3, Qt.ShiftModifier);
            tryCompare(panel.list, "current", 5);
            compare(panel.list.count, 100);
            keyClick(Qt.Key_A, Qt.ControlModifier);
            type("nowhere");
            keyClick(Qt.Key_Return);
            tryVerify(() => Finder.shows(panel, "Nothing that is shown matches nowhere"));
        }

        function test_selectsManyAndCopies() {
            fill(20);
            const selection = panel.view.selection;
            mouseClick(row(18), 200, 5);
            mouseClick(row(15), 200, 5, Qt.LeftButton, Qt.ShiftModifier);
            compare(selection.count, 4);
            mouseClick(row(17), 200, 5, Qt.LeftButton, Qt.ControlModifier);
            compare(selection.count, 3);
            verify(row(16).selected && !row(17).selected && row(17).current);
            keyClick(Qt.Key_Up);
            compare(selection.count, 1);
            keyClick(Qt.Key_Up, Qt.ShiftModifier);
            compare(selection.count, 2);
            keyClick(Qt.Key_A, Qt.ControlModifier);
            compare(selection.count, 20);
            keyClick(Qt.Key_C, Qt.ControlModifier);
            verify(Fixture.clipboard().includes("row 0"));
            compare(Fixture.clipboard().split("\n").length, 21);
        }

        function test_menu() {
            fill(20);
            mouseClick(row(19), 200, 5, Qt.RightButton);
            tryVerify(() => Finder.shows(panel.Window.contentItem, "Copy bytes as Uint8Array"));
            compare(panel.list.current, 19);
            mouseClick(Finder.withText(panel.Window.contentItem, "Copy bytes as hex"));
            compare(Fixture.clipboard(), "726f77203139\n");
            tryVerify(() => !Finder.shows(panel.Window.contentItem, "Copy bytes as Uint8Array"));
            keyClick(Qt.Key_Menu);
            tryVerify(() => Finder.shows(panel.Window.contentItem, "Copy bytes as Uint8Array"));
            keyClick(Qt.Key_Escape);
            tryVerify(() => !Finder.shows(panel.Window.contentItem, "Copy bytes as Uint8Array"));
        }

        function test_marksAndNotes() {
            fill(100);
            mouseClick(row(95), 200, 5);
            keyClick(Qt.Key_M);
            verify(row(95).marked);
            compare(Finder.all(row(95), item => item.name === "mark").length, 1);
            keyClick(Qt.Key_Home);
            keyClick(Qt.Key_N);
            type("why this");
            keyClick(Qt.Key_Return);
            tryVerify(() => Finder.shows(row(0), "why this"));
            verify(panel.list.activeFocus);
            keyClick(Qt.Key_Down, Qt.AltModifier);
            compare(panel.list.current, 95);
            keyClick(Qt.Key_Up, Qt.AltModifier);
            compare(panel.list.current, 0);
            keyClick(Qt.Key_N);
            type("not kept");
            keyClick(Qt.Key_Escape);
            verify(Finder.shows(row(0), "why this"));
        }

        function test_sharesTheSelection() {
            fill(100);
            const cursor = Fixture.session.cursor;
            mouseClick(row(95), 200, 5);
            compare(cursor.record, panel.rows.offsetAt(95));
            compare(cursor.socket, 1);
            cursor.selectRecord(panel.rows.offsetAt(10), 1); // as another view does
            compare(panel.list.current, 10);
            verify(row(10).selected);
            mouseClick(Finder.withText(panel.tools, "Received")); // hides it
            tryCompare(panel.list, "current", -1);
            mouseClick(Finder.withText(panel.tools, "Received"));
            tryCompare(panel.list, "current", 10); // and here it is again, in view
            verify(row(10).selected);
        }

        function test_endsAtTheInstant() {
            fill(50);
            Fixture.session.cursor.instant = row(45).time;
            compare(panel.list.count, 46);
            tryVerify(() => Finder.shows(panel, "46 of 50"));
            Fixture.session.cursor.instant = -1;
            compare(panel.list.count, 50);
        }

        function test_times() {
            fill(3);
            const times = () => Finder.texts(row(1))[0];
            verify(/^\d\d:\d\d\.\d{6}$/.test(times()), times());
            mouseClick(Finder.withText(panel.tools, "Since start"));
            verify(/^\d\d:\d\d:\d\d\.\d{6}$/.test(times()), times());
            mouseClick(Finder.withText(panel.tools, "Clock"));
            verify(/^\+0\.\d{6}$/.test(times()), times());
            mouseClick(Finder.withText(panel.tools, "Delta"));
        }

        function test_recordedJournalStartsAtItsStart() {
            fill(10);
            Fixture.reopenRecorded(20000);
            tryCompare(Fixture.session.journal, "state", JournalSession.Ended, 20000);
            compare(panel.list.window.first, 0);
            verify(!panel.list.window.follow);
            verify(Finder.shows(panel, "Latest"));
            verify(!Finder.shows(panel, "new"));
        }
    }
}
