// SPDX-License-Identifier: GPL-3.0-or-later
#include "event_line.h"

#include "models/session/journal_session.h"
#include "models/session/session_cursor.h"
#include "script_document.h"
#include "script_editor.h"
#include "theme.h"

namespace sockscope {

EventLine::EventLine(ScriptEditor &editor, const ScriptDocument &document, JournalSession &journal,
                     SessionCursor &cursor, Theme &theme, QObject *parent)
    : QObject(parent)
    , m_editor(editor)
    , m_document(document)
    , m_journal(journal)
    , m_cursor(cursor)
    , m_theme(theme)
{
    connect(&cursor, &SessionCursor::recordChanged, this, &EventLine::show);
    connect(&document, &ScriptDocument::replaced, this, &EventLine::show);
    connect(&theme, &Theme::changed, this, &EventLine::applyTheme);
    applyTheme();
    show();
}

void EventLine::applyTheme()
{
    m_editor.markerDefine(QsciScintilla::Background, ScriptEditor::EventLineMarker);
    m_editor.setMarkerBackgroundColor(m_theme.colors().selection, ScriptEditor::EventLineMarker);
}

void EventLine::show()
{
    m_editor.markerDeleteAll(ScriptEditor::EventLineMarker);
    m_line = 0;
    const TimelineModel &timeline = *m_journal.timeline();
    const int row = m_cursor.record() < 0 ? -1 : timeline.rowOf(m_cursor.record());
    if (row < 0)
        return;
    const QModelIndex at = timeline.index(row);
    const int line = at.data(TimelineModel::LineRole).toInt();
    if (line < 1 || line > m_editor.lines() || !m_document.isNamed(at.data(TimelineModel::FilePathRole).toString()))
        return;
    m_line = line;
    m_editor.markerAdd(line - 1, ScriptEditor::EventLineMarker);
    m_editor.reveal(line);
}

} // namespace sockscope
