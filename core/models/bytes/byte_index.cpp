// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/bytes/byte_index.h"

#include <algorithm>
#include <iterator>

namespace sockscope {

ByteIndex::ByteIndex(int limit, QObject *parent)
    : QObject(parent)
    , m_limit(limit)
{
}

void ByteIndex::append(const QList<Record> &records)
{
    const auto before = m_count + m_omitted;
    for (const auto &record : records) {
        const bool carries = record.kind == RecordKind::BytesSent || record.kind == RecordKind::BytesReceived;
        if (!carries || record.payload.isEmpty())
            continue;
        if (m_count >= m_limit) {
            m_omitted += record.payload.size();
            continue;
        }
        m_sockets[record.socket].append(record);
        if (m_newest.empty() || m_newest.back().socket < record.socket)
            m_newest.push_back({record.timeNs, record.socket});
        ++m_count;
    }
    if (m_count + m_omitted != before)
        Q_EMIT grown();
}

void ByteIndex::clear()
{
    m_sockets.clear();
    m_newest.clear();
    m_count = 0;
    m_omitted = 0;
    Q_EMIT cleared();
}

quint32 ByteIndex::newestSocket(qint64 timeNs) const
{
    if (m_newest.empty())
        return 0;
    if (timeNs < 0)
        return m_newest.back().socket;
    const auto later = std::upper_bound(m_newest.begin(), m_newest.end(), timeNs,
                                        [](std::int64_t time, const Newest &each) { return time < each.timeNs; });
    return later == m_newest.begin() ? later->socket : std::prev(later)->socket;
}

const SocketBytes &ByteIndex::socket(quint32 number) const
{
    static const SocketBytes none;
    const auto found = m_sockets.constFind(number);
    return found == m_sockets.cend() ? none : *found;
}

} // namespace sockscope
