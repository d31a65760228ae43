// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "metrics/metric_snapshot.h"
#include "metrics/trend_sink.h"

namespace sockscope {

/// What samples of one metric add up to. Not thread-safe.
struct SampleSums
{
    MetricTotals totals;
    TrendSink trend; ///< of trends only

    void add(double value, MetricType type);
};

/// The percentiles of values, sorted when the first one is asked for; any thread may ask.
[[nodiscard]] std::function<double(double)> percentilesOf(std::shared_ptr<const TrendSink> values);

} // namespace sockscope
