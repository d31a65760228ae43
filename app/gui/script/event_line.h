// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QObject>

namespace sockscope {

class JournalSession;
class ScriptDocument;
class ScriptEditor;
class SessionCursor;
class Theme;

/// Lights the line of a script that caused the event which is selected in the timeline, or in any other panel.
class EventLine : public QObject
{
    Q_OBJECT
public:
    EventLine(ScriptEditor &editor, const ScriptDocument &document, JournalSession &journal, SessionCursor &cursor,
              Theme &theme, QObject *parent = nullptr);

    [[nodiscard]] int line() const { return m_line; } ///< that is lit, from 1; 0: none

private:
    void applyTheme();
    void show();

    ScriptEditor &m_editor;
    const ScriptDocument &m_document;
    JournalSession &m_journal;
    SessionCursor &m_cursor;
    Theme &m_theme;
    int m_line = 0;
};

} // namespace sockscope
