// SPDX-License-Identifier: GPL-3.0-or-later
#include "metrics/metric_registry.h"

#include "metrics/builtin_metrics.h"

#include <algorithm>
#include <cmath>
#include <mutex>
#include <shared_mutex>

namespace sockscope {

using namespace Qt::StringLiterals;

namespace {

/// A metric with its sums. The lock is the metric's own, so that VUs which measure different things don't meet.
struct Entry : Metric
{
    mutable std::mutex mutex;
    mutable MetricTotals totals;
    mutable std::vector<double> values; // of trends: percentiles need them all

    void add(double value) const
    {
        const std::scoped_lock lock(mutex);
        totals.min = totals.samples == 0 ? value : std::min(totals.min, value);
        totals.max = totals.samples == 0 ? value : std::max(totals.max, value);
        totals.sum += value;
        totals.last = value;
        ++totals.samples;
        if (value != 0)
            ++totals.nonZero;
        if (type == MetricType::Trend)
            values.push_back(value);
    }
};

const Entry &entryOf(const Metric *metric)
{
    return static_cast<const Entry &>(*metric); // every Metric that a registry hands out is one
}

bool isValidName(QStringView name)
{
    constexpr qsizetype MinLength = 2;
    constexpr qsizetype MaxLength = 129;
    const auto isLetter = [](QChar c) { return (c >= u'a' && c <= u'z') || (c >= u'A' && c <= u'Z') || c == u'_'; };
    const auto isAllowed = [&](QChar c) { return isLetter(c) || (c >= u'0' && c <= u'9'); };
    return name.size() >= MinLength && name.size() <= MaxLength && isLetter(name.front()) &&
           std::all_of(name.begin(), name.end(), isAllowed);
}

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

} // namespace

struct MetricRegistry::Private
{
    mutable std::shared_mutex mutex;
    QMap<QString, std::shared_ptr<Entry>> entries;
    SampleObserver *observer = nullptr;
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
    } else if (!isValidName(name)) {
        problem = u"Invalid metric name: '%1'. Metric names must only include up to 128 ASCII letters, numbers, or "
                  "underscores and start with a letter or an underscore."_s.arg(name);
    } else {
        const auto entry = std::make_shared<Entry>();
        entry->name = name;
        entry->type = type;
        entry->contains = contains;
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

void MetricRegistry::add(const Metric *metric, double value, const TagMap &tags)
{
    if (!metric)
        return;
    entryOf(metric).add(value);
    if (d->observer)
        d->observer->sampleAdded(*metric, value, tags);
}

MetricTotals MetricRegistry::totals(const Metric *metric) const
{
    const Entry &entry = entryOf(metric);
    const std::scoped_lock lock(entry.mutex);
    return entry.totals;
}

std::vector<double> MetricRegistry::sortedValues(const Metric *metric) const
{
    const Entry &entry = entryOf(metric);
    std::vector<double> values;
    {
        const std::scoped_lock lock(entry.mutex);
        values = entry.values;
    }
    std::sort(values.begin(), values.end());
    return values;
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

bool MetricRegistry::hasObserver() const
{
    return d->observer != nullptr;
}

void MetricRegistry::setObserver(SampleObserver *observer)
{
    d->observer = observer;
}

QString metricTypeName(MetricType type)
{
    switch (type) {
    case MetricType::Counter:
        return u"counter"_s;
    case MetricType::Gauge:
        return u"gauge"_s;
    case MetricType::Rate:
        return u"rate"_s;
    case MetricType::Trend:
        return u"trend"_s;
    }
    Q_UNREACHABLE();
}

QString metricContainsName(MetricContains contains)
{
    switch (contains) {
    case MetricContains::Default:
        return u"default"_s;
    case MetricContains::Time:
        return u"time"_s;
    case MetricContains::Data:
        return u"data"_s;
    }
    Q_UNREACHABLE();
}

double percentile(const std::vector<double> &sorted, double share)
{
    if (sorted.empty())
        return 0;
    const double index = share * (static_cast<double>(sorted.size()) - 1);
    const double below = sorted.at(static_cast<std::size_t>(std::floor(index)));
    const double above = sorted.at(static_cast<std::size_t>(std::ceil(index)));
    return below + (above - below) * (index - std::floor(index));
}

} // namespace sockscope
