// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/bytes/byte_index.h"

#include <algorithm>

namespace sockscope {

std::int64_t SocketBytes::before(const Chunk &chunk, ByteLane lane)
{
    if (lane == ByteLane::Both)
        return chunk.both;
    return lane == ByteLane::Received ? chunk.received : chunk.both - chunk.received;
}

void SocketBytes::append(const Record &record)
{
    const bool isReceived = record.kind == RecordKind::BytesReceived;
    m_chunks.push_back({record.offset, m_total[0] + m_total[1], m_total[1], record.timeNs << 1 | (isReceived ? 1 : 0)});
    m_total[isReceived ? 1 : 0] += record.payload.size();
}

int SocketBytes::countAt(std::int64_t timeNs) const
{
    const auto behind =
        std::upper_bound(m_chunks.begin(), m_chunks.end(), timeNs,
                         [](std::int64_t time, const Chunk &chunk) { return time < chunk.timeAndLane >> 1; });
    return static_cast<int>(behind - m_chunks.begin());
}

std::int64_t SocketBytes::size(ByteLane lane, int chunks) const
{
    if (chunks < count())
        return before(at(std::max(chunks, 0)), lane);
    if (lane == ByteLane::Both)
        return m_total[0] + m_total[1];
    return m_total[lane == ByteLane::Received ? 1 : 0];
}

/// Chunks of the other direction stand where the next one of this lane starts, so the last that starts at or before the
/// position is the one that holds it.
int SocketBytes::chunkAt(ByteLane lane, std::int64_t position) const
{
    const auto behind =
        std::upper_bound(m_chunks.begin(), m_chunks.end(), position,
                         [lane](std::int64_t at, const Chunk &chunk) { return at < before(chunk, lane); });
    return static_cast<int>(behind - m_chunks.begin()) - 1;
}

int SocketBytes::chunkOf(std::int64_t record) const
{
    const auto found = std::lower_bound(m_chunks.begin(), m_chunks.end(), record,
                                        [](const Chunk &chunk, std::int64_t offset) { return chunk.record < offset; });
    return found != m_chunks.end() && found->record == record ? static_cast<int>(found - m_chunks.begin()) : -1;
}

std::int64_t SocketBytes::size(int chunk) const
{
    return size(ByteLane::Both, chunk + 1) - at(chunk).both;
}

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
