// SPDX-License-Identifier: GPL-3.0-or-later
import QtQuick
import Sockscope.Panels

/// The timeline's keys, wherever in the panel the keyboard is; a field takes those it types with before.
QtObject {
    id: keys

    required property Item panel ///< the menu's ground
    required property TimelineView view
    required property RowList list
    required property TimelineTools tools
    required property TimelineNoteEditor noteEditor
    required property TimelineMenu menu
    signal rowWanted(row: int)

    function actionOf(event: var): var {
        const control = (event.modifiers & Qt.ControlModifier) !== 0;
        const alt = (event.modifiers & Qt.AltModifier) !== 0;
        const shift = (event.modifiers & Qt.ShiftModifier) !== 0;
        const inList = list.activeFocus;
        if (control && !alt && event.key === Qt.Key_F)
            return () => tools.edit(shift || tools.finding);
        if (event.key === Qt.Key_F3)
            return () => tools.step(!shift);
        if (alt && event.key === Qt.Key_Down)
            return () => keys.rowWanted(view.nextAnnotated(list.current));
        if (alt && event.key === Qt.Key_Up)
            return () => keys.rowWanted(view.previousAnnotated(list.current < 0 ? list.count : list.current));
        if (!inList)
            return null;
        if (control && event.key === Qt.Key_A)
            return () => view.selection.selectAll();
        if (control && event.key === Qt.Key_C)
            return () => Clipboard.copy(view.copied(TimelineView.Lines));
        if (!control && !alt && event.key === Qt.Key_M)
            return () => view.toggleMarks();
        if (!control && !alt && event.key === Qt.Key_N)
            return () => editNote();
        if (event.key === Qt.Key_Menu || (shift && event.key === Qt.Key_F10))
            return () => openMenu();
        return null;
    }
    function handles(event: var): bool {
        return actionOf(event) !== null;
    }
    function press(event: var) {
        const action = actionOf(event);
        if (action === null)
            return;
        action();
        event.accepted = true;
    }
    function editNote() {
        if (list.current >= 0)
            noteEditor.edit(view.rows.offsetAt(list.current));
    }
    function openMenu() {
        const item = list.currentItem;
        const at = item ? item.mapToItem(panel, Theme.unit * 12, item.height) : Qt.point(Theme.unit * 12, Theme.unit * 12);
        menu.popup(panel, at.x, at.y);
        menu.currentIndex = 0;
    }
}
