// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "metrics/value_histogram.h"

#include <memory>
#include <vector>

namespace sockscope {

/// The values of a trend in bounded memory. Percentiles are exact, k6's to the last digit, while there are at most
/// `ExactLimit` values (800 kB); beyond, the values move into a histogram whose percentiles are off by at most 1/1024
/// of the value, and exact where equal values lie together, as whole milliseconds do. count(), sum(), min() and max()
/// are always exact. Adding costs about 5 ns. Not thread-safe; a copy is
/// independent.
class TrendSink
{
public:
    static constexpr std::size_t ExactLimit = 100'000;

    /// NaN is ignored.
    void add(double value);
    /// Adds all values of another sink, as if they had been added here.
    void merge(const TrendSink &other);
    /// What was added since this was as `earlier`, a copy of it that nobody prepared, nor this one. Percentiles, min()
    /// and max() are as exact as here.
    [[nodiscard]] TrendSink since(const TrendSink &earlier) const;

    [[nodiscard]] std::uint64_t count() const { return m_count; }
    [[nodiscard]] double sum() const { return m_sum; }
    [[nodiscard]] double min() const { return m_min; }
    [[nodiscard]] double max() const { return m_max; }
    [[nodiscard]] double average() const { return m_count == 0 ? 0 : m_sum / static_cast<double>(m_count); }
    [[nodiscard]] bool isExact() const { return m_histogram.count() == 0; }
    /// The values in the order in which they came; empty beyond the limit.
    [[nodiscard]] const std::vector<double> &exactValues() const { return m_values; }

    /// Sorts what is still unsorted, so that percentile() of a shared, constant sink needs no lock.
    void prepare();
    /// The value at a share from 0 to 1, interpolated as k6 does: at index share * (count - 1) of the sorted values. 0
    /// without values. Call prepare() after the last add().
    [[nodiscard]] double percentile(double share) const;

private:
    void spill();

    std::vector<double> m_values; // at most ExactLimit
    bool m_isSorted = true;
    ValueHistogram m_histogram; // all values, once there are more
    std::uint64_t m_count = 0;
    double m_sum = 0;
    double m_min = 0;
    double m_max = 0;
};

/// k6's percentile: linear interpolation at index p * (n - 1) of the sorted values, 0 without any. `share` is from 0
/// to 1.
[[nodiscard]] double percentile(const std::vector<double> &sorted, double share);

} // namespace sockscope
