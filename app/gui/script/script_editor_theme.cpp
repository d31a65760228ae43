// SPDX-License-Identifier: GPL-3.0-or-later
// The editor's looks, from the program's theme.
#include "script_editor.h"

#include "code_theme.h"
#include "icons.h"
#include "script_lexer.h"
#include "theme.h"

namespace sockscope {

using namespace Qt::StringLiterals;

void ScriptEditor::applyTheme()
{
    const ColorScheme &colors = m_theme.colors();
    applyCodeTheme(*this, *m_lexer, m_theme);
    setFoldMarginColors(colors.surface, colors.surface);
    setCaretLineBackgroundColor(colors.currentLine);
    applyMarkers();
    resizeNumberMargin();
}

void ScriptEditor::applyMarkers()
{
    const ColorScheme &colors = m_theme.colors();
    const int side = m_theme.iconSize();
    markerDefine(iconImage(u"error"_s, colors.error, {side, side}), ErrorMarker);
    markerDefine(Background, ErrorLineMarker);
    setMarkerBackgroundColor(colors.errorLine, ErrorLineMarker);
    setMarginWidth(MarkMargin, side + m_theme.unit());
    setMarginWidth(FoldMargin, side);
    // Arrows instead of boxes for folding.
    const auto defineFold = [&](int marker, int symbol) {
        SendScintilla(SCI_MARKERDEFINE, static_cast<unsigned long>(marker), static_cast<long>(symbol));
        SendScintilla(SCI_MARKERSETFORE, static_cast<unsigned long>(marker), colors.lineNumber);
        SendScintilla(SCI_MARKERSETBACK, static_cast<unsigned long>(marker), colors.lineNumber);
    };
    defineFold(SC_MARKNUM_FOLDER, SC_MARK_ARROW);
    defineFold(SC_MARKNUM_FOLDEROPEN, SC_MARK_ARROWDOWN);
    defineFold(SC_MARKNUM_FOLDEREND, SC_MARK_ARROW);
    defineFold(SC_MARKNUM_FOLDEROPENMID, SC_MARK_ARROWDOWN);
    defineFold(SC_MARKNUM_FOLDERSUB, SC_MARK_EMPTY);
    defineFold(SC_MARKNUM_FOLDERTAIL, SC_MARK_EMPTY);
    defineFold(SC_MARKNUM_FOLDERMIDTAIL, SC_MARK_EMPTY);
}

void ScriptEditor::resizeNumberMargin()
{
    setMarginWidth(NumberMargin, u"0"_s.repeated(std::max<qsizetype>(3, QString::number(lines()).size()) + 1));
}

} // namespace sockscope
