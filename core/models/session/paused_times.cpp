// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/session/paused_times.h"

#include <QJsonDocument>
#include <QJsonObject>

#include <algorithm>

namespace sockscope {

using namespace Qt::StringLiterals;

void PausedTimes::append(const QList<Record> &records)
{
    for (const Record &record : records) {
        if (record.kind != RecordKind::DebugPaused || m_pauses.size() >= MaxPauses)
            continue;
        const double ms = QJsonDocument::fromJson(record.payload).object().value("ms"_L1).toDouble();
        const double ns = std::clamp(ms * 1e6, 0.0, static_cast<double>(record.timeNs));
        m_pauses.append({record.timeNs - static_cast<std::int64_t>(ns), record.timeNs, record.vu});
    }
}

} // namespace sockscope
