// SPDX-License-Identifier: GPL-3.0-or-later
#include "output/summary/metric_stats.h"

namespace sockscope {

using namespace Qt::StringLiterals;

namespace {

double average(const MetricTotals &totals)
{
    return totals.samples == 0 ? 0 : totals.sum / static_cast<double>(totals.samples);
}

std::optional<double> percentileOf(const MetricSnapshot &metric, double share)
{
    return metric.percentile ? metric.percentile(share) : 0;
}

} // namespace

std::optional<double> trendStat(const MetricSnapshot &metric, const QString &name)
{
    if (name == u"avg")
        return average(metric.totals);
    if (name == u"min")
        return metric.totals.min;
    if (name == u"max")
        return metric.totals.max;
    if (name == u"med")
        return percentileOf(metric, 0.5);
    if (name == u"count")
        return static_cast<double>(metric.totals.samples);
    if (!name.startsWith(u"p(") || !name.endsWith(u')'))
        return std::nullopt;
    bool isNumber = false;
    const double percent = name.mid(2, name.size() - 3).toDouble(&isNumber);
    return isNumber && percent >= 0 && percent <= 100 ? percentileOf(metric, percent / 100) : std::nullopt;
}

double ratePerSecond(const MetricSnapshot &metric, double seconds)
{
    return seconds > 0 ? metric.totals.sum / seconds : 0;
}

double shareOf(const MetricSnapshot &metric)
{
    const MetricTotals &totals = metric.totals;
    return totals.samples == 0 ? 0 : static_cast<double>(totals.nonZero) / static_cast<double>(totals.samples);
}

} // namespace sockscope
