// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "journal/record.h"
#include "models/records/bounded_rows.h"

#include <array>
#include <cstdint>
#include <vector>

namespace sockscope {

/// Which bytes of a socket: those of one direction, or all in the order in which they were recorded.
enum class ByteLane { Sent, Received, Both };

/// Where the bytes of one socket are in the journal: a chunk for each record that carried some.
///
/// A journal has millions of them, so a chunk keeps 12 bytes: how far it is from the start of its block, of up to 64
/// chunks. A block has 40 bytes and ends early where a distance doesn't fit: 2 s, 4 GiB. Positions are looked up among
/// the blocks and then within one.
class SocketBytes
{
public:
    SocketBytes();

    void append(const Record &record); ///< one with payload, in the order of the file

    [[nodiscard]] int count() const { return m_chunks.count(); }
    /// How many of the chunks had been recorded by that time, in nanoseconds.
    [[nodiscard]] int countAt(std::int64_t timeNs) const;
    /// Bytes of the lane in the first `chunks` chunks.
    [[nodiscard]] std::int64_t size(ByteLane lane, int chunks) const;
    [[nodiscard]] std::int64_t size(ByteLane lane) const { return size(lane, count()); }
    /// The chunk that holds this position of the lane, which must be within its size.
    [[nodiscard]] int chunkAt(ByteLane lane, std::int64_t position) const;
    /// The chunk of the record at an offset of the journal, -1 where it carried no bytes of this socket.
    [[nodiscard]] int chunkOf(std::int64_t record) const;

    [[nodiscard]] std::int64_t record(int chunk) const { return blockOf(chunk).record + m_chunks[chunk].record; }
    [[nodiscard]] std::int64_t timeNs(int chunk) const
    {
        return blockOf(chunk).timeNs + (m_chunks[chunk].timeAndLane >> 1);
    }
    [[nodiscard]] ByteLane direction(int chunk) const { return m_chunks[chunk].direction(); }
    [[nodiscard]] bool isIn(int chunk, ByteLane lane) const
    {
        return lane == ByteLane::Both || direction(chunk) == lane;
    }
    [[nodiscard]] std::int64_t start(ByteLane lane, int chunk) const { return size(lane, chunk); }
    [[nodiscard]] std::int64_t size(int chunk) const;

private:
    static constexpr int ChunksPerBlock = 64;
    struct Block
    {
        std::int64_t record; ///< of its first chunk: offset in the journal,
        std::int64_t timeNs;
        std::int64_t both;     ///< bytes of both directions before it,
        std::int64_t received; ///< received ones among them
        int first;             ///< number of that chunk
    };
    struct Chunk ///< distances from its block's first
    {
        std::uint32_t record;
        std::uint32_t both;
        std::uint32_t timeAndLane; ///< nanoseconds, and in the lowest bit 1 for received
        [[nodiscard]] ByteLane direction() const { return (timeAndLane & 1) ? ByteLane::Received : ByteLane::Sent; }
    };
    static_assert(sizeof(Block) == 40 && sizeof(Chunk) == 12);

    [[nodiscard]] bool fitsIntoLastBlock(const Record &record) const;
    [[nodiscard]] const Block &blockOf(int chunk) const;
    [[nodiscard]] std::size_t blockNumber(int chunk) const;
    [[nodiscard]] int endOf(std::size_t block) const;
    [[nodiscard]] std::int64_t bothBefore(int chunk) const;
    [[nodiscard]] std::int64_t receivedBefore(int chunk) const;
    [[nodiscard]] std::int64_t total() const { return m_total[0] + m_total[1]; }
    [[nodiscard]] static std::int64_t before(const Block &block, ByteLane lane);

    std::vector<Block> m_blocks;
    BoundedRows<Chunk> m_chunks;
    std::array<std::int64_t, 2> m_total{}; ///< sent, received
    mutable std::size_t m_lastBlock = 0;   ///< the next look-up is mostly near the last one
};

} // namespace sockscope
