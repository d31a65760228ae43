// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "metrics/metric.h"

#include <QList>

#include <memory>

namespace sockscope {

/// Per-run sums of one metric (https://grafana.com/docs/k6/latest/using-k6/metrics/).
struct MetricTotals
{
    std::uint64_t samples = 0;
    double sum = 0;
    double min = 0;
    double max = 0;
    double last = 0;
    std::uint64_t nonZero = 0; ///< rates: samples that were not 0
};

struct MetricsSnapshot;
struct MetricSnapshot;
struct Sample;
class TrendSink;

/// Sees every sample with its tags, for outputs. Called on whatever thread took the sample, several at once.
class SampleObserver
{
public:
    virtual ~SampleObserver() = default;
    virtual void sampleAdded(const Sample &sample) = 0;
};

/// The metrics of one run. Thread-safe. Names and redeclarations follow k6-reference 3.2.
class MetricRegistry
{
public:
    static constexpr int MaxSeries = 16;
    static constexpr int MaxSeriesOfAll = 200;

    MetricRegistry(); ///< registers the built-in metrics of reference 3.8, and k6's other ones, which stay without
                      ///< samples
    ~MetricRegistry();
    MetricRegistry(const MetricRegistry &) = delete;
    MetricRegistry &operator=(const MetricRegistry &) = delete;

    /// Declares a metric, or returns the one of that name. Null and `error` set where the name is invalid or the type
    /// differs.
    const Metric *declare(const QString &name, MetricType type, MetricContains contains, QString *error);
    [[nodiscard]] const Metric *find(const QString &name) const;
    /// Declares the part of a metric's samples that carry certain tags, `metric{key:value,...}`, or returns the one
    /// with the same tags; for a name without braces, the metric itself. Before the first sample only. Null and
    /// `error` set where the name is malformed or there is no such metric.
    const Metric *declareSubMetric(const QString &name, QString *error);

    /// Takes a sample, now; about 30 ns without an observer. Does nothing for a null metric. Every sub-metric whose
    /// tags are all among `tags` takes it, too. `metadata` is for outputs alone.
    void add(const Metric *metric, double value, const TagMap &tags = {}, const TagMap &metadata = {});

    [[nodiscard]] MetricTotals totals(const Metric *metric) const;
    [[nodiscard]] TrendSink trend(const Metric *metric) const; ///< a copy; empty for other types
    [[nodiscard]] QList<const Metric *> metrics() const;       ///< sorted by name, without sub-metrics

    /// All metrics with their sub-metrics as they stand now, at `seconds` of the run, also those without samples; see
    /// ThresholdSet::annotate() for the thresholds. May be called while VUs run: they wait for each other's metric at
    /// most 0.1 ms.
    [[nodiscard]] MetricsSnapshot snapshot(double seconds) const;
    [[nodiscard]] MetricSnapshot snapshotOf(const Metric *metric) const; ///< one metric or sub-metric

    /// From now on also sums up by tags: at most MaxSeries sets of tags of one metric and MaxSeriesOfAll in the run,
    /// the first that come; the rest is counted. Costs some 0.1 µs a sample, and collecting its tags. Before the first
    /// sample only.
    void keepSeries();

    /// Whether anybody looks at the tags of this metric's samples; where nobody does, callers needn't collect them.
    [[nodiscard]] bool wantsTags(const Metric *metric) const;
    [[nodiscard]] bool hasObserver() const;
    /// Not owned; set before the first sample and never changed while VUs run.
    void setObserver(SampleObserver *observer);

private:
    struct Private;
    std::unique_ptr<Private> d;
};

} // namespace sockscope
