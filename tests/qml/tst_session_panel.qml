// SPDX-License-Identifier: GPL-3.0-or-later
import QtQuick
import QtTest
import Sockscope.Panels
import Sockscope.Test
import "Finder.js" as Finder

Item {
    width: 700
    height: 420

    SessionPanel {
        id: panel

        anchors.fill: parent
        session: Fixture.session
    }

    TestCase {
        name: "SessionPanel"
        when: windowShown

        function init() {
            Fixture.restart();
            Fixture.session.cursor.reset();
            tryCompare(panel.list, "count", 0);
            tryVerify(() => Finder.all(panel, item => item instanceof SocketRow).length === 0);
        }

        function test_saysWhyItIsEmpty() {
            verify(Finder.shows(panel, "No sockets yet"));
            verify(Finder.shows(panel, "F5"));
            Fixture.setPhase(SessionStatus.Phase.Running, "");
            verify(!Finder.shows(panel, "F5"));
            Fixture.setPhase(SessionStatus.Phase.Failed, "exit code 107");
            verify(Finder.shows(panel, "The run had no sockets"));
        }

        function test_showsTheStateAsAWord_data() {
            return [
                { tag: "disconnected", state: 0, icon: "state-disconnected", color: Theme.colors.disconnected },
                { tag: "opening", state: 1, icon: "state-opening", color: Theme.colors.opening },
                { tag: "open", state: 2, icon: "state-open", color: Theme.colors.open },
                { tag: "destroyed", state: 3, icon: "state-destroyed", color: Theme.colors.destroyed }
            ];
        }
        function test_showsTheStateAsAWord(row) {
            Fixture.createSocket(1);
            Fixture.setState(1, 0, row.state, "because");
            tryVerify(() => Finder.withText(panel, row.tag) !== undefined);
            compare(Finder.withText(panel, row.tag).color, row.color);
            tryVerify(() => Finder.all(panel, item => item.name === row.icon).length === 1);
            verify(Finder.shows(panel, "because"));
        }

        function test_countsBothWays() {
            Fixture.createSocket(1);
            Fixture.setEndpoints(1, "127.0.0.1:50000", "127.0.0.1:6379");
            for (let i = 0; i < 10; ++i)
                Fixture.send(1, "x".repeat(1000), 4);
            Fixture.receive(1, "reply", true);
            tryVerify(() => Finder.shows(panel, Format.bytes(10000)));
            verify(Finder.shows(panel, "5 B"));
            verify(Finder.shows(panel, "127.0.0.1:6379"));
            verify(Finder.shows(panel, "127.0.0.1:50000"));
            compare(Finder.all(panel, item => item.name === "up").length, 1);
            compare(Finder.all(panel, item => item.name === "down").length, 1);
        }

        function test_tellsWhy() {
            Fixture.createSocket(1);
            Fixture.receive(1, "unheard", false);
            tryVerify(() => Finder.shows(panel, "7 B dropped: no data handler"));
            Fixture.fail(1, "dial tcp 127.0.0.1:1: connect: connection refused");
            tryVerify(() => Finder.shows(panel, "connection refused"));
        }

        function test_showsTls() {
            Fixture.createSocket(1);
            Fixture.establishTls(1, true);
            tryVerify(() => Finder.withText(panel, "TLS") !== undefined);
            Fixture.createSocket(2);
            Fixture.establishTls(2, false);
            tryVerify(() => Finder.withText(panel, "TLS, not verified") !== undefined);
        }

        function test_remoteTextIsPlain() {
            Fixture.createSocket(1);
            Fixture.fail(1, "<b>bold</b><img src='http://localhost:1/x.png'>");
            tryVerify(() => Finder.shows(panel, "<b>bold</b>"));
            const rich = Finder.all(panel, item => item.textFormat !== undefined && item.textFormat !== Text.PlainText);
            compare(rich.length, 0);
        }

        function test_selectsASocket() {
            Fixture.createSocket(1);
            Fixture.createSocket(2);
            tryCompare(panel.list, "count", 2);
            tryVerify(() => Finder.withText(panel, "socket 2") !== undefined);
            mouseClick(Finder.withText(panel, "socket 2"));
            compare(Fixture.session.cursor.socket, 2);
            const rows = () => Finder.all(panel, item => item instanceof SocketRow);
            tryVerify(() => rows().find(row => row.socket === 2).current);
            verify(!rows().find(row => row.socket === 1).current);
            keyClick(Qt.Key_Up);
            compare(Fixture.session.cursor.socket, 1);
            Fixture.session.cursor.selectSocket(2); // another view
            tryVerify(() => rows().find(row => row.socket === 2).current);
            compare(panel.list.currentIndex, 1);
        }

        function test_detailOfTheSelected() {
            Fixture.createSocket(1);
            Fixture.add(8, 1, '{"local":"127.0.0.1:5","remote":"127.0.0.1:6","tags":{"scenario":"default","mine":"x<b>y"}}', "", 0);
            Fixture.add(16, 1, JSON.stringify({ version: "TLS 1.3", cipher: "TLS_AES_256_GCM_SHA384", verified: false, subject: "CN=localhost",
                issuer: "CN=authority", problem: "certificate has expired", notBefore: "2024-01-01T00:00:00Z", notAfter: "2025-01-01T00:00:00Z" }), "", 0);
            Fixture.send(1, "12345", 1);
            tryCompare(panel.list, "count", 1);
            verify(!panel.detail.visible);
            Fixture.session.cursor.selectSocket(1);
            tryVerify(() => panel.detail.visible);
            for (const text of ["Socket 1", "5 B", "TLS_AES_256_GCM_SHA384", "NOT verified", "CN=authority", "2025-01-01 00:00:00 UTC",
                    "certificate has expired", "scenario", "x<b>y"])
                tryVerify(() => Finder.shows(panel.detail, text), 5000, text);
            tryVerify(() => Array.from(Finder.all(panel.detail, item => item instanceof BarChart)[0].up).some(value => value > 0));
        }

        function test_showsThePast() {
            Fixture.createSocket(1);
            Fixture.send(1, "12345", 1);
            tryVerify(() => Fixture.session.journal.recordCount >= 2);
            const early = Fixture.session.journal.duration;
            Fixture.send(1, "678", 1);
            Fixture.createSocket(2);
            tryCompare(panel.list, "count", 2);
            tryVerify(() => Finder.shows(panel, "8 B"));
            Fixture.session.cursor.instant = early;
            tryCompare(panel.list, "count", 1);
            tryVerify(() => Finder.shows(panel, "5 B"));
            Fixture.session.cursor.instant = -1;
            tryCompare(panel.list, "count", 2);
        }

        function test_manySocketsStayQuick() {
            for (let i = 1; i <= 5000; ++i)
                Fixture.createSocket(i);
            tryCompare(panel.list, "count", 5000, 10000);
            tryVerify(() => Finder.shows(panel, "socket 5000")); // it follows
            const rows = Finder.all(panel, item => item instanceof SocketRow);
            verify(rows.length < 40, rows.length + " rows are alive");
        }
    }
}
