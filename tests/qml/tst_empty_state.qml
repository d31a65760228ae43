// SPDX-License-Identifier: GPL-3.0-or-later
import QtQuick
import QtTest
import Sockscope.Panels
import "Finder.js" as Finder

Item {
    width: 400
    height: 300

    EmptyState {
        id: empty

        width: parent.width
        iconName: "info"
        title: "Nothing yet"
        hint: "What appears here is told by a sentence that takes several lines of a panel that is not very wide, so that low ones lack the room."
    }

    TestCase {
        name: "EmptyState"
        when: windowShown

        function cases() {
            return [
                { tag: "high", height: 240, icon: true, hint: true, whole: true },
                { tag: "low", height: 90, icon: false, hint: true, whole: true },
                { tag: "lower", height: 60, icon: false, hint: true, whole: false },
                { tag: "a line", height: 24, icon: false, hint: false, whole: false }
            ];
        }
        function test_heights_data() {
            return cases();
        }
        /// Nothing is cut at the panel's edge, however low it is.
        function test_heights(row) {
            empty.height = row.height;
            const title = Finder.withText(empty, empty.title);
            const hint = Finder.withText(empty, empty.hint);
            compare(hint !== undefined, row.hint);
            compare(Finder.all(empty, item => item.name === empty.iconName).length > 0, row.icon);
            if (row.hint)
                compare(hint.truncated, !row.whole);
            for (const text of row.hint ? [title, hint] : [title]) {
                tryVerify(() => { // a column places its items with the next frame
                    const top = text.mapToItem(empty, 0, 0).y;
                    return top >= 0 && top + text.height <= empty.height;
                }, 5000, text.text);
            }
            compare(empty.Accessible.name, empty.title + ". " + empty.hint);
        }
    }
}
