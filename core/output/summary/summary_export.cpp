// SPDX-License-Identifier: GPL-3.0-or-later
#include "output/summary/check_ids.h"
#include "output/summary/metric_order.h"
#include "output/summary/summary_data.h"
#include "output/summary/summary_values.h"

namespace sockscope {

namespace {

constexpr int Indent = 4;

void exportGroup(JsonWriter &json, const CheckGroup &group)
{
    json.beginObject();
    writeGroupIds(json, group);
    json.key(u"groups");
    json.beginObject();
    for (const CheckGroup &inner : group.groups) {
        json.key(inner.name);
        exportGroup(json, inner);
    }
    json.endObject();
    json.key(u"checks");
    json.beginObject();
    for (const CheckTally &check : group.checks) {
        json.key(check.name);
        writeCheck(json, check);
    }
    json.endObject();
    json.endObject();
}

void exportMetric(JsonWriter &json, const MetricSnapshot &metric, const RunSummary &summary)
{
    json.key(metric.name);
    json.beginObject();
    writeValues(json, metric, summary.metrics.seconds, summary.options.trendStats, u"value");
    if (!metric.thresholds.isEmpty()) {
        json.key(u"thresholds");
        json.beginObject();
        for (const ThresholdState &threshold : metric.thresholds) {
            json.key(threshold.source);
            json.boolean(!threshold.ok); // k6 writes whether it failed
        }
        json.endObject();
    }
    json.endObject();
}

} // namespace

QByteArray summaryExport(const RunSummary &summary)
{
    JsonWriter json(Indent);
    json.beginObject();
    json.key(u"root_group");
    exportGroup(json, summary.root);
    json.key(u"metrics");
    json.beginObject();
    for (const MetricSnapshot &metric : summary.metrics.metrics) {
        if (isListed(metric, summary.metrics.metrics))
            exportMetric(json, metric, summary);
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
