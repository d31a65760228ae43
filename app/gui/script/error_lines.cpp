// SPDX-License-Identifier: GPL-3.0-or-later
#include "error_lines.h"

#include "models/console/console_model.h"
#include "script_document.h"
#include "script_editor.h"

namespace sockscope {

ErrorLines::ErrorLines(ScriptEditor &editor, const ScriptDocument &document, const ConsoleModel &console,
                       QObject *parent)
    : QObject(parent)
    , m_editor(editor)
    , m_document(document)
    , m_console(console)
{
    connect(&console, &QAbstractItemModel::rowsInserted, this,
            [this](const QModelIndex &, int first, int last) { mark(first, last); });
    connect(&console, &QAbstractItemModel::modelReset, this, [this] { m_editor.clearErrors(); });
    m_editor.clearErrors();
    mark(0, console.rowCount() - 1);
}

void ErrorLines::mark(int first, int last)
{
    for (int row = first; row <= last; ++row) {
        const QModelIndex line = m_console.index(row);
        if (line.data(ConsoleModel::LevelRole).toInt() == ConsoleModel::Error &&
            m_document.isNamed(line.data(ConsoleModel::FilePathRole).toString()))
            m_editor.markError(line.data(ConsoleModel::LineRole).toInt());
    }
}

} // namespace sockscope
