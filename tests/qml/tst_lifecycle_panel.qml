// SPDX-License-Identifier: GPL-3.0-or-later
import QtQuick
import QtTest
import Sockscope.Panels
import Sockscope.Test
import "Finder.js" as Finder

Item {
    width: 700
    height: 400

    LifecyclePanel {
        id: panel

        anchors.fill: parent
        session: Fixture.session
    }

    TestCase {
        name: "LifecyclePanel"
        when: windowShown

        readonly property int connecting: 7
        readonly property int event: 12
        readonly property int refused: 15
        readonly property int tcpInfo: 24

        function init() {
            Fixture.restart();
            Fixture.session.cursor.reset();
            panel.parent.width = 700;
            panel.parent.height = 400;
            tryCompare(panel, "empty", true);
        }
        function open(socket) {
            Fixture.createSocket(socket);
            Fixture.add(connecting, socket, "localhost:80", "", 3);
            Fixture.setStateAt(socket, 0, 1, "connect()", 3);
            Fixture.setState(socket, 1, 2, "connected");
            Fixture.setEndpoints(socket, "127.0.0.1:5000", "127.0.0.1:80");
        }
        function nodes() {
            return Finder.all(panel, item => item instanceof LifecycleNode);
        }
        function labels() {
            return Finder.all(panel, item => item instanceof LifecycleLabel);
        }

        function test_saysWhyItIsEmpty() {
            verify(Finder.shows(panel, "No sockets yet"));
            open(1);
            tryVerify(() => !Finder.shows(panel, "No sockets yet"));
            Fixture.session.cursor.instant = 0;
            tryVerify(() => Finder.shows(panel, "Socket 1 does not exist yet") || Finder.shows(panel, "No sockets yet"));
        }

        function test_currentStateIsLit() {
            open(1);
            tryCompare(panel.lifecycle, "state", 2);
            compare(nodes().length, 4);
            for (const word of ["disconnected", "opening", "open", "destroyed"])
                verify(Finder.withText(panel, word) !== undefined, word);
            compare(nodes().filter(node => node.current).length, 1);
            verify(nodes()[2].current);
            verify(nodes()[2].duration !== "");
            verify(!nodes()[3].visited);
            verify(nodes()[3].Accessible.name.includes("not reached"));
            verify(nodes()[2].Accessible.name.includes("the current state"));
            verify(Finder.shows(panel, "127.0.0.1:80"));
        }

        function test_causeOfEachTransition() {
            open(1);
            Fixture.setStateAt(1, 2, 3, "destroy()", 14);
            tryCompare(panel.lifecycle, "state", 3);
            verify(Finder.shows(panel, "destroy()"));
            verify(Finder.shows(panel, "hello.js:14"));
            compare(labels().length, 3);
            const last = labels().find(label => label.cause === "destroy()");
            verify(last.strong);
            compare(last.explanation, "open \u2192 destroyed: destroy(), hello.js:14:5");
        }

        function test_clickAndKeySelectTheRecord() {
            open(1);
            tryCompare(panel.lifecycle, "state", 2);
            const first = panel.lifecycle.edges[0].offset, second = panel.lifecycle.edges[1].offset;
            mouseClick(labels().find(label => label.cause === "connect()"));
            compare(Fixture.session.cursor.record, first);
            compare(Fixture.session.cursor.socket, 1);
            const other = labels().find(label => label.cause === "connected");
            other.forceActiveFocus();
            keyClick(Qt.Key_Return);
            compare(Fixture.session.cursor.record, second);
        }

        function test_refusedCallsAreCrossed() {
            Fixture.createSocket(1);
            tryCompare(panel, "empty", false);
            const crossed = () => Finder.all(panel, item => item instanceof ArrowLayer)[0].arrows.filter(arrow => arrow.crossed).length;
            compare(crossed(), 0);
            Fixture.add(refused, 1, "no active connection", "write", 9);
            Fixture.add(refused, 1, "no active connection", "write", 9);
            tryVerify(() => Finder.shows(panel, "write() refused: no active connection"));
            tryVerify(() => Finder.shows(panel, "\u00d72"));
            compare(crossed(), 1);
        }

        function test_factsFold() {
            open(1);
            Fixture.add(event, 1, "connect", "", 0);
            Fixture.add(event, 1, "error", "no handler", 0);
            Fixture.add(tcpInfo, 1, '{"state":"ESTABLISHED","rttUs":42,"rttVarUs":3,"sendWindow":65536}', "", 0);
            tryVerify(() => Finder.shows(panel, "ESTABLISHED"));
            verify(Finder.shows(panel, "42.0 \u00b5s"));
            verify(Finder.shows(panel, "1 without handler"));
            panel.parent.width = 380;
            panel.parent.height = 260;
            tryCompare(panel, "showFacts", false);
            verify(Finder.shows(panel, "connect 1"));
            verify(Finder.shows(panel, "ESTABLISHED  RTT 42.0 \u00b5s"));
        }

        /// A small panel has them below the diagram, where they scroll.
        function test_factsScroll() {
            open(1);
            Fixture.add(tcpInfo, 1, '{"state":"ESTABLISHED","rttUs":42,"rttVarUs":3,"sendWindow":65536}', "", 0);
            panel.parent.width = 380;
            panel.parent.height = 340;
            tryCompare(panel, "showFacts", true);
            const lists = () => Finder.all(panel, item => item instanceof LifecycleFactsList);
            tryVerify(() => lists().length === 1);
            const list = lists()[0];
            tryVerify(() => list.scrolls && Finder.shows(list, "ESTABLISHED")); // its last rows have come
            verify(list.mapToItem(panel, 0, list.height).y <= panel.height);
            verify(panel.diagram.visible && panel.diagram.height >= 36 * Theme.unit);
            list.forceActiveFocus();
            keyClick(Qt.Key_End);
            compare(list.contentY, list.contentHeight - list.height);
            keyClick(Qt.Key_Up);
            verify(list.contentY < list.contentHeight - list.height);
            mouseWheel(list, 10, 10, 0, 1200);
            compare(list.contentY, 0);
            mouseWheel(list, 10, 10, 0, -120);
            verify(list.contentY > 0);
            panel.parent.height = 900;
            tryVerify(() => !list.scrolls);
            compare(list.contentY, 0);
        }

        function test_nothingOverlapsOrSticksOut_data() {
            return [{ tag: "small", w: 380, h: 260 }, { tag: "middle", w: 640, h: 400 }, { tag: "wide", w: 1000, h: 500 }];
        }
        function test_nothingOverlapsOrSticksOut(data) {
            panel.parent.width = data.w;
            panel.parent.height = data.h;
            Fixture.createSocket(1);
            Fixture.setStateAt(1, 0, 1, "connect()", 3);
            Fixture.setState(1, 1, 0, "dial tcp 127.0.0.1:80: connect: connection refused");
            Fixture.setStateAt(1, 0, 1, "connect()", 3);
            Fixture.setState(1, 1, 2, "connected");
            Fixture.setStateAt(1, 2, 3, "destroy()", 14);
            Fixture.add(refused, 1, "no active connection", "write", 9);
            tryVerify(() => labels().length === 5);
            const boxes = labels().concat(nodes()).map(item => item.mapToItem(panel, 0, 0, item.width, item.height));
            for (let i = 0; i < boxes.length; ++i) {
                verify(boxes[i].x >= 0 && boxes[i].y >= 0 && boxes[i].right <= data.w && boxes[i].bottom <= data.h, "box " + i);
                for (let j = 0; j < i; ++j)
                    verify(boxes[i].right <= boxes[j].left + 1 || boxes[j].right <= boxes[i].left + 1
                        || boxes[i].bottom <= boxes[j].top + 1 || boxes[j].bottom <= boxes[i].top + 1, i + " on " + j);
            }
        }

        function test_showsThePast() {
            open(1);
            tryCompare(panel.lifecycle, "state", 2);
            const opening = panel.lifecycle.edges[0].time;
            Fixture.session.cursor.instant = opening;
            tryCompare(panel.lifecycle, "state", 1);
            tryVerify(() => Finder.withText(panel, "connected") === undefined);
        }
    }
}
