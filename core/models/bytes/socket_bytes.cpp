// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/bytes/socket_bytes.h"

#include <algorithm>
#include <limits>

namespace sockscope {

namespace {

constexpr std::int64_t MaxDistance = std::numeric_limits<std::uint32_t>::max();

} // namespace

SocketBytes::SocketBytes()
    : m_chunks(std::numeric_limits<int>::max())
{
}

std::int64_t SocketBytes::before(const Block &block, ByteLane lane)
{
    if (lane == ByteLane::Both)
        return block.both;
    return lane == ByteLane::Received ? block.received : block.both - block.received;
}

bool SocketBytes::fitsIntoLastBlock(const Record &record) const
{
    if (m_blocks.empty())
        return false;
    const auto &last = m_blocks.back();
    const auto time = record.timeNs - last.timeNs;
    return count() - last.first < ChunksPerBlock && record.offset - last.record <= MaxDistance &&
           total() - last.both <= MaxDistance && time >= 0 && time <= MaxDistance / 2;
}

void SocketBytes::append(const Record &record)
{
    const bool isReceived = record.kind == RecordKind::BytesReceived;
    if (!fitsIntoLastBlock(record))
        m_blocks.push_back({record.offset, record.timeNs, total(), m_total[1], count()});
    const auto &block = m_blocks.back();
    m_chunks.append(Chunk{static_cast<std::uint32_t>(record.offset - block.record),
                          static_cast<std::uint32_t>(total() - block.both),
                          static_cast<std::uint32_t>(record.timeNs - block.timeNs) << 1 | (isReceived ? 1U : 0U)});
    m_total[isReceived ? 1 : 0] += record.payload.size();
}

const SocketBytes::Block &SocketBytes::blockOf(int chunk) const
{
    return m_blocks[blockNumber(chunk)];
}

std::size_t SocketBytes::blockNumber(int chunk) const
{
    if (m_lastBlock >= m_blocks.size() || chunk < m_blocks[m_lastBlock].first || chunk >= endOf(m_lastBlock)) {
        const auto behind = std::ranges::upper_bound(m_blocks, chunk, {}, &Block::first);
        m_lastBlock = static_cast<std::size_t>(behind - m_blocks.begin()) - 1;
    }
    return m_lastBlock;
}

int SocketBytes::endOf(std::size_t block) const
{
    return block + 1 < m_blocks.size() ? m_blocks[block + 1].first : count();
}

/// Before a chunk: of both directions.
std::int64_t SocketBytes::bothBefore(int chunk) const
{
    return chunk < count() ? blockOf(chunk).both + m_chunks[chunk].both : total();
}

std::int64_t SocketBytes::receivedBefore(int chunk) const
{
    const auto &block = blockOf(chunk);
    std::int64_t bytes = block.received;
    for (int i = block.first; i < chunk; ++i) // both end within the block
        if (m_chunks[i].direction() == ByteLane::Received)
            bytes += m_chunks[i + 1].both - m_chunks[i].both;
    return bytes;
}

std::int64_t SocketBytes::size(ByteLane lane, int chunks) const
{
    chunks = std::max(chunks, 0);
    if (chunks >= count())
        return lane == ByteLane::Both ? total() : m_total[lane == ByteLane::Received ? 1 : 0];
    if (lane == ByteLane::Both)
        return bothBefore(chunks);
    const auto received = receivedBefore(chunks);
    return lane == ByteLane::Received ? received : bothBefore(chunks) - received;
}

int SocketBytes::countAt(std::int64_t timeNs) const
{
    const auto behind = std::ranges::upper_bound(m_blocks, timeNs, {}, &Block::timeNs);
    if (behind == m_blocks.begin())
        return 0;
    const auto block = static_cast<std::size_t>(behind - m_blocks.begin()) - 1;
    int chunk = m_blocks[block].first;
    while (chunk < endOf(block) && this->timeNs(chunk) <= timeNs)
        ++chunk;
    return chunk;
}

/// Chunks of the other direction stand where the next one of this lane starts, so the last that starts at or before the
/// position is the one that holds it.
int SocketBytes::chunkAt(ByteLane lane, std::int64_t position) const
{
    const auto behind =
        std::ranges::upper_bound(m_blocks, position, {}, [lane](const Block &block) { return before(block, lane); });
    if (behind == m_blocks.begin())
        return -1;
    const auto block = static_cast<std::size_t>(behind - m_blocks.begin()) - 1;
    const int end = endOf(block);
    auto start = before(m_blocks[block], lane);
    int chunk = m_blocks[block].first;
    for (; chunk + 1 < end; ++chunk) {
        start += isIn(chunk, lane) ? m_chunks[chunk + 1].both - m_chunks[chunk].both : 0;
        if (start > position)
            break;
    }
    return chunk;
}

int SocketBytes::chunkOf(std::int64_t record) const
{
    const auto behind = std::ranges::upper_bound(m_blocks, record, {}, &Block::record);
    if (behind == m_blocks.begin())
        return -1;
    const auto block = static_cast<std::size_t>(behind - m_blocks.begin()) - 1;
    for (int chunk = m_blocks[block].first; chunk < endOf(block); ++chunk)
        if (m_blocks[block].record + m_chunks[chunk].record == record)
            return chunk;
    return -1;
}

std::int64_t SocketBytes::size(int chunk) const
{
    if (chunk + 1 < endOf(blockNumber(chunk)))
        return m_chunks[chunk + 1].both - m_chunks[chunk].both;
    return bothBefore(chunk + 1) - bothBefore(chunk);
}

} // namespace sockscope
