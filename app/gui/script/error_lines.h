// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QObject>

namespace sockscope {

class ConsoleModel;
class ScriptDocument;
class ScriptEditor;

/// Marks the lines of a script that the errors in a session's console name.
class ErrorLines : public QObject
{
    Q_OBJECT
public:
    ErrorLines(ScriptEditor &editor, const ScriptDocument &document, const ConsoleModel &console,
               QObject *parent = nullptr);

private:
    void mark(int first, int last);

    ScriptEditor &m_editor;
    const ScriptDocument &m_document;
    const ConsoleModel &m_console;
};

} // namespace sockscope
