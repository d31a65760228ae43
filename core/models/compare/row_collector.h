// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/compare/comparison_row.h"
#include "models/compare/stream_aligner.h"

#include <vector>

namespace sockscope {

/// How many rows a comparison lists. Differences have the longer list: from `equal` rows on, equal bytes are one row
/// up to the next difference; from `all` on nothing is listed, but differences are still counted.
struct ComparisonLimits
{
    std::int64_t equal = 500'000;
    std::int64_t all = 1'000'000;
};

/// Makes rows of what was aligned, one pair of sockets after the other, within the limits.
class RowCollector
{
public:
    explicit RowCollector(const ComparisonLimits &limits)
        : m_limits(limits)
    {
    }

    /// The next pair of sockets; `headingMark` tells where one session has no such socket.
    void begin(std::uint32_t place, ComparisonRow::Mark headingMark);
    void add(const AlignedPieces &pieces, bool isSent);
    /// Puts both directions into the order in which the first session had them, where it is silent that of the second.
    void end(const SocketTrace &first, const SocketTrace &second, bool statesDiffer);

    [[nodiscard]] std::vector<ComparisonRow> take(); ///< all rows, after the last pair
    [[nodiscard]] std::int64_t unlisted() const { return m_unlisted; }

private:
    [[nodiscard]] bool stretch(const AlignedPieces &pieces, bool isSent);
    [[nodiscard]] bool hasRoom() const { return m_count < m_limits.all; }

    ComparisonLimits m_limits;
    std::vector<ComparisonRow> m_rows;
    std::vector<ComparisonRow> m_sent;
    std::vector<ComparisonRow> m_received;
    std::uint32_t m_place = 0;
    std::int64_t m_count = 0;
    std::int64_t m_equal = 0;
    std::int64_t m_unlisted = 0; ///< rows that differ
};

} // namespace sockscope
