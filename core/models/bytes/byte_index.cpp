// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/bytes/byte_index.h"

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
        m_firstSocket = m_firstSocket == 0 ? record.socket : m_firstSocket;
        ++m_count;
    }
    if (m_count + m_omitted != before)
        Q_EMIT grown();
}

void ByteIndex::clear()
{
    m_sockets.clear();
    m_firstSocket = 0;
    m_count = 0;
    m_omitted = 0;
    Q_EMIT cleared();
}

const SocketBytes &ByteIndex::socket(quint32 number) const
{
    static const SocketBytes none;
    const auto found = m_sockets.constFind(number);
    return found == m_sockets.cend() ? none : *found;
}

} // namespace sockscope
