// SPDX-License-Identifier: GPL-3.0-or-later
#include "code_theme.h"

#include "script_lexer.h"
#include "theme.h"

namespace sockscope {

namespace {

QFont codeFont(const Theme &theme, const QWidget &widget)
{
    QFont font(theme.monoFamily());
    font.setStyleHint(QFont::Monospace);
    font.setPointSizeF(theme.bodySize() * 72.0 / widget.logicalDpiY()); // Scintilla knows points only
    return font;
}

} // namespace

void applyCodeTheme(QsciScintilla &field, ScriptLexer &lexer, const Theme &theme)
{
    const ColorScheme &colors = theme.colors();
    const QFont font = codeFont(theme, field);
    lexer.setDefaultFont(font);
    lexer.setFont(font);
    lexer.applyColors(colors);
    field.setMarginsFont(font);
    field.setMarginsBackgroundColor(colors.surface);
    field.setMarginsForegroundColor(colors.lineNumber);
    field.setCaretForegroundColor(colors.accent);
    field.setSelectionBackgroundColor(colors.selection);
    field.resetSelectionForegroundColor();
    field.setMatchedBraceBackgroundColor(colors.brace);
    field.setMatchedBraceForegroundColor(colors.text);
    field.setUnmatchedBraceBackgroundColor(colors.errorLine);
    field.setUnmatchedBraceForegroundColor(colors.error);
    field.setCallTipsBackgroundColor(colors.surface);
    field.setCallTipsForegroundColor(colors.text);
    field.setCallTipsHighlightColor(colors.accent);
    field.setColor(colors.text);
    field.setPaper(colors.surface);
}

} // namespace sockscope
