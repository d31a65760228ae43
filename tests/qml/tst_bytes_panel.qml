// SPDX-License-Identifier: GPL-3.0-or-later
import QtQuick
import QtTest
import Sockscope.Panels
import Sockscope.Test
import "Finder.js" as Finder

Item {
    width: 700
    height: 420

    BytesPanel {
        id: panel

        width: 700
        height: 420
        session: Fixture.session
    }
    SignalSpy {
        id: saves

        target: panel
        signalName: "saveRequested"
    }

    TestCase {
        readonly property SessionBytes bytes: Fixture.session.bytes
        readonly property ByteSelection selection: bytes.selection

        name: "BytesPanel"
        when: windowShown

        function init() {
            Fixture.restart();
            Fixture.session.cursor.reset();
            tryVerify(() => !bytes.hasBytes);
            panel.width = 700;
            panel.height = 420;
            panel.showsFraming = false;
            panel.tab = BytesPanel.Hex;
            panel.showsValues = false;
            panel.finding = false;
            bytes.mode = SessionBytes.Both;
            bytes.framing.kind = FramingSettings.Chunks;
            saves.clear();
        }
        function talk() {
            Fixture.send(1, "PING\r\n", 3);
            Fixture.receive(1, "+PONG\r\n+more\r\nre", true);
            tryCompare(bytes.stream, "size", 22, 10000);
            tryVerify(() => panel.hexView.byteRect(0).width > 0);
        }
        function record(row: int): double {
            const timeline = Fixture.session.journal.timeline;
            return timeline.data(timeline.index(row, 0), TimelineModel.OffsetRole);
        }
        function clickByte(position: int, modifiers: int) {
            const rect = panel.hexView.byteRect(position);
            mouseClick(panel.hexView, rect.x + rect.width / 2, rect.y + rect.height / 2, Qt.LeftButton, modifiers);
        }
        function clickWord(text: string) {
            tryVerify(() => Finder.withText(panel, text) !== undefined, 5000, text);
            mouseClick(Finder.withText(panel, text));
        }
        function pick(menu: string, entry: string) {
            clickWord(menu);
            const list = () => Finder.all(panel.Window.window.contentItem, item => item instanceof HexMenuList)[0];
            tryVerify(() => list() !== undefined, 5000, menu);
            tryVerify(() => Finder.withText(list(), entry) !== undefined, 5000, entry);
            mouseClick(Finder.withText(list(), entry));
            tryVerify(() => list() === undefined, 5000, "closed");
        }

        /// What a line of the script sent is underlined, among all that was sent and received.
        function test_underlinesTheBytesOfALine_data() {
            return [{ tag: "hex", tab: BytesPanel.Hex }, { tag: "text", tab: BytesPanel.Text }];
        }
        function test_underlinesTheBytesOfALine(data: var) {
            panel.tab = data.tab;
            talk();
            const view = data.tab === BytesPanel.Hex ? panel.hexView : panel.textView;
            tryVerify(() => view.byteRect(0).width > 0);
            const underlined = () => {
                const image = grabImage(panel);
                return [0, 5, 6].filter(position => {
                    const rect = view.mapToItem(panel, view.byteRect(position));
                    const below = image.pixel(Math.round(rect.x + rect.width / 2), Math.round(rect.y + rect.height) - 2);
                    return Qt.colorEqual(below, Theme.colors.accent);
                });
            };
            compare(underlined(), []);
            Fixture.standAt(3);
            tryVerify(() => underlined().length > 0);
            compare(underlined(), [0, 5]); // PING, not what came
            Fixture.standAt(4);
            tryVerify(() => underlined().length === 0);
            Fixture.standAt(0);
        }
        function test_lowPanelsShowBytes_data() {
            return [{ tag: "low", width: 700, height: 200 }, { tag: "lower", width: 700, height: 120 }, { tag: "narrow", width: 400, height: 160 },
                { tag: "in a corner", width: 400, height: 110 }];
        }
        function test_lowPanelsShowBytes(data: var) {
            talk();
            panel.width = data.width;
            panel.height = data.height;
            for (let kind = FramingSettings.Chunks; kind <= FramingSettings.Function; ++kind) {
                bytes.framing.kind = kind;
                verify(panel.hexView.height >= 2 * Theme.rowHeight, kind + ": " + panel.hexView.height);
            }
            bytes.framing.kind = FramingSettings.Delimiter;
            verify(Finder.withText(panel, "Framing: Delimiter") === undefined);
            clickWord("Framing");
            tryVerify(() => Finder.withText(panel, "Framing: Delimiter") !== undefined);
            clickWord("Framing");
            panel.height = 420;
            tryVerify(() => Finder.withText(panel, "Framing: Delimiter") !== undefined);
        }
        function test_saysWhyItIsEmpty() {
            verify(Finder.shows(panel, "No bytes yet"));
            Fixture.setPhase(4, ""); // finished
            verify(Finder.shows(panel, "No byte was sent or received"));
            Fixture.send(1, "x", 1);
            tryVerify(() => !Finder.shows(panel, "No byte"));
            clickWord("Received");
            tryVerify(() => Finder.shows(panel, "Socket #1 has received nothing"));
            clickWord("Record");
            tryVerify(() => Finder.shows(panel, "This event carries no bytes"));
            clickWord("Sent");
            tryVerify(() => !Finder.shows(panel, "nothing in"));
            compare(bytes.stream.size, 1);
        }

        function test_recordsAndBytesAreLinked() {
            talk();
            Fixture.session.cursor.selectRecord(record(1), 1);
            compare(selection.start, 6);
            compare(selection.length, 16);
            verify(Finder.shows(panel, "16 B at 0x0 (0)"));
            clickByte(2, Qt.NoModifier);
            compare(selection.start, 2);
            compare(selection.length, 1);
            compare(Fixture.session.cursor.record, record(0));
            verify(Finder.shows(panel, "1 B at 0x2 (2)"));
            verify(Finder.shows(panel, "sent"));
        }

        function test_mouse() {
            talk();
            const text = panel.hexView.textRect(8);
            mouseClick(panel.hexView, text.x + 2, text.y + 5);
            compare(selection.position, 8);
            const from = panel.hexView.byteRect(1);
            const to = panel.hexView.byteRect(4);
            mousePress(panel.hexView, from.x + 2, from.y + 5);
            mouseMove(panel.hexView, to.x - 20, to.y + 5);
            mouseMove(panel.hexView, to.x + 2, to.y + 5);
            mouseRelease(panel.hexView, to.x + 2, to.y + 5);
            compare(selection.start, 1);
            compare(selection.length, 4);
            clickByte(0, Qt.ShiftModifier);
            compare(selection.length, 2);
            mouseDoubleClickSequence(panel.hexView, panel.hexView.byteRect(9).x + 2, panel.hexView.byteRect(9).y + 5);
            compare(selection.start, 6);
            compare(selection.length, 16);
        }

        function test_keyboard() {
            talk();
            clickByte(0, Qt.NoModifier);
            keyClick(Qt.Key_Right);
            compare(selection.position, 1);
            keyClick(Qt.Key_Right, Qt.ShiftModifier);
            compare(selection.length, 2);
            keyClick(Qt.Key_Escape);
            compare(selection.length, 1);
            keyClick(Qt.Key_Down);
            compare(selection.position, 8);
            keyClick(Qt.Key_Home);
            compare(selection.position, 6);
            keyClick(Qt.Key_End, Qt.ControlModifier);
            compare(selection.position, 21);
            keyClick(Qt.Key_Home, Qt.ControlModifier);
            compare(selection.position, 0);
            keyClick(Qt.Key_A, Qt.ControlModifier);
            compare(selection.length, 22);
        }

        function test_longStreamsScroll() {
            for (let i = 0; i < 50; ++i)
                Fixture.receive(1, "x".repeat(100000), true);
            tryCompare(bytes.stream, "size", 5000000, 20000);
            bytes.mode = SessionBytes.Received;
            tryVerify(() => panel.hexView.byteRect(0).width > 0);
            compare(panel.hexView.columns, 16);
            clickByte(3, Qt.NoModifier);
            keyClick(Qt.Key_PageDown);
            const page = selection.position - 3;
            verify(page > 64 && page % 16 === 0, page);
            verify(panel.hexView.position > 0);
            keyClick(Qt.Key_End, Qt.ControlModifier);
            compare(selection.position, 4999999);
            verify(panel.hexView.byteRect(4999999).y > 100);
            mouseWheel(panel.hexView, 50, 50, 0, 120);
            compare(panel.hexView.byteRect(4999999).width, 0);
            panel.hexView.scrollTo(0);
            compare(panel.hexView.position, 0);
            panel.width = 380;
            tryCompare(panel.hexView, "columns", 8);
        }

        function test_framing() {
            talk();
            pick("Framing: Chunks as read", "Delimiter");
            compare(bytes.framing.kind, FramingSettings.Delimiter);
            tryVerify(() => Finder.shows(panel, "3 messages"));
            verify(Finder.shows(panel, "last one incomplete"));
            clickWord("Messages");
            tryVerify(() => Finder.all(panel, item => item instanceof MessageRow).length === 4);
            const rows = Finder.all(panel, item => item instanceof MessageRow);
            mouseClick(rows[2]);
            compare(selection.start, 13);
            compare(selection.length, 7);
            keyClick(Qt.Key_Up);
            compare(selection.start, 6);
            verify(Finder.shows(panel, "incomplete, 2 B"));
            bytes.framing.delimiter = "\\q";
            tryVerify(() => Finder.shows(panel, "is no escape"));
        }

        function test_textShowsTheSameSelection() {
            talk();
            clickWord("Text");
            bytes.selection.select(6, 7);
            const rect = panel.textView.byteRect(9);
            verify(rect.width > 0);
            mouseClick(panel.textView, rect.x + 2, rect.y + 5);
            compare(selection.position, 9);
            const tag = panel.textView.byteRect(11); // CR
            verify(tag.width > rect.width);
            clickWord("Hex");
            tryVerify(() => panel.hexView.byteRect(9).width > 0);
            compare(selection.position, 9);
        }

        function test_findAndCopy() {
            talk();
            clickByte(0, Qt.NoModifier);
            keyClick(Qt.Key_F, Qt.ControlModifier);
            verify(panel.finding);
            for (const key of "more")
                keyClick(key);
            keyClick(Qt.Key_Return);
            tryCompare(selection, "start", 14);
            compare(selection.length, 4);
            pick("Copy as", "Hex");
            clickWord("Find");
            keyClick(Qt.Key_V, Qt.ControlModifier);
            tryVerify(() => Finder.shows(panel, "6d 6f 72 65"));
            keyClick(Qt.Key_Escape);
            verify(!panel.finding);
        }

        function test_valuesAndSaving() {
            talk();
            clickByte(6, Qt.NoModifier);
            clickWord("Values");
            tryVerify(() => Finder.shows(panel, "uint16"));
            tryVerify(() => Finder.shows(panel, "20523")); // "+P", little-endian
            tryVerify(() => Finder.shows(panel, "11088"));
            mouseClick(Finder.withText(panel, "Save…") ?? Finder.all(panel, item => item.name === "Save the selected bytes to a file")[0]);
            compare(saves.count, 1);
            compare(saves.signalArguments[0][0], 6);
            compare(saves.signalArguments[0][1], 1);
        }

        function test_instant() {
            talk();
            Fixture.session.cursor.instant = 0;
            tryVerify(() => Finder.shows(panel, "Socket #1 has carried no bytes"));
            Fixture.session.cursor.instant = -1;
            tryCompare(bytes.stream, "size", 22);
        }
    }
}
