// SPDX-License-Identifier: GPL-3.0-or-later
#include "output/summary/machine_summary.h"

#include "output/summary/check_ids.h"
#include "output/summary/metric_order.h"
#include "output/summary/metric_stats.h"
#include "output/summary/summary_values.h"

#include <array>
#include <utility>

namespace sockscope {

using namespace Qt::StringLiterals;

namespace {

void writeTrend(JsonWriter &json, const MetricSnapshot &metric, const QStringList &trendStats)
{
    constexpr std::array<std::pair<QStringView, QStringView>, 6> names{{{u"avg", u"avg"},
                                                                        {u"max", u"max"},
                                                                        {u"med", u"med"},
                                                                        {u"min", u"min"},
                                                                        {u"p90", u"p(90)"},
                                                                        {u"p95", u"p(95)"}}};
    for (const auto &[name, stat] : names) {
        json.key(name);
        if (trendStats.contains(stat))
            json.number(trendStat(metric, stat.toString()).value_or(0));
        else
            json.null();
    }
}

void writeShare(JsonWriter &json, std::uint64_t matches, std::uint64_t total)
{
    writeMember(json, u"matches", static_cast<double>(matches));
    writeMember(json, u"rate", total == 0 ? 0 : static_cast<double>(matches) / static_cast<double>(total));
    writeMember(json, u"total", static_cast<double>(total));
}

void writeNewValues(JsonWriter &json, const MetricSnapshot &metric, const QStringList &trendStats)
{
    const MetricTotals &totals = metric.totals;
    switch (metric.type) {
    case MetricType::Counter:
        writeMember(json, u"count", totals.sum);
        break;
    case MetricType::Gauge:
        writeMember(json, u"max", totals.max);
        writeMember(json, u"min", totals.min);
        writeMember(json, u"value", totals.last);
        break;
    case MetricType::Rate:
        writeShare(json, totals.nonZero, totals.samples);
        break;
    case MetricType::Trend:
        writeTrend(json, metric, trendStats);
        break;
    }
}

template <typename Values>
void writeNewMetric(JsonWriter &json, const QString &name, MetricType type, MetricContains contains,
                    const Values &values)
{
    json.beginObject();
    writeText(json, u"contains", metricContainsName(contains));
    writeText(json, u"name", name);
    writeText(json, u"type", metricTypeName(type));
    json.key(u"values");
    json.beginObject();
    values();
    json.endObject();
    json.endObject();
}

void writeCheckMetrics(JsonWriter &json, const QList<CheckTally> &checks)
{
    std::uint64_t passes = 0;
    std::uint64_t fails = 0;
    for (const CheckTally &check : checks) {
        passes += check.passes;
        fails += check.fails;
    }
    const std::uint64_t total = passes + fails;
    writeNewMetric(json, u"checks_total"_s, MetricType::Counter, MetricContains::Default,
                   [&] { writeMember(json, u"count", static_cast<double>(total)); });
    writeNewMetric(json, u"checks_failed"_s, MetricType::Rate, MetricContains::Default,
                   [&] { writeShare(json, fails, total); });
    writeNewMetric(json, u"checks_succeeded"_s, MetricType::Rate, MetricContains::Default,
                   [&] { writeShare(json, passes, total); });
}

void writeChecks(JsonWriter &json, const QList<CheckTally> &checks)
{
    json.key(u"checks");
    json.beginObject();
    json.key(u"metrics");
    json.beginArray();
    if (!checks.isEmpty())
        writeCheckMetrics(json, checks);
    json.endArray();
    json.key(u"results");
    json.beginArray();
    for (const CheckTally &check : checks) {
        json.beginObject();
        writeMember(json, u"fails", static_cast<double>(check.fails));
        writeText(json, u"name", check.name);
        writeMember(json, u"passes", static_cast<double>(check.passes));
        json.endObject();
    }
    json.endArray();
    json.endObject();
}

void writeResults(JsonWriter &json, const RunSummary &summary)
{
    json.key(u"results");
    json.beginObject();
    writeChecks(json, summary.checks);
    json.key(u"metrics");
    json.beginArray();
    const QList<MetricSnapshot> &metrics = summary.metrics.metrics;
    for (const MetricSnapshot &metric : metrics) {
        if (isListed(metric, metrics) && sectionOf(metric.name) != MetricSection::Hidden)
            writeNewMetric(json, metric.name, metric.type, metric.contains,
                           [&] { writeNewValues(json, metric, summary.options.trendStats); });
    }
    json.endArray();
    json.endObject();
}

} // namespace

QByteArray machineSummary(const RunSummary &summary, const MachineSummaryContext &context, int indent)
{
    JsonWriter json(indent, indent == 0 ? NonFiniteNumbers::Text : NonFiniteNumbers::Null);
    json.beginObject();
    json.key(u"config");
    json.beginObject();
    writeMember(json, u"duration", summary.metrics.seconds);
    writeText(json, u"execution", u"local"_s);
    writeText(json, u"script", context.script);
    json.endObject();
    json.key(u"metadata");
    json.beginObject();
    writeText(json, u"generated_at", context.generatedAt.toUTC().toString(Qt::ISODateWithMs));
    writeText(json, u"k6_version", context.version);
    json.endObject();
    writeResults(json, summary);
    writeText(json, u"version", u"1.0.0"_s);
    json.endObject();
    return json.text();
}

} // namespace sockscope
