// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QMap>
#include <QString>
#include <QStringList>

#include <cstdint>
#include <memory>
#include <vector>

namespace sockscope {

enum class MetricType : std::uint8_t { Counter, Gauge, Rate, Trend };
enum class MetricContains : std::uint8_t { Default, Time, Data };

/// The words that k6 has for them in messages and outputs: "counter", "time".
[[nodiscard]] QString metricTypeName(MetricType type);
[[nodiscard]] QString metricContainsName(MetricContains contains);

/// One metric of a run, by reference from its registry (never moved or deleted during the run).
struct Metric
{
    QString name;
    MetricType type = MetricType::Counter;
    MetricContains contains = MetricContains::Default; ///< times are in milliseconds, data in bytes
};

using TagMap = QMap<QString, QString>;

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

/// Sees every sample with its tags, for outputs and sub-metrics. Called on whatever thread took the sample, several at
/// once.
class SampleObserver
{
public:
    virtual ~SampleObserver() = default;
    virtual void sampleAdded(const Metric &metric, double value, const TagMap &tags) = 0;
};

/// The metrics of one run. Thread-safe. Names and redeclarations follow k6-reference 3.2.
class MetricRegistry
{
public:
    MetricRegistry(); ///< registers the built-in metrics of reference 3.8, and k6's other ones, which stay without
                      ///< samples
    ~MetricRegistry();
    MetricRegistry(const MetricRegistry &) = delete;
    MetricRegistry &operator=(const MetricRegistry &) = delete;

    /// Declares a metric, or returns the one of that name. Null and `error` set where the name is invalid or the type
    /// differs.
    const Metric *declare(const QString &name, MetricType type, MetricContains contains, QString *error);
    [[nodiscard]] const Metric *find(const QString &name) const;
    /// Takes a sample; about 30 ns without an observer. Does nothing for a null metric.
    void add(const Metric *metric, double value, const TagMap &tags = {});
    [[nodiscard]] MetricTotals totals(const Metric *metric) const;
    /// All values of a trend in ascending order, for percentile(). Empty for other types.
    [[nodiscard]] std::vector<double> sortedValues(const Metric *metric) const;
    [[nodiscard]] QList<const Metric *> metrics() const; ///< sorted by name

    /// Whether anybody looks at the tags of samples; where nobody does, callers needn't collect them.
    [[nodiscard]] bool hasObserver() const;
    /// Not owned; set before the first sample and never changed while VUs run.
    void setObserver(SampleObserver *observer);

private:
    struct Private;
    std::unique_ptr<Private> d;
};

/// k6's percentile: linear interpolation at index p * (n - 1) of the sorted values, 0 without any. `share` is from 0
/// to 1.
[[nodiscard]] double percentile(const std::vector<double> &sorted, double share);

} // namespace sockscope
