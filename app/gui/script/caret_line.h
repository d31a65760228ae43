// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QObject>

namespace sockscope {

class ScriptCursor;
class ScriptDocument;
class ScriptEditor;

/// Tells the session on which line of the script the person stands, so that its panels light what that line caused.
class CaretLine : public QObject
{
    Q_OBJECT
public:
    CaretLine(ScriptEditor &editor, const ScriptDocument &document, ScriptCursor &cursor, QObject *parent = nullptr);

private:
    void tell();

    ScriptEditor &m_editor;
    const ScriptDocument &m_document;
    ScriptCursor &m_cursor;
};

} // namespace sockscope
