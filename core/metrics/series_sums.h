// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "metrics/sample_sums.h"

#include <atomic>
#include <deque>
#include <mutex>

namespace sockscope {

/// What the samples of one metric add up to for each set of tags, in bounded memory. Thread-safe.
class SeriesSums
{
public:
    /// Takes a sample; of a new set of tags only while there is one left of `left`, the sets that a run may still have.
    void add(double value, MetricType type, const TagMap &tags, std::atomic<int> &left);
    /// Puts the sums into a snapshot. Holds the lock for one series at a time, at most 0.1 ms.
    void addTo(MetricSnapshot &snapshot) const;

private:
    struct Series
    {
        TagMap tags;
        SampleSums sums;
    };
    [[nodiscard]] Series *find(const TagMap &tags);

    mutable std::mutex m_mutex;
    std::deque<Series> m_series;
    std::size_t m_last = 0; ///< the one found last: samples of the same tags come together
    std::uint64_t m_beyond = 0;
};

} // namespace sockscope
