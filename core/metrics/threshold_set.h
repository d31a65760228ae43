// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "metrics/metric_snapshot.h"
#include "options/threshold_source.h"

#include <QMap>
#include <QStringList>

#include <memory>

namespace sockscope {

/// What an evaluation of all thresholds found.
struct ThresholdVerdict
{
    QStringList crossed;    ///< names of metrics and sub-metrics with a threshold that doesn't hold, sorted
    bool mustAbort = false; ///< one of them has abortOnFail, and its delay is over

    /// k6's sentence for the end of a run: "thresholds on metrics 'a, b{x:y}' have been crossed".
    [[nodiscard]] QString sentence() const;
    /// k6's sentence for a run that is stopped by one.
    [[nodiscard]] QString abortSentence() const;
};

/// The thresholds of a run (k6-reference 4.6, https://grafana.com/docs/k6/latest/using-k6/thresholds/). Made when the
/// init code has declared its metrics, evaluated every two seconds and at the end. Thread-safe.
class ThresholdSet
{
public:
    using Sources = QMap<QString, QList<ThresholdSource>>; ///< by the name of a metric or sub-metric

    /// Parses and checks all thresholds and declares their sub-metrics. Null and `error` set, in k6's words, where one
    /// is malformed or doesn't fit its metric: a configuration error (exit code 104). `warnings` gets what k6 logs at
    /// that level. The registry must outlive the set.
    [[nodiscard]] static std::unique_ptr<ThresholdSet> create(const Sources &sources, MetricRegistry &registry,
                                                              QString *error, QStringList *warnings = nullptr);
    /// What k6 does with them under --no-thresholds: their sub-metrics show in the summary, and what is wrong is a
    /// warning.
    static void declareSubMetrics(const Sources &sources, MetricRegistry &registry, QStringList *warnings);

    ~ThresholdSet();
    ThresholdSet(const ThresholdSet &) = delete;
    ThresholdSet &operator=(const ThresholdSet &) = delete;

    [[nodiscard]] bool isEmpty() const;
    /// Evaluates them at `elapsedNs` of the run. Metrics without samples are left out unless `isFinal`.
    ThresholdVerdict evaluate(std::int64_t elapsedNs, bool isFinal);
    [[nodiscard]] bool isCrossed() const; ///< one of them, as of the last evaluation
    /// Puts the thresholds, as the last evaluation left them, into a snapshot of the same registry.
    void annotate(MetricsSnapshot &snapshot) const;

private:
    struct Private;
    explicit ThresholdSet(std::unique_ptr<Private> data);
    std::unique_ptr<Private> d;
};

} // namespace sockscope
