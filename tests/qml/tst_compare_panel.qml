// SPDX-License-Identifier: GPL-3.0-or-later
import QtQuick
import QtTest
import Sockscope.Panels
import Sockscope.Test
import "Finder.js" as Finder

Item {
    id: root

    width: 900
    height: 500

    Component {
        id: maker

        ComparePanel {
            anchors.fill: parent
            session: Fixture.session
        }
    }

    TestCase {
        id: test

        name: "ComparePanel"
        when: windowShown

        property ComparePanel panel

        function open(first, second) {
            panel = createTemporaryObject(maker, root, { comparison: Fixture.compare(first, second) });
            tryVerify(() => rows().length === Math.min(panel.comparison.count, panel.list.window.size));
        }
        function rows() {
            return Finder.all(panel, item => item instanceof CompareRow);
        }
        function marked(parts) {
            return parts.map(part => part.differs ? "[" + part.text + "]" : part.text).join("");
        }
        function detail() {
            return Finder.all(panel, item => item instanceof CompareDetail)[0];
        }
        function button(text) {
            return Finder.all(panel, item => item instanceof PanelButton && item.text === text)[0];
        }
        function lines(count, at, text) {
            const all = Array.from({ length: count }, (_, i) => (i % 2 ? "< " : "> ") + "line " + i);
            all[at] = text;
            return all;
        }

        function test_sidesAndMarks() {
            open(["> PING", "< +PONG"], ["> PING", "< +PANG", "> QUIT"]);
            verify(Finder.shows(panel, "One difference, in the only socket."));
            verify(Finder.shows(panel, "a.sockscope"));
            verify(Finder.shows(panel, "b.sockscope"));
            verify(Finder.shows(panel, "socket #1 \u00b7 different"));
            verify(Finder.shows(panel, "="));
            verify(Finder.shows(panel, "\u2260"));
            verify(Finder.shows(panel, "only in B"));
            compare(marked(rows()[2].firstParts), "+P[O]NG\u240d\u240a");
            compare(marked(rows()[2].secondParts), "+P[A]NG\u240d\u240a");
            compare(rows()[2].Accessible.name, "received, different: A +PONG\u240d\u240a, B +PANG\u240d\u240a");
        }
        function test_equal() {
            open(["> a"], ["> a"]);
            verify(Finder.shows(panel, "The sessions are equal: one socket, 3 bytes sent, 0 received."));
            verify(button("Next") === undefined); // none that can be seen
        }
        function test_nothing() {
            open([], []);
            verify(Finder.shows(panel, "Nothing to compare"));
        }
        function test_detailInHexadecimal() {
            open(["> PING"], ["> PONG"]);
            verify(Finder.shows(detail(), "Select a row to see its bytes in hexadecimal."));
            mouseClick(rows()[1]);
            compare(panel.list.current, 1);
            tryVerify(() => Finder.all(detail(), item => item instanceof PartsText && item.visible).length === 2);
            const sides = Finder.all(detail(), item => item instanceof PartsText && item.visible);
            compare(marked(sides[0].parts), "50 [49] 4e 47 0d 0a");
            compare(marked(sides[1].parts), "50 [4f] 4e 47 0d 0a");
            verify(Finder.shows(detail(), "A, sent, hexadecimal"));
        }
        /// Long lists: the way to a difference is the way through the list.
        function test_goesFromOneToTheNext() {
            open(lines(400, 120, "> here"), lines(400, 300, "> there"));
            compare(panel.list.window.first, 0);
            verify(rows().length < 40);
            compare(panel.comparison.differences, 2);
            verify(!button("Previous").enabled);
            mouseClick(button("Next"));
            compare(panel.list.current, 121);
            verify(panel.list.window.first <= 121 && panel.list.window.first + panel.list.window.size > 121);
            verify(Finder.shows(panel, "1 of 2"));
            mouseClick(button("Next"));
            compare(panel.list.current, 301);
            verify(!button("Next").enabled);
            mouseClick(button("Previous"));
            compare(panel.list.current, 121);
            keyClick(Qt.Key_Home);
            compare(panel.list.window.first, 0);
            root.height = 300; // it stays where it is
            compare(panel.list.window.first, 0);
            root.height = 500;
        }
        function test_lowPanelHasRowsOnly() {
            root.height = 180;
            open(["> PING"], ["> PONG"]);
            verify(detail() === undefined); // none that can be seen
            verify(rows().length === 3);
            root.height = 500;
        }
    }
}
