// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "metrics/sample_sums.h"
#include "metrics/series_sums.h"

#include <memory>
#include <mutex>
#include <vector>

namespace sockscope {

/// A metric of a registry with what its samples add up to. The lock is the metric's own, so that VUs which measure
/// different things don't meet. Internal to MetricRegistry: every Metric that one hands out is a MetricEntry.
struct MetricEntry : Metric
{
    /// The entry of a metric that a registry handed out.
    [[nodiscard]] static const MetricEntry &of(const Metric *metric)
    {
        return static_cast<const MetricEntry &>(*metric);
    }

    /// Adds a value here and to the parts whose tags are among `sampleTags`. Thread-safe.
    void add(double value, const TagMap &sampleTags) const;
    [[nodiscard]] MetricTotals totals() const;
    [[nodiscard]] TrendSink trend() const;
    /// This metric alone, without its parts. Holds the lock while values are copied, not while they are sorted.
    [[nodiscard]] MetricSnapshot snapshot() const;

    // Of a part (sub-metric), constant once it is declared:
    QString parent;
    QString suffix;
    TagMap tags;

    /// Changed before the first sample only.
    std::vector<std::shared_ptr<MetricEntry>> parts;
    std::atomic<int> *seriesLeft = nullptr; ///< of the registry; null where nothing is summed up by tags

private:
    void addHere(double value) const;

    mutable std::mutex m_mutex;
    mutable SampleSums m_sums;
    mutable SeriesSums m_series;
};

} // namespace sockscope
