// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "metrics/metric_registry.h"
#include "metrics/trend_sink.h"

#include <functional>
#include <memory>
#include <optional>

namespace sockscope {

/// One threshold of a metric as it stood when a snapshot was taken (k6-reference 4.6).
struct ThresholdState
{
    QString source;                             ///< as written, trimmed: "p(95)<200"
    bool abortOnFail = false;                   ///< a breach stops the run
    std::optional<std::int64_t> delayAbortEval; ///< nanoseconds of the run during which a breach stops nothing
    bool ok = true;
    bool isEvaluated = false; ///< until the end of the run only where its metric has samples
};

/// What the samples of a metric with one set of tags add up to.
struct MetricSeries
{
    TagMap tags;
    MetricTotals totals;
    std::function<double(double)> percentile; ///< as in MetricSnapshot
};

/// What a metric or sub-metric held at one moment. Plain data; the percentile function owns what it needs.
struct MetricSnapshot
{
    QString name;   ///< "tcp_reads", or "tcp_reads{host:a}" of a sub-metric
    QString parent; ///< of a sub-metric: the metric it is a part of; otherwise empty
    QString suffix; ///< of a sub-metric: what stands between the braces
    TagMap tags;    ///< of a sub-metric: the tags that its samples carry
    MetricType type = MetricType::Counter;
    MetricContains contains = MetricContains::Default;
    MetricTotals totals;
    std::function<double(double)> percentile; ///< of trends: the value at a share from 0 to 1; 0 without samples
    QList<ThresholdState> thresholds;
    std::shared_ptr<const TrendSink> values = {}; ///< of trends: all of them, in the order in which they came
    std::shared_ptr<const TrendSink> recent = {}; ///< of trends: those since the snapshot before, see RecentTrends
    QList<MetricSeries> series = {}; ///< by tags, in the order in which they came; see MetricRegistry::keepSeries()
    std::uint64_t samplesBeyond = 0; ///< of no series, because there are too many
};

/// All metrics of a run at one moment, metrics by name, each followed by its sub-metrics.
struct MetricsSnapshot
{
    QList<MetricSnapshot> metrics;
    double seconds = 0; ///< the run's time so far: setup, scenarios and teardown
};

} // namespace sockscope
