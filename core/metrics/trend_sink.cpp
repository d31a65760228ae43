// SPDX-License-Identifier: GPL-3.0-or-later
#include "metrics/trend_sink.h"

#include <algorithm>
#include <cmath>

namespace sockscope {

namespace {

/// The interpolation alone; `valueAt` answers with the value of a rank.
template <typename ValueAt>
double interpolate(std::uint64_t count, double share, ValueAt valueAt)
{
    if (count == 0)
        return 0;
    const double index = std::clamp(share, 0.0, 1.0) * (static_cast<double>(count) - 1);
    const double below = valueAt(static_cast<std::uint64_t>(std::floor(index)));
    const double above = valueAt(static_cast<std::uint64_t>(std::ceil(index)));
    if (below == above) // infinities, too, whose difference is no number
        return below;
    return below + (above - below) * (index - std::floor(index));
}

} // namespace

void TrendSink::add(double value)
{
    if (std::isnan(value))
        return;
    m_min = m_count == 0 ? value : std::min(m_min, value);
    m_max = m_count == 0 ? value : std::max(m_max, value);
    m_sum += value;
    ++m_count;
    if (!isExact()) {
        m_histogram.add(value);
        return;
    }
    m_values.push_back(value);
    m_isSorted = false;
    if (m_values.size() > ExactLimit)
        spill();
}

void TrendSink::merge(const TrendSink &other)
{
    if (other.m_count == 0)
        return;
    m_min = m_count == 0 ? other.m_min : std::min(m_min, other.m_min);
    m_max = m_count == 0 ? other.m_max : std::max(m_max, other.m_max);
    m_sum += other.m_sum;
    m_count += other.m_count;
    if (isExact() && other.isExact()) {
        m_values.insert(m_values.end(), other.m_values.begin(), other.m_values.end());
        m_isSorted = false;
        if (m_values.size() > ExactLimit)
            spill();
        return;
    }
    spill();
    for (const double value : other.m_values)
        m_histogram.add(value);
    m_histogram.merge(other.m_histogram);
}

TrendSink TrendSink::since(const TrendSink &earlier) const
{
    TrendSink added;
    if (m_count == earlier.m_count)
        return added;
    if (isExact()) {
        for (std::size_t i = earlier.m_values.size(); i < m_values.size(); ++i)
            added.add(m_values[i]);
        return added;
    }
    TrendSink before = earlier;
    before.spill();
    added.m_histogram = m_histogram;
    added.m_histogram.subtract(before.m_histogram);
    added.m_count = m_count - before.m_count;
    added.m_sum = m_sum - before.m_sum;
    added.m_min = added.m_histogram.valueAt(0);
    added.m_max = added.m_histogram.valueAt(added.m_count - 1);
    return added;
}

void TrendSink::spill()
{
    for (const double value : m_values)
        m_histogram.add(value);
    std::vector<double>().swap(m_values); // gives the memory back, which clear() doesn't
    m_isSorted = true;
}

void TrendSink::prepare()
{
    if (!m_isSorted)
        std::sort(m_values.begin(), m_values.end());
    m_isSorted = true;
}

double TrendSink::percentile(double share) const
{
    if (!isExact())
        return interpolate(m_count, share, [this](std::uint64_t rank) { return m_histogram.valueAt(rank); });
    if (m_isSorted)
        return sockscope::percentile(m_values, share);
    std::vector<double> sorted = m_values;
    std::sort(sorted.begin(), sorted.end());
    return sockscope::percentile(sorted, share);
}

double percentile(const std::vector<double> &sorted, double share)
{
    return interpolate(sorted.size(), share,
                       [&sorted](std::uint64_t rank) { return sorted[static_cast<std::size_t>(rank)]; });
}

} // namespace sockscope
