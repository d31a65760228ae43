// SPDX-License-Identifier: GPL-3.0-or-later
import QtQuick
import QtTest
import Sockscope.Panels
import Sockscope.Test
import "Finder.js" as Finder

Item {
    width: 700
    height: 620

    DebugPanel {
        id: panel

        anchors.fill: parent
        session: Fixture.session
    }
    SignalSpy {
        id: located

        target: panel
        signalName: "locationActivated"
    }

    TestCase {
        name: "DebugPanel"
        when: windowShown

        readonly property Debugger debug: Fixture.session.debugger
        readonly property var stop: ({ thread: 1, vu: 1, reason: "breakpoint", text: "", breakpoints: [],
            location: { url: "file:///x/ping.js", line: 10, column: 3 } })
        readonly property var answers: ({
            stack: { frames: [
                { id: 0, name: "inner", location: { url: "file:///x/ping.js", line: 10, column: 3 }, async: false, hasValues: true },
                { id: 1, name: "outer", location: { url: "file:///x/other.js", line: 4, column: 1 }, async: true, hasValues: false }],
                origin: "data of socket 2", cut: false },
            scopes: { scopes: [{ name: "Local", kind: "local", handle: 1, named: 2 }, { name: "Global", kind: "global", handle: 2, named: 1 }] },
            variables: { variables: [
                { name: "got", type: "number", value: "5", handle: 0, named: 0, indexed: 0, lazy: false, writable: true },
                { name: "<b>html</b>", type: "string", value: "\"<i>x</i>\"", handle: 0, named: 0, indexed: 0, lazy: false, writable: false }] },
            evaluate: { value: { name: "", type: "number", value: "10", handle: 0, named: 0, indexed: 0, lazy: false, writable: false } },
            assign: { value: { name: "got", type: "number", value: "6", handle: 0, named: 0, indexed: 0, lazy: false, writable: true } },
            setBreakpoints: { breakpoints: [{ id: 1, verified: false, line: 3, column: 1, message: "no statement stands there" }] } })

        function init() {
            Fixture.restart();
            debug.breakpoints.removeAll();
            while (debug.watches.count > 0)
                debug.watches.remove(0);
            located.clear();
        }
        function cleanup() {
            Fixture.endDebugging();
        }
        function stopThere() {
            Fixture.beginDebugging(answers);
            Fixture.tellDebugger("paused", stop);
            tryCompare(panel.stack, "count", 2);
            tryVerify(() => Finder.withText(panel.variables, "got") !== undefined);
        }
        function clickOn(item: Item) {
            mouseClick(item, item.width / 2, item.height / 2);
        }

        function test_saysWhyItIsEmpty() {
            compare(debug.summary, "Not debugging");
            verify(Finder.shows(panel, "Nothing stands still. Click beside a line number, then press F5."));
            Fixture.beginDebugging(answers);
            verify(Finder.shows(panel, "The script runs. F6 pauses it."));
        }
        function test_showsWhereItStands() {
            stopThere();
            verify(Finder.shows(panel, "Paused at a breakpoint \u00b7 ping.js:10"));
            verify(Finder.shows(panel, "handles data of socket 2"));
            for (const text of ["inner", "outer", "awaited by", "ping.js:10", "other.js:4", "5"])
                verify(Finder.withText(panel, text) !== undefined, text);
            const plain = Finder.withText(panel, "<b>html</b>");
            compare(plain.textFormat, Text.PlainText);
            clickOn(Finder.withText(panel, "other.js:4"));
            compare(located.count, 1);
            compare(located.signalArguments[0][0], "/x/other.js");
            Fixture.tellDebugger("resumed", { thread: 1 });
            compare(debug.state, Debugger.Running);
            tryVerify(() => Finder.withText(panel.variables, "got") === undefined);
        }
        function test_selectsAFrame() {
            stopThere();
            clickOn(Finder.withText(panel.stack, "outer"));
            compare(debug.stack.current, 1);
            keyClick(Qt.Key_Up);
            keyClick(Qt.Key_Return);
            compare(debug.stack.current, 0);
            compare(located.count, 1);
        }
        function test_editsAValue() {
            stopThere();
            clickOn(Finder.withText(panel.variables, "got"));
            keyClick(Qt.Key_F2);
            keyClick(Qt.Key_6);
            keyClick(Qt.Key_Return);
            tryVerify(() => Fixture.asked().some(asked => asked.startsWith("assign") && asked.includes('"text":"6"') && asked.includes('"name":"got"')));
        }
        function test_watches() {
            stopThere();
            const field = Finder.all(panel, item => item.name === "Expression to watch")[0];
            field.forceActiveFocus();
            for (const key of ["g", "o", "t"])
                keyClick(key);
            keyClick(Qt.Key_Return);
            compare(field.text, "");
            tryVerify(() => Finder.withText(panel.watches, "10") !== undefined);
            clickOn(Finder.withText(panel.watches, "10"));
            keyClick(Qt.Key_Delete);
            tryCompare(panel.watches, "count", 0);
        }
        function test_listsBreakpoints() {
            debug.breakpoints.toggle("/x/ping.js", 3);
            const field = Finder.all(panel, item => item.name === "Event of sockets to stop at")[0];
            field.forceActiveFocus();
            field.text = "flood";
            keyClick(Qt.Key_Return);
            verify(Finder.shows(panel, "There is no event \"flood\"."));
            field.text = "data socket:2 hex:0d 0a";
            keyClick(Qt.Key_Return);
            panel.breakpoints.positionViewAtBeginning();
            for (const text of ["ping.js:3", "data of socket 2", "with bytes 0d 0a", "Uncaught exceptions"])
                tryVerify(() => Finder.withText(panel.breakpoints, text) !== undefined, 5000, text);
            Fixture.beginDebugging(answers);
            tryVerify(() => Finder.shows(panel.breakpoints, "no statement stands there"));
            clickOn(Finder.withText(panel.breakpoints, "ping.js:3"));
            keyClick(Qt.Key_Return);
            compare(located.count, 1);
            keyClick(Qt.Key_Space);
            tryVerify(() => Fixture.asked().includes('setBreakpoints {"breakpoints":[],"file":"/x/ping.js"}'));
            keyClick(Qt.Key_Delete);
            tryVerify(() => Finder.withText(panel.breakpoints, "ping.js:3") === undefined);
        }
        function test_tellsWhatTheLoopWaitsFor() {
            const awaits = [
                { function: "default", text: "await socket.connect(7, <b>host</b>)", url: "file:///x/ping.js", line: 12, column: 3, settled: false },
                { function: "", text: "await gate", url: "file:///x/ping.js", line: 4, column: 3, settled: true }];
            const timers = [{ id: 1, repeats: false, intervalMs: 500, dueMs: 200, place: "default (file:///x/ping.js:9:3(0))" }];
            Fixture.beginDebugging(Object.assign({ meanwhile: { sockets: [], timers: timers, timerCount: 1, queued: 0, holds: 0, awaits: awaits } }, answers));
            Fixture.tellDebugger("paused", stop);
            tryVerify(() => Finder.shows(panel, "The iteration stays open for 1 timer."));
            for (const text of ["default", "await socket.connect(7, <b>host</b>)", "ping.js:12", "(anonymous)", "await gate", "goes on next"])
                verify(Finder.withText(panel, text) !== undefined, text);
            compare(Finder.texts(panel).filter(text => text === "goes on next").length, 1);
        }
        function test_otherThreads() {
            stopThere();
            const other = Object.assign({}, stop, { thread: 2, vu: 7 });
            Fixture.tellDebugger("paused", other);
            const button = Finder.withText(panel, "VU 7 at ping.js:10");
            verify(button !== undefined);
            clickOn(button);
            tryVerify(() => Finder.shows(panel, "VU 7"));
            debug.resume("over");
            tryVerify(() => Fixture.asked().includes('resume {"step":"over","thread":2}'));
        }
        function test_sectionsClose() {
            stopThere();
            const before = panel.stack.height;
            clickOn(Finder.withText(panel, "Breakpoints"));
            tryVerify(() => panel.stack.height > before);
            verify(!panel.breakpoints.visible);
            clickOn(Finder.withText(panel, "Breakpoints"));
            tryVerify(() => panel.breakpoints.visible);
        }
    }
}
