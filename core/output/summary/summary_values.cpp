// SPDX-License-Identifier: GPL-3.0-or-later
#include "output/summary/summary_values.h"

#include "output/summary/metric_stats.h"

namespace sockscope {

void writeMember(JsonWriter &json, QStringView name, double value)
{
    json.key(name);
    json.number(value);
}

void writeValues(JsonWriter &json, const MetricSnapshot &metric, double seconds, const QStringList &trendStats,
                 QStringView shareName)
{
    const MetricTotals &totals = metric.totals;
    switch (metric.type) {
    case MetricType::Counter:
        writeMember(json, u"count", totals.sum);
        writeMember(json, u"rate", ratePerSecond(metric, seconds));
        break;
    case MetricType::Gauge:
        writeMember(json, u"value", totals.last);
        writeMember(json, u"min", totals.min);
        writeMember(json, u"max", totals.max);
        break;
    case MetricType::Rate:
        writeMember(json, shareName, shareOf(metric));
        writeMember(json, u"passes", static_cast<double>(totals.nonZero));
        writeMember(json, u"fails", static_cast<double>(totals.samples - totals.nonZero));
        break;
    case MetricType::Trend:
        for (const QString &stat : trendStats)
            writeMember(json, stat, trendStat(metric, stat).value_or(0));
        break;
    }
}

} // namespace sockscope
