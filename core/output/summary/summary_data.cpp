// SPDX-License-Identifier: GPL-3.0-or-later
#include "output/summary/summary_data.h"

#include "output/summary/check_ids.h"
#include "output/summary/metric_order.h"
#include "output/summary/summary_values.h"

namespace sockscope {

using namespace Qt::StringLiterals;

namespace {

void writeGroup(JsonWriter &json, const CheckGroup &group)
{
    json.beginObject();
    writeGroupIds(json, group);
    json.key(u"groups");
    json.beginArray();
    for (const CheckGroup &inner : group.groups)
        writeGroup(json, inner);
    json.endArray();
    json.key(u"checks");
    json.beginArray();
    for (const CheckTally &check : group.checks)
        writeCheck(json, check);
    json.endArray();
    json.endObject();
}

void writeOptions(JsonWriter &json, const SummaryOptions &options)
{
    json.key(u"options");
    json.beginObject();
    json.key(u"summaryTrendStats");
    json.beginArray();
    for (const QString &stat : options.trendStats)
        json.string(stat);
    json.endArray();
    writeText(json, u"summaryTimeUnit", options.timeUnit);
    json.key(u"noColor");
    json.boolean(options.hasNoColor);
    json.endObject();
}

void writeState(JsonWriter &json, const RunSummary &summary)
{
    constexpr double msPerSecond = 1000;
    json.key(u"state");
    json.beginObject();
    json.key(u"isStdOutTTY");
    json.boolean(summary.options.isStdOutTerminal);
    json.key(u"isStdErrTTY");
    json.boolean(summary.options.isStdErrTerminal);
    writeMember(json, u"testRunDurationMs", summary.metrics.seconds * msPerSecond);
    json.endObject();
}

void writeThresholds(JsonWriter &json, const MetricSnapshot &metric)
{
    if (metric.thresholds.isEmpty())
        return;
    json.key(u"thresholds");
    json.beginObject();
    for (const ThresholdState &threshold : metric.thresholds) {
        json.key(threshold.source);
        json.beginObject();
        json.key(u"ok");
        json.boolean(threshold.ok);
        json.endObject();
    }
    json.endObject();
}

void writeMetric(JsonWriter &json, const MetricSnapshot &metric, const RunSummary &summary)
{
    json.key(metric.name);
    json.beginObject();
    writeText(json, u"type", metricTypeName(metric.type));
    writeText(json, u"contains", metricContainsName(metric.contains));
    json.key(u"values");
    json.beginObject();
    writeValues(json, metric, summary.metrics.seconds, summary.options.trendStats, u"rate");
    json.endObject();
    writeThresholds(json, metric);
    json.endObject();
}

} // namespace

QByteArray summaryData(const RunSummary &summary)
{
    JsonWriter json(0, NonFiniteNumbers::Text);
    json.beginObject();
    json.key(u"root_group");
    writeGroup(json, summary.root);
    writeOptions(json, summary.options);
    writeState(json, summary);
    json.key(u"metrics");
    json.beginObject();
    for (const MetricSnapshot &metric : summary.metrics.metrics) {
        if (isListed(metric, summary.metrics.metrics))
            writeMetric(json, metric, summary);
    }
    json.endObject();
    if (!summary.setupData.isEmpty()) {
        json.key(u"setup_data");
        json.json(summary.setupData);
    }
    json.endObject();
    return json.text();
}

} // namespace sockscope
