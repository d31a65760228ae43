// SPDX-License-Identifier: GPL-3.0-or-later
#include "metrics/metric_entry.h"

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

} // namespace

void MetricEntry::add(double value, const TagMap &sampleTags) const
{
    addHere(value);
    if (seriesLeft)
        m_series.add(value, type, sampleTags, *seriesLeft);
    for (const auto &part : parts) {
        if (carries(sampleTags, part->tags))
            part->addHere(value);
    }
}

void MetricEntry::addHere(double value) const
{
    const std::scoped_lock lock(m_mutex);
    m_sums.add(value, type);
}

MetricTotals MetricEntry::totals() const
{
    const std::scoped_lock lock(m_mutex);
    return m_sums.totals;
}

TrendSink MetricEntry::trend() const
{
    const std::scoped_lock lock(m_mutex);
    return m_sums.trend;
}

MetricSnapshot MetricEntry::snapshot() const
{
    MetricSnapshot result{name, parent, suffix, tags, type, contains, {}, {}, {}};
    if (seriesLeft)
        m_series.addTo(result);
    const std::scoped_lock lock(m_mutex);
    result.totals = m_sums.totals;
    if (type == MetricType::Trend) {
        result.values = std::make_shared<const TrendSink>(m_sums.trend);
        result.percentile = percentilesOf(result.values);
    }
    return result;
}

} // namespace sockscope
