// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QtGlobal>

#include <algorithm>
#include <cstddef>
#include <iterator>
#include <memory>
#include <type_traits>
#include <utility>
#include <vector>

namespace sockscope {

/// The rows of an append-only model with an upper bound: when it is reached, the oldest tenth goes, so that views don't
/// shift with every line, and is counted. Rows stand in chunks of one size: growing moves none of them, an index costs
/// two look-ups, and nothing is added to a row's own size but the unused end of the last chunk (std::deque has chunks
/// of 512 bytes, whose allocations cost another 5 % and seconds to free).
template <typename Row, int ChunkBits = 10, typename Allocator = std::allocator<Row>>
class BoundedRows
{
    static constexpr int ChunkRows = 1 << ChunkBits;
    static constexpr bool IsMapped = !std::is_same_v<Allocator, std::allocator<Row>>;

public:
    explicit BoundedRows(int limit)
        : m_limit(std::max(limit, 1))
    {
    }

    [[nodiscard]] int count() const { return m_count; }
    [[nodiscard]] int limit() const { return m_limit; }
    [[nodiscard]] qint64 dropped() const { return m_dropped; }
    [[nodiscard]] const Row &operator[](int row) const
    {
        const int at = m_first + row;
        return m_chunks[static_cast<std::size_t>(at >> ChunkBits)][static_cast<std::size_t>(at & (ChunkRows - 1))];
    }
    [[nodiscard]] Row &operator[](int row)
    {
        return const_cast<Row &>(std::as_const(*this)[row]); // NOLINT: the vectors aren't const
    }
    /// How many of the first rows `holds` is true for; it must be so for a first part of the rows only.
    template <typename Predicate>
    [[nodiscard]] int partitionPoint(Predicate holds) const
    {
        int first = 0;
        int last = m_count;
        while (first < last) {
            const int middle = first + (last - first) / 2;
            if (holds((*this)[middle]))
                first = middle + 1;
            else
                last = middle;
        }
        return first;
    }

    /// Leaves of `added` what can be kept at all, and returns how many of the first rows have to be removed before it
    /// is appended.
    [[nodiscard]] int makeRoomFor(std::vector<Row> &added)
    {
        const auto tooMany = static_cast<std::ptrdiff_t>(added.size()) - m_limit;
        if (tooMany > 0) {
            added.erase(added.begin(), added.begin() + tooMany);
            m_dropped += tooMany;
        }
        const int total = count() + static_cast<int>(added.size());
        return total <= m_limit ? 0 : std::min(count(), total - (m_limit - m_limit / 10));
    }
    void removeFirst(int rows)
    {
        m_first += rows;
        m_count -= rows;
        m_dropped += rows;
        m_chunks.erase(m_chunks.begin(), m_chunks.begin() + (m_first >> ChunkBits));
        m_first &= ChunkRows - 1;
        if constexpr (!std::is_trivially_destructible_v<Row>)
            for (int row = 0; row < m_first && !m_chunks.empty(); ++row)
                m_chunks.front()[static_cast<std::size_t>(row)] = Row(); // they may own much
    }
    void append(std::vector<Row> added)
    {
        m_count += static_cast<int>(added.size());
        for (auto from = added.begin(); from != added.end();) {
            if (m_chunks.empty() || m_chunks.back().size() == ChunkRows)
                m_chunks.emplace_back();
            auto &chunk = m_chunks.back();
            if (IsMapped || m_chunks.size() > 1)
                chunk.reserve(ChunkRows); // a short model stays small
            const auto to = from + std::min<std::ptrdiff_t>(added.end() - from, ChunkRows - std::ssize(chunk));
            chunk.insert(chunk.end(), std::make_move_iterator(from), std::make_move_iterator(to));
            from = to;
        }
    }
    void append(const Row &row)
    {
        if (m_chunks.empty() || m_chunks.back().size() == ChunkRows) {
            m_chunks.emplace_back();
            if (IsMapped || m_chunks.size() > 1)
                m_chunks.back().reserve(ChunkRows);
        }
        m_chunks.back().push_back(row);
        ++m_count;
    }
    void clear()
    {
        m_chunks.clear();
        m_first = m_count = 0;
        m_dropped = 0;
    }

private:
    std::vector<std::vector<Row, Allocator>> m_chunks; ///< all full but the last
    int m_first = 0;                                   ///< of the first chunk's rows are gone
    int m_count = 0;
    qint64 m_dropped = 0;
    int m_limit;
};

} // namespace sockscope
