// SPDX-License-Identifier: GPL-3.0-or-later
#include "metrics/metric_entry.h"

#include <algorithm>

namespace sockscope {

namespace {

bool carries(const TagMap &sampleTags, const TagMap &wanted)
{
    for (auto tag = wanted.cbegin(); tag != wanted.cend(); ++tag) {
        const auto found = sampleTags.constFind(tag.key());
        if (found == sampleTags.cend() || *found != *tag)
            return false;
    }
    return true;
}

/// The percentiles of values that nobody adds to any more. They are sorted when the first one is asked for.
class Percentiles
{
public:
    explicit Percentiles(TrendSink values)
        : m_values(std::move(values))
    {
    }

    double at(double share)
    {
        std::call_once(m_prepared, [this] { m_values.prepare(); });
        return m_values.percentile(share);
    }

private:
    std::once_flag m_prepared;
    TrendSink m_values;
};

} // namespace

void MetricEntry::add(double value, const TagMap &sampleTags) const
{
    addHere(value);
    for (const auto &part : parts) {
        if (carries(sampleTags, part->tags))
            part->addHere(value);
    }
}

void MetricEntry::addHere(double value) const
{
    const std::scoped_lock lock(m_mutex);
    m_totals.min = m_totals.samples == 0 ? value : std::min(m_totals.min, value);
    m_totals.max = m_totals.samples == 0 ? value : std::max(m_totals.max, value);
    m_totals.sum += value;
    m_totals.last = value;
    ++m_totals.samples;
    if (value != 0)
        ++m_totals.nonZero;
    if (type == MetricType::Trend)
        m_trend.add(value);
}

MetricTotals MetricEntry::totals() const
{
    const std::scoped_lock lock(m_mutex);
    return m_totals;
}

TrendSink MetricEntry::trend() const
{
    const std::scoped_lock lock(m_mutex);
    return m_trend;
}

MetricSnapshot MetricEntry::snapshot() const
{
    MetricSnapshot result{name, parent, suffix, tags, type, contains, {}, {}, {}};
    const std::scoped_lock lock(m_mutex);
    result.totals = m_totals;
    if (type == MetricType::Trend) {
        const auto percentiles = std::make_shared<Percentiles>(m_trend);
        result.percentile = [percentiles](double share) { return percentiles->at(share); };
    }
    return result;
}

} // namespace sockscope
