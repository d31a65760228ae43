// SPDX-License-Identifier: GPL-3.0-or-later
import QtQuick
import QtTest
import Sockscope.Panels
import Sockscope.Test
import "Finder.js" as Finder

Item {
    width: 700
    height: 300

    ConsolePanel {
        id: panel

        anchors.fill: parent
        session: Fixture.session
    }
    SignalSpy {
        id: activated

        target: panel
        signalName: "locationActivated"
    }
    TextEdit {
        id: pasted
    }

    TestCase {
        name: "ConsolePanel"
        when: windowShown

        function init() {
            Fixture.restart();
            tryCompare(panel.list, "count", 0);
            tryVerify(() => Finder.all(panel, item => item instanceof ConsoleRow).length === 0);
            activated.clear();
        }
        /// The item with this text, once it is there: lists make their rows with the next frame.
        function find(text) {
            tryVerify(() => Finder.withText(panel, text) !== undefined, 5000, text);
            return Finder.withText(panel, text);
        }

        function test_saysWhyItIsEmpty() {
            verify(Finder.shows(panel, "Nothing printed yet"));
        }

        function test_levelsHaveWordAndIcon_data() {
            return [
                { tag: "debug", level: 0, icon: "debug" },
                { tag: "info", level: 1, icon: "info" },
                { tag: "warning", level: 2, icon: "warning" },
                { tag: "error", level: 3, icon: "error" }
            ];
        }
        function test_levelsHaveWordAndIcon(data) {
            Fixture.print(data.level, "a line", 3);
            tryCompare(panel.list, "count", 1);
            find(data.tag);
            tryVerify(() => Finder.all(panel, item => item.name === data.icon).length === 1);
            verify(Finder.shows(panel, "a line"));
        }

        function test_clickOnLocation() {
            Fixture.print(3, "TypeError: boom", 16);
            tryCompare(panel.list, "count", 1);
            mouseClick(find("hello.js:16:5"));
            compare(activated.count, 1);
            verify(activated.signalArguments[0][0].endsWith("/scripts/hello.js"));
            compare(activated.signalArguments[0][1], 16);
        }

        function test_noLocationNoLink() {
            Fixture.print(1, "from nowhere", 0);
            find("from nowhere");
            tryVerify(() => Finder.all(panel, item => item instanceof LocationLink).length === 0);
        }

        function test_longLinesAreCut() {
            Fixture.print(1, "y".repeat(12000), 3);
            tryVerify(() => Finder.shows(panel, "8000 more characters"));
            verify(panel.list.contentHeight < 2000);
        }

        function test_copiesTheWholeLine() {
            Fixture.print(1, "z".repeat(6000) + "END", 3);
            tryCompare(panel.list, "count", 1);
            find("info");
            mouseClick(panel.list, 300, 8);
            keyClick(Qt.Key_C, Qt.ControlModifier);
            pasted.text = "";
            pasted.paste();
            compare(pasted.text.length, 6003);
        }

        function test_markupIsPlain() {
            Fixture.print(1, "<b>bold</b> <img src='http://localhost:1/x.png'>", 3);
            tryVerify(() => Finder.shows(panel, "<b>bold</b>"));
            compare(Finder.all(panel, item => item.textFormat !== undefined && item.textFormat !== Text.PlainText).length, 0);
        }

        function test_followsUntilScrolledUp() {
            for (let i = 0; i < 100; ++i)
                Fixture.print(1, "line " + i, 3);
            tryCompare(panel.list, "count", 100);
            tryVerify(() => Finder.shows(panel, "line 99"));
            mouseWheel(panel.list, 100, 100, 0, 240);
            verify(!panel.list.follow);
            const y = panel.list.contentY;
            for (let i = 0; i < 7; ++i)
                Fixture.print(1, "later " + i, 3);
            tryVerify(() => Finder.shows(panel, "7 new"));
            compare(panel.list.contentY, y);
            mouseClick(find("7 new"));
            tryVerify(() => Finder.shows(panel, "later 6"));
            verify(panel.list.follow);
        }
    }
}
