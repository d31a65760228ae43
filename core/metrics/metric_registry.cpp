// SPDX-License-Identifier: GPL-3.0-or-later
#include "metrics/metric_registry.h"

#include "metrics/builtin_metrics.h"
#include "metrics/metric_entry.h"
#include "metrics/sample.h"
#include "metrics/sub_metric_name.h"

#include <atomic>
#include <chrono>
#include <mutex>
#include <shared_mutex>

namespace sockscope {

using namespace Qt::StringLiterals;

namespace {

QString conflict(const Metric &existing, MetricType type, MetricContains contains)
{
    if (existing.type != type)
        return u"metric '%1' already exists but with type %2, instead of %3"_s.arg(
            existing.name, metricTypeName(existing.type), metricTypeName(type));
    if (existing.contains != contains)
        return u"metric '%1' already exists but with a value type %2, instead of %3"_s.arg(
            existing.name, metricContainsName(existing.contains), metricContainsName(contains));
    return {};
}

std::int64_t nowNs()
{
    const auto sinceEpoch = std::chrono::system_clock::now().time_since_epoch();
    return std::chrono::duration_cast<std::chrono::nanoseconds>(sinceEpoch).count();
}

} // namespace

struct MetricRegistry::Private
{
    mutable std::shared_mutex mutex;
    QMap<QString, std::shared_ptr<MetricEntry>> entries;
    SampleObserver *observer = nullptr;
    bool keepsSeries = false;
    std::atomic<int> seriesLeft = MetricRegistry::MaxSeriesOfAll;
};

MetricRegistry::MetricRegistry()
    : d(std::make_unique<Private>())
{
    declareBuiltinMetrics(*this);
}

MetricRegistry::~MetricRegistry() = default;

const Metric *MetricRegistry::declare(const QString &name, MetricType type, MetricContains contains, QString *error)
{
    const std::scoped_lock lock(d->mutex);
    QString problem;
    const Metric *found = nullptr;
    if (const auto existing = d->entries.constFind(name); existing != d->entries.constEnd()) {
        found = existing->get();
        problem = conflict(*found, type, contains);
    } else if (!isMetricName(name)) {
        problem = u"Invalid metric name: '%1'. Metric names must only include up to 128 ASCII letters, numbers, or "
                  "underscores and start with a letter or an underscore."_s.arg(name);
    } else {
        const auto entry = std::make_shared<MetricEntry>();
        entry->name = name;
        entry->type = type;
        entry->contains = contains;
        entry->seriesLeft = d->keepsSeries ? &d->seriesLeft : nullptr;
        d->entries.insert(name, entry);
        found = entry.get();
    }
    if (error)
        *error = problem;
    return problem.isEmpty() ? found : nullptr;
}

const Metric *MetricRegistry::find(const QString &name) const
{
    const std::shared_lock lock(d->mutex);
    return d->entries.value(name).get();
}

const Metric *MetricRegistry::declareSubMetric(const QString &name, QString *error)
{
    const std::optional<SubMetricName> parsed = SubMetricName::parse(name, error);
    if (!parsed)
        return nullptr;
    const std::scoped_lock lock(d->mutex);
    const auto found = d->entries.constFind(parsed->metric);
    if (found == d->entries.constEnd()) {
        if (error)
            *error = u"metric '%1' does not exist in the script"_s.arg(parsed->metric);
        return nullptr;
    }
    MetricEntry &whole = **found;
    if (parsed->suffix.isEmpty())
        return &whole;
    for (const auto &part : whole.parts) {
        if (part->tags == parsed->tags)
            return part.get();
    }
    const auto part = std::make_shared<MetricEntry>();
    part->name = parsed->text();
    part->type = whole.type;
    part->contains = whole.contains;
    part->parent = whole.name;
    part->suffix = parsed->suffix;
    part->tags = parsed->tags;
    whole.parts.push_back(part);
    return part.get();
}

void MetricRegistry::add(const Metric *metric, double value, const TagMap &tags, const TagMap &metadata)
{
    if (!metric)
        return;
    MetricEntry::of(metric).add(value, tags);
    if (d->observer)
        d->observer->sampleAdded({metric, value, tags, metadata, nowNs()});
}

MetricTotals MetricRegistry::totals(const Metric *metric) const
{
    return MetricEntry::of(metric).totals();
}

TrendSink MetricRegistry::trend(const Metric *metric) const
{
    return MetricEntry::of(metric).trend();
}

MetricsSnapshot MetricRegistry::snapshot(double seconds) const
{
    MetricsSnapshot result;
    result.seconds = seconds;
    const std::shared_lock lock(d->mutex);
    for (const auto &entry : std::as_const(d->entries)) {
        result.metrics.append(entry->snapshot());
        for (const auto &part : entry->parts)
            result.metrics.append(part->snapshot());
    }
    return result;
}

MetricSnapshot MetricRegistry::snapshotOf(const Metric *metric) const
{
    return MetricEntry::of(metric).snapshot();
}

QList<const Metric *> MetricRegistry::metrics() const
{
    const std::shared_lock lock(d->mutex);
    QList<const Metric *> list;
    list.reserve(d->entries.size());
    for (const auto &entry : std::as_const(d->entries))
        list.append(entry.get());
    return list;
}

void MetricRegistry::keepSeries()
{
    const std::scoped_lock lock(d->mutex);
    d->keepsSeries = true;
    for (const auto &entry : std::as_const(d->entries))
        entry->seriesLeft = &d->seriesLeft;
}

bool MetricRegistry::wantsTags(const Metric *metric) const
{
    return d->observer || d->keepsSeries || (metric && !MetricEntry::of(metric).parts.empty());
}

bool MetricRegistry::hasObserver() const
{
    return d->observer != nullptr;
}

void MetricRegistry::setObserver(SampleObserver *observer)
{
    d->observer = observer;
}

} // namespace sockscope
