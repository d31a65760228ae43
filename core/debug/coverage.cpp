// SPDX-License-Identifier: GPL-3.0-or-later
#include "debug/coverage.h"

namespace sockscope {

void Coverage::add(const QList<qint64> &counted)
{
    if (counted.isEmpty())
        return;
    const QMutexLocker lock(&m_mutex);
    for (qsizetype i = 0; i + 1 < counted.size(); i += 2)
        m_counts[static_cast<int>(counted.at(i))] += counted.at(i + 1);
    m_hasChanged = true;
}

void Coverage::clear()
{
    const QMutexLocker lock(&m_mutex);
    m_counts.clear();
    m_hasChanged = true;
}

QHash<int, qint64> Coverage::counts() const
{
    const QMutexLocker lock(&m_mutex);
    return m_counts;
}

} // namespace sockscope
