// SPDX-License-Identifier: GPL-3.0-or-later
#include "caret_line.h"

#include "models/session/script_cursor.h"
#include "script_document.h"
#include "script_editor.h"

namespace sockscope {

CaretLine::CaretLine(ScriptEditor &editor, const ScriptDocument &document, ScriptCursor &cursor, QObject *parent)
    : QObject(parent)
    , m_editor(editor)
    , m_document(document)
    , m_cursor(cursor)
{
    connect(&editor, &QsciScintilla::cursorPositionChanged, this, &CaretLine::tell);
    connect(&editor, &QsciScintilla::SCN_FOCUSIN, this, &CaretLine::tell); // the caret of another file was the last
    connect(&document, &ScriptDocument::renamed, this, &CaretLine::tell);
}

void CaretLine::tell()
{
    if (m_editor.isVisible())
        m_cursor.moveTo(m_document.runPath(), m_editor.currentLine());
}

} // namespace sockscope
