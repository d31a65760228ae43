// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

class QsciScintilla;

namespace sockscope {

/// Leaves the keys of the window's own commands to them; a code field would take them before.
void giveUpShortcuts(QsciScintilla &field);

} // namespace sockscope
