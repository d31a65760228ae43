// SPDX-License-Identifier: GPL-3.0-or-later
// The editor's looks, from the program's theme.
#include "script_editor.h"

#include "code_theme.h"
#include "icons.h"
#include "script_lexer.h"
#include "theme.h"

#include <QPaintEvent>
#include <QPainter>

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
    setMarginWidth(BreakMargin, side + m_theme.unit());
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

void ScriptEditor::setLineNotes(const QMap<int, QString> &notes)
{
    if (m_lineNotes == notes)
        return;
    m_lineNotes = notes;
    viewport()->update();
}

/// Scintilla of this version has no texts behind lines.
void ScriptEditor::paintEvent(QPaintEvent *event)
{
    QsciScintilla::paintEvent(event);
    if (m_lineNotes.isEmpty())
        return;
    QPainter painter(viewport());
    QFont font = m_lexer->defaultFont(QsciLexerJavaScript::Default);
    font.setItalic(true);
    painter.setFont(font);
    painter.setPen(m_theme.colors().muted);
    const int height = int(SendScintilla(SCI_TEXTHEIGHT, 0UL));
    for (auto note = m_lineNotes.begin(); note != m_lineNotes.end(); ++note) {
        const auto line = static_cast<unsigned long>(note.key() - 1);
        if (note.key() > lines() || SendScintilla(SCI_GETLINEVISIBLE, line) == 0)
            continue;
        const long end = SendScintilla(SCI_GETLINEENDPOSITION, line);
        const int x = int(SendScintilla(SCI_POINTXFROMPOSITION, 0UL, end)) + 6 * m_theme.unit();
        const int y = int(SendScintilla(SCI_POINTYFROMPOSITION, 0UL, end));
        const QRect room(x, y, viewport()->width() - x - m_theme.unit(), height);
        if (room.width() > 0 && room.intersects(event->rect()))
            painter.drawText(room, Qt::AlignVCenter | Qt::TextSingleLine,
                             painter.fontMetrics().elidedText(note.value(), Qt::ElideRight, room.width()));
    }
}

void ScriptEditor::resizeNumberMargin()
{
    setMarginWidth(NumberMargin, u"0"_s.repeated(std::max<qsizetype>(3, QString::number(lines()).size()) + 1));
}

} // namespace sockscope
