// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/session/script_cursor.h"

#include "models/debug/script_path.h"
#include "models/timeline/timeline_model.h"

namespace sockscope {

ScriptCursor::ScriptCursor(const TimelineModel &timeline, QObject *parent)
    : QObject(parent)
    , m_timeline(timeline)
{
}

void ScriptCursor::moveTo(const QString &path, int line)
{
    if (path == m_path && line == m_line)
        return;
    m_path = path;
    m_line = line;
    ++m_revision;
    Q_EMIT moved();
}

bool ScriptCursor::caused(qint64 offset) const
{
    if (m_line < 1)
        return false;
    const int row = m_timeline.rowOf(offset);
    if (row < 0 || m_timeline.fields(row).line != static_cast<quint32>(m_line))
        return false; // without reading the record: a timeline has millions
    return isScript(m_path, m_timeline.index(row).data(TimelineModel::FilePathRole).toString());
}

} // namespace sockscope
