// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

class QsciScintilla;

namespace sockscope {

class ScriptLexer;
class Theme;

/// Gives a code field the program's font and colours: text, caret, selection, braces, call tips.
void applyCodeTheme(QsciScintilla &field, ScriptLexer &lexer, const Theme &theme);

} // namespace sockscope
