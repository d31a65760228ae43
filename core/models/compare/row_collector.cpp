// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/compare/row_collector.h"

#include <algorithm>
#include <limits>
#include <utility>

namespace sockscope {

namespace {

ComparisonRow::Mark markOf(const AlignedPieces &pieces)
{
    using enum ComparisonRow::Mark;
    if (pieces.isEqual)
        return Equal;
    return pieces.secondBytes == 0 ? OnlyFirst : pieces.firstBytes == 0 ? OnlySecond : Different;
}

std::int64_t recordAt(const StreamTrace &stream, std::int64_t offset)
{
    return stream.recordOf(stream.chunkAt(offset));
}

/// Which of the next sent and the next received bytes came first.
class Order
{
public:
    Order(const SocketTrace &first, const SocketTrace &second)
        : m_first(first)
        , m_second(second)
    {
    }

    [[nodiscard]] bool isSentFirst(const ComparisonRow &sent, const ComparisonRow &received) const
    {
        if (sent.firstBytes > 0 && received.firstBytes > 0)
            return recordAt(m_first.sent, sent.first) < recordAt(m_first.received, received.first);
        if (sent.secondBytes > 0 && received.secondBytes > 0)
            return recordAt(m_second.sent, sent.second) < recordAt(m_second.received, received.second);
        return sent.firstBytes > 0; // only in the first beside only in the second
    }

private:
    const SocketTrace &m_first;
    const SocketTrace &m_second;
};

} // namespace

void RowCollector::begin(std::uint32_t place, ComparisonRow::Mark headingMark)
{
    m_place = place;
    ++m_count;
    m_rows.push_back({.place = place, .kind = ComparisonRow::Socket, .mark = headingMark});
}

/// True where the equal bytes became part of a stretch.
bool RowCollector::stretch(const AlignedPieces &pieces, bool isSent)
{
    std::vector<ComparisonRow> &rows = isSent ? m_sent : m_received;
    constexpr qsizetype most = std::numeric_limits<std::int32_t>::max();
    if (rows.empty() || rows.back().kind != ComparisonRow::Stretch || rows.back().firstBytes > most - pieces.firstBytes)
        return false;
    rows.back().firstBytes += static_cast<std::int32_t>(pieces.firstBytes);
    rows.back().secondBytes += static_cast<std::int32_t>(pieces.secondBytes);
    return true;
}

void RowCollector::add(const AlignedPieces &pieces, bool isSent)
{
    const bool isFolded = pieces.isEqual && m_equal >= m_limits.equal;
    if (isFolded && stretch(pieces, isSent))
        return;
    if (!hasRoom()) {
        m_unlisted += pieces.isEqual ? 0 : 1;
        return;
    }
    ++m_count;
    m_equal += pieces.isEqual ? 1 : 0;
    (isSent ? m_sent : m_received)
        .push_back({.first = pieces.first,
                    .second = pieces.second,
                    .firstBytes = static_cast<std::int32_t>(pieces.firstBytes),
                    .secondBytes = static_cast<std::int32_t>(pieces.secondBytes),
                    .place = m_place,
                    .kind = isFolded ? ComparisonRow::Stretch : ComparisonRow::Bytes,
                    .mark = markOf(pieces),
                    .isSent = isSent});
}

void RowCollector::end(const SocketTrace &first, const SocketTrace &second, bool statesDiffer)
{
    const Order order(first, second);
    const std::vector<ComparisonRow> sent = std::exchange(m_sent, {});
    const std::vector<ComparisonRow> received = std::exchange(m_received, {});
    auto ours = sent.begin();
    auto theirs = received.begin();
    while (ours != sent.end() || theirs != received.end()) {
        const bool isSentNext = theirs == received.end() || (ours != sent.end() && order.isSentFirst(*ours, *theirs));
        m_rows.push_back(isSentNext ? *ours++ : *theirs++);
    }
    ++m_count;
    m_rows.push_back({.place = m_place,
                      .kind = ComparisonRow::States,
                      .mark = statesDiffer ? ComparisonRow::Different : ComparisonRow::Equal});
}

std::vector<ComparisonRow> RowCollector::take()
{
    if (m_unlisted > 0)
        m_rows.push_back(
            {.first = m_unlisted, .place = m_place, .kind = ComparisonRow::Unlisted, .mark = ComparisonRow::Different});
    return std::exchange(m_rows, {});
}

} // namespace sockscope
