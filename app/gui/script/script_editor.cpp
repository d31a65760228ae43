// SPDX-License-Identifier: GPL-3.0-or-later
#include "script_editor.h"

#include "code_assist.h"
#include "code_keys.h"
#include "script_lexer.h"
#include "theme.h"

#include <algorithm>

namespace sockscope {

using namespace Qt::StringLiterals;

namespace {

QStringView withoutLineEnd(QStringView line)
{
    while (line.endsWith(u'\n') || line.endsWith(u'\r'))
        line.chop(1);
    return line;
}

} // namespace

ScriptEditor::ScriptEditor(Theme &theme, QWidget *parent)
    : QsciScintilla(parent)
    , m_theme(theme)
    , m_lexer(new ScriptLexer(this))
    , m_assist(new CodeAssist(*this, ApiReference::Place::Script))
{
    setAccessibleName(tr("Script"));
    configure();
    giveUpShortcuts(*this);
    applyTheme();
    showCaretLine();
    connect(&m_theme, &Theme::changed, this, &ScriptEditor::applyTheme);
    connect(this, &QsciScintilla::linesChanged, this, &ScriptEditor::resizeNumberMargin);
    connect(this, &QsciScintilla::cursorPositionChanged, this, &ScriptEditor::showCaretLine);
    connect(this, &QsciScintillaBase::SCN_MODIFIED, this, [this](int, int change) {
        if (change & SC_MOD_CHANGEMARKER)
            showCaretLine();
    });
}

/// The ground of the caret's line would hide that of a paused one.
void ScriptEditor::showCaretLine()
{
    constexpr unsigned Grounds =
        1 << ErrorLineMarker | 1 << EventLineMarker | 1 << FrameLineMarker | 1 << PausedLineMarker;
    setCaretLineVisible((markersAtLine(currentLine() - 1) & Grounds) == 0);
}

void ScriptEditor::configure()
{
    setUtf8(true);
    setLexer(m_lexer);
    setFrameShape(QFrame::NoFrame);
    setMarginLineNumbers(NumberMargin, true);
    setMarginType(MarkMargin, SymbolMargin);
    setMarginMarkerMask(MarkMargin, 1 << ErrorMarker | 1 << NotReachedMarker);
    setMargins(FoldMargin + 1);
    for (const int margin : {NumberMargin, HitsMargin})
        setMarginMarkerMask(margin, 0);
    setMarginType(HitsMargin, TextMarginRightJustified);
    setMarginWidth(HitsMargin, 0);
    setMarginType(BreakMargin, SymbolMargin);
    setMarginSensitivity(BreakMargin, true);
    setMarginMarkerMask(BreakMargin, ((2 << LastBreakpointMarker) - (1 << FirstBreakpointMarker)) | 1 << FrameMarker |
                                         1 << PausedMarker);
    setFolding(PlainFoldStyle, FoldMargin);
    setCaretWidth(2);
    setBraceMatching(SloppyBraceMatch);
    setIndentationsUseTabs(false);
    setIndentationWidth(2);
    setTabWidth(2);
    setAutoIndent(true);
    setBackspaceUnindents(true);
    setScrollWidth(1); // as wide as the longest line seen
    setScrollWidthTracking(true);
    setExtraAscent(2);
    setExtraDescent(2);
}

void ScriptEditor::load(const QString &text)
{
    clearErrors();
    setEolMode(text.contains("\r\n"_L1) ? EolWindows : EolUnix);
    setText(text);
    SendScintilla(SCI_EMPTYUNDOBUFFER);
    setModified(false);
    setCursorPosition(0, 0);
    setScrollWidth(1);
}

void ScriptEditor::goTo(int line, int column)
{
    const int index = std::clamp(line, 1, lines()) - 1;
    SendScintilla(SCI_ENSUREVISIBLEENFORCEPOLICY, static_cast<unsigned long>(index));
    setCursorPosition(index, std::clamp(column - 1, 0, int(withoutLineEnd(text(index)).size())));
    const int middle = int(SendScintilla(SCI_VISIBLEFROMDOCLINE, index)) - int(SendScintilla(SCI_LINESONSCREEN)) / 2;
    setFirstVisibleLine(std::max(0, middle));
    setFocus();
}

void ScriptEditor::reveal(int line)
{
    const int index = std::clamp(line, 1, lines()) - 1;
    SendScintilla(SCI_ENSUREVISIBLE, static_cast<unsigned long>(index));
    const int shown = int(SendScintilla(SCI_VISIBLEFROMDOCLINE, index));
    const int first = firstVisibleLine();
    const int room = int(SendScintilla(SCI_LINESONSCREEN));
    if (shown < first || shown >= first + room - 1)
        setFirstVisibleLine(std::max(0, shown - room / 2));
}

int ScriptEditor::marginsWidth() const
{
    int width = 0;
    for (const int margin : {BreakMargin, NumberMargin, HitsMargin, MarkMargin, FoldMargin})
        width += marginWidth(margin);
    return width;
}

int ScriptEditor::lineAt(const QPoint &pos) const
{
    const long position = SendScintilla(SCI_POSITIONFROMPOINT, static_cast<unsigned long>(pos.x()), long(pos.y()));
    return int(SendScintilla(SCI_LINEFROMPOSITION, static_cast<unsigned long>(position)));
}

int ScriptEditor::currentLine() const
{
    int line = 0;
    int index = 0;
    getCursorPosition(&line, &index);
    return line + 1;
}

void ScriptEditor::markError(int line)
{
    if (line < 1 || line > lines())
        return;
    markerAdd(line - 1, ErrorMarker);
    markerAdd(line - 1, ErrorLineMarker);
}

void ScriptEditor::clearErrors()
{
    markerDeleteAll(ErrorMarker);
    markerDeleteAll(ErrorLineMarker);
}

QList<int> ScriptEditor::errorLines() const
{
    QList<int> found;
    for (int line = 0; (line = markerFindNext(line, 1 << ErrorMarker)) >= 0; ++line)
        found += line + 1;
    return found;
}

void ScriptEditor::toggleComment()
{
    int first = 0, last = 0, unused = 0;
    getSelection(&first, &unused, &last, &unused);
    if (first < 0)
        first = last = currentLine() - 1;
    bool allComments = true;
    for (int line = first; line <= last; ++line)
        allComments = allComments && text(line).trimmed().startsWith("//"_L1);
    beginUndoAction();
    for (int line = first; line <= last; ++line) {
        const int indent = int(text(line).indexOf(text(line).trimmed()));
        if (allComments) {
            setSelection(line, indent, line, indent + (text(line).mid(indent).startsWith("// "_L1) ? 3 : 2));
            removeSelectedText();
        } else {
            insertAt(u"// "_s, line, indent);
        }
    }
    endUndoAction();
    setSelection(first, 0, last, std::max(0, lineLength(last) - 1));
}

} // namespace sockscope
