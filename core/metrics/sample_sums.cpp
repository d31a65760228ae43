// SPDX-License-Identifier: GPL-3.0-or-later
#include "metrics/sample_sums.h"

#include <algorithm>
#include <mutex>

namespace sockscope {

namespace {

class Percentiles
{
public:
    explicit Percentiles(std::shared_ptr<const TrendSink> values)
        : m_values(std::move(values))
    {
    }

    double at(double share)
    {
        std::call_once(m_prepared, [this] {
            m_sorted = *m_values;
            m_sorted.prepare();
            m_values.reset();
        });
        return m_sorted.percentile(share);
    }

private:
    std::once_flag m_prepared;
    std::shared_ptr<const TrendSink> m_values;
    TrendSink m_sorted;
};

} // namespace

void SampleSums::add(double value, MetricType type)
{
    totals.min = totals.samples == 0 ? value : std::min(totals.min, value);
    totals.max = totals.samples == 0 ? value : std::max(totals.max, value);
    totals.sum += value;
    totals.last = value;
    ++totals.samples;
    if (value != 0)
        ++totals.nonZero;
    if (type == MetricType::Trend)
        trend.add(value);
}

std::function<double(double)> percentilesOf(std::shared_ptr<const TrendSink> values)
{
    const auto percentiles = std::make_shared<Percentiles>(std::move(values));
    return [percentiles](double share) { return percentiles->at(share); };
}

} // namespace sockscope
