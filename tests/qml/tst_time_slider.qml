// SPDX-License-Identifier: GPL-3.0-or-later
import QtQuick
import QtTest
import Sockscope.Panels
import Sockscope.Test
import "Finder.js" as Finder

Item {
    width: 700
    height: 60

    TimeSlider {
        id: slider

        width: parent.width
        height: implicitHeight
        session: Fixture.session
    }

    TestCase {
        name: "TimeSlider"
        when: windowShown

        readonly property SessionCursor cursor: Fixture.session.cursor

        function init() {
            Fixture.restart();
            cursor.reset();
            slider.speed = 0;
            tryVerify(() => slider.range.duration === 0);
        }
        function fill() {
            for (let i = 0; i < 10; ++i) {
                Fixture.send(1, "row " + i, 1);
                wait(3);
            }
            Fixture.add(15, 1, "no active connection", "write", 1);
            tryVerify(() => Fixture.session.journal.recordCount >= 11);
            tryVerify(() => slider.range.duration === Fixture.session.journal.duration);
        }

        function test_dragShowsThePast() {
            fill();
            verify(cursor.atLatest);
            mousePress(slider.track, slider.track.width / 2, 10);
            tryVerify(() => !cursor.atLatest);
            fuzzyCompare(cursor.instant / slider.range.duration, 0.5, 0.02);
            mouseMove(slider.track, slider.track.width / 4, 10);
            tryVerify(() => Math.abs(cursor.instant / slider.range.duration - 0.25) < 0.02);
            mouseMove(slider.track, slider.track.width + 50, 10);
            tryVerify(() => cursor.atLatest);
            mouseRelease(slider.track, slider.track.width + 50, 10);
        }

        function test_keys() {
            fill();
            slider.track.forceActiveFocus();
            keyClick(Qt.Key_Home);
            compare(cursor.instant, 0);
            keyClick(Qt.Key_Right);
            const first = cursor.instant;
            verify(first > 0);
            keyClick(Qt.Key_Right);
            verify(cursor.instant > first);
            keyClick(Qt.Key_Left);
            compare(cursor.instant, first);
            keyClick(Qt.Key_PageUp);
            fuzzyCompare(cursor.instant, first + slider.range.duration / 20, 2);
            keyClick(Qt.Key_End);
            verify(cursor.atLatest);
        }

        function test_backToTheLatest() {
            fill();
            cursor.instant = 1000;
            tryVerify(() => Finder.shows(slider, "00:00.000"));
            mouseClick(Finder.withText(slider, "Live"));
            verify(cursor.atLatest);
        }

        function test_replays() {
            fill();
            cursor.instant = 0;
            tryCompare(slider.range, "atLatest", false);
            slider.play(0.05); // slow enough to be seen on the way
            tryVerify(() => cursor.instant > 0);
            tryVerify(() => cursor.atLatest); // and stops there
            tryCompare(slider, "speed", 0);
        }

        function test_showsHowBusyItWas() {
            fill();
            const chart = Finder.all(slider, item => item instanceof BarChart)[0];
            tryVerify(() => Array.from(chart.up).some(value => value > 0));
            tryVerify(() => Array.from(chart.marks).filter(value => value > 0).length === 1);
        }
    }
}
