// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QList>
#include <QStringList>

class QAction;
class QMenu;
class QMenuBar;

namespace sockscope {

/// A command of the menus and the way to it.
struct MenuAction
{
    QAction *action;
    QStringList path; ///< {"View", "Theme", "Dark"}, without mnemonics and "…"
};

/// Every command that the menus hold now, in their order, disabled ones too; separators and hidden ones are left out.
/// Menus that fill themselves when they are about to show do so.
[[nodiscard]] QList<MenuAction> menuActions(const QMenuBar &menuBar);

/// An action's text without the mnemonic's "&": "Save & Quit" for "&Save && Quit".
[[nodiscard]] QString withoutMnemonic(const QString &text);

/// The entries of this menu are no commands: menuActions() doesn't tell of them.
void leaveOutOfLists(QMenu &menu);

} // namespace sockscope
