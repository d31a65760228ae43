// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/debug/line_hits.h"

#include "models/debug/script_path.h"

#include <QJsonObject>

namespace sockscope {

void LineHits::set(const QJsonArray &files)
{
    m_files.clear();
    for (const auto told : files) {
        const QJsonObject file = told.toObject();
        const QJsonArray lines = file.value(QLatin1StringView("lines")).toArray();
        QMap<int, qint64> hits;
        for (qsizetype i = 0; i + 1 < lines.size(); i += 2)
            hits.insert(lines.at(i).toInt(), lines.at(i + 1).toInteger());
        m_files.insert(scriptPath(file.value(QLatin1StringView("url")).toString()), hits);
    }
    Q_EMIT changed();
}

void LineHits::clear()
{
    if (m_files.isEmpty())
        return;
    m_files.clear();
    Q_EMIT changed();
}

} // namespace sockscope
