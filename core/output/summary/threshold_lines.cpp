// SPDX-License-Identifier: GPL-3.0-or-later
#include "output/summary/threshold_lines.h"

#include "output/summary/metric_stats.h"
#include "output/summary/summary_style.h"
#include "output/summary/value_format.h"

#include <algorithm>

namespace sockscope {

using namespace Qt::StringLiterals;

namespace {

/// What stands before the first of = > <, so "count!" of "count!=1": k6 shows those in this odd way, too.
QString aggregationOf(const QString &source)
{
    const auto end =
        std::find_if(source.begin(), source.end(), [](QChar c) { return c == u'=' || c == u'>' || c == u'<'; });
    return source.left(end - source.begin()).trimmed();
}

/// Empty for what the summary doesn't compute: statistics other than percentiles that summaryTrendStats leaves out.
QString trendValue(const MetricSnapshot &metric, const QString &aggregation, const SummaryOptions &options)
{
    if (!options.trendStats.contains(aggregation) && !aggregation.startsWith(u"p("))
        return {};
    if (aggregation == u"count")
        return QString::number(metric.totals.samples);
    const std::optional<double> value = trendStat(metric, aggregation);
    return value ? formatValue(*value, metric.type, metric.contains, options.timeUnit) : QString();
}

QString valueOf(const MetricSnapshot &metric, const QString &aggregation, double seconds, const SummaryOptions &options)
{
    const auto formatted = [&](double value) {
        return formatValue(value, metric.type, metric.contains, options.timeUnit);
    };
    switch (metric.type) {
    case MetricType::Counter:
        return aggregation == u"count" ? formatted(metric.totals.sum)
                                       : formatted(ratePerSecond(metric, seconds)) + u"/s"_s;
    case MetricType::Gauge:
        return formatted(metric.totals.last);
    case MetricType::Rate:
        return formatted(shareOf(metric));
    case MetricType::Trend:
        return trendValue(metric, aggregation, options);
    }
    return {};
}

} // namespace

QString thresholdLine(const ThresholdState &threshold, const MetricSnapshot &metric, double seconds,
                      const SummaryOptions &options, const SummaryStyle &style)
{
    const QString source = threshold.source.trimmed();
    const QString aggregation = aggregationOf(source);
    const QString mark = style.verdict(threshold.ok ? u"✓"_s : u"✗"_s, threshold.ok);
    const QString value = style.value(valueOf(metric, aggregation, seconds, options));
    return mark + u' ' + style.source(u'\'' + source + u'\'') + u' ' + style.source(aggregation) + u'=' + value;
}

} // namespace sockscope
