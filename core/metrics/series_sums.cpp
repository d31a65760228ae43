// SPDX-License-Identifier: GPL-3.0-or-later
#include "metrics/series_sums.h"

namespace sockscope {

SeriesSums::Series *SeriesSums::find(const TagMap &tags)
{
    if (m_last < m_series.size() && m_series[m_last].tags == tags)
        return &m_series[m_last];
    for (m_last = 0; m_last < m_series.size(); ++m_last) {
        if (m_series[m_last].tags == tags)
            return &m_series[m_last];
    }
    return nullptr;
}

void SeriesSums::add(double value, MetricType type, const TagMap &tags, std::atomic<int> &left)
{
    const std::scoped_lock lock(m_mutex);
    Series *series = find(tags);
    if (!series && std::ssize(m_series) < MetricRegistry::MaxSeries && left > 0 && left.fetch_sub(1) > 0) {
        m_series.push_back({tags, {}});
        series = &m_series.back();
    }
    if (series)
        series->sums.add(value, type);
    else
        ++m_beyond;
}

void SeriesSums::addTo(MetricSnapshot &snapshot) const
{
    for (std::size_t i = 0;; ++i) {
        const std::scoped_lock lock(m_mutex);
        snapshot.samplesBeyond = m_beyond;
        if (i == m_series.size())
            return;
        const Series &from = m_series[i];
        MetricSeries series{from.tags, from.sums.totals, {}};
        if (snapshot.type == MetricType::Trend)
            series.percentile = percentilesOf(std::make_shared<const TrendSink>(from.sums.trend));
        snapshot.series.append(series);
    }
}

} // namespace sockscope
