// SPDX-License-Identifier: GPL-3.0-or-later
#include "rest/rest_documents.h"

#include "output/summary/check_ids.h"
#include "output/summary/metric_stats.h"
#include "output/summary/summary_values.h"

#include <algorithm>
#include <functional>

namespace sockscope {

using namespace Qt::StringLiterals;

namespace {

using Members = std::function<void(JsonWriter &)>;

void writeObject(JsonWriter &json, const Members &members)
{
    json.beginObject();
    members(json);
    json.endObject();
}

QByteArray document(const Members &data)
{
    JsonWriter json;
    json.beginObject();
    json.key(u"data");
    data(json);
    json.endObject();
    return json.text();
}

/// {"type": type, "id": id, "attributes": {...}, ...}
void writeResource(JsonWriter &json, const QString &type, const QString &id, const Members &attributes,
                   const Members &rest = {})
{
    json.beginObject();
    writeText(json, u"type", type);
    writeText(json, u"id", id);
    json.key(u"attributes");
    writeObject(json, attributes);
    if (rest)
        rest(json);
    json.endObject();
}

void writeBoolean(JsonWriter &json, QStringView name, bool value)
{
    json.key(name);
    json.boolean(value);
}

/// k6's number of the stage that a run is in.
int stageNumber(const RestStatus &status)
{
    switch (status.progress.stage) {
    case RunStage::Init:
        return 0;
    case RunStage::InitVus:
        return 1;
    case RunStage::Paused:
        return 4;
    case RunStage::Setup:
        return 6;
    case RunStage::Scenarios:
        return 7;
    case RunStage::Teardown:
        return 8;
    case RunStage::Summary:
    case RunStage::Finished:
        return status.isStopped ? 10 : 9;
    }
    Q_UNREACHABLE();
}

bool isRunning(RunStage stage)
{
    return stage == RunStage::Setup || stage == RunStage::Scenarios || stage == RunStage::Teardown;
}

void writeSample(JsonWriter &json, const MetricSnapshot &metric, double seconds)
{
    switch (metric.type) {
    case MetricType::Counter:
        writeMember(json, u"count", metric.totals.sum);
        writeMember(json, u"rate", ratePerSecond(metric, seconds));
        break;
    case MetricType::Gauge:
        writeMember(json, u"value", metric.totals.last);
        break;
    case MetricType::Rate:
        writeMember(json, u"rate", shareOf(metric));
        break;
    case MetricType::Trend:
        for (const QString &stat : {u"avg"_s, u"max"_s, u"med"_s, u"min"_s, u"p(90)"_s, u"p(95)"_s})
            writeMember(json, stat, trendStat(metric, stat).value_or(0));
        break;
    }
}

void writeMetric(JsonWriter &json, const MetricSnapshot &metric, double seconds)
{
    writeResource(json, u"metrics"_s, metric.name, [&](JsonWriter &attributes) {
        writeText(attributes, u"type", metricTypeName(metric.type));
        writeText(attributes, u"contains", metricContainsName(metric.contains));
        attributes.key(u"tainted");
        if (const std::optional<bool> tainted = isTainted(metric))
            attributes.boolean(*tainted);
        else
            attributes.null();
        attributes.key(u"sample");
        writeObject(attributes, [&](JsonWriter &sample) { writeSample(sample, metric, seconds); });
    });
}

/// It has samples, or a threshold of its own or of one of its sub-metrics.
bool isObserved(const MetricSnapshot &metric, const MetricsSnapshot &all)
{
    return metric.totals.samples > 0 ||
           std::any_of(all.metrics.begin(), all.metrics.end(), [&](const MetricSnapshot &other) {
               return !other.thresholds.isEmpty() && (other.name == metric.name || other.parent == metric.name);
           });
}

struct PlacedGroup
{
    const CheckGroup *group;
    const CheckGroup *parent; ///< null for the root
};

void place(const CheckGroup &group, const CheckGroup *parent, QList<PlacedGroup> &all)
{
    all.append(PlacedGroup{&group, parent});
    for (const CheckGroup &inner : group.groups)
        place(inner, &group, all);
}

QList<PlacedGroup> allGroups(const CheckGroup &root)
{
    QList<PlacedGroup> all;
    place(root, nullptr, all);
    return all;
}

void writeReference(JsonWriter &json, const CheckGroup &group)
{
    writeObject(json, [&](JsonWriter &members) {
        writeText(members, u"type", u"groups"_s);
        writeText(members, u"id", pathId(group.path));
    });
}

void writeRelationships(JsonWriter &json, const PlacedGroup &placed)
{
    json.key(u"groups");
    writeObject(json, [&](JsonWriter &groups) {
        groups.key(u"data");
        groups.beginArray();
        for (const CheckGroup &inner : placed.group->groups)
            writeReference(groups, inner);
        groups.endArray();
    });
    json.key(u"parent");
    writeObject(json, [&](JsonWriter &parent) {
        parent.key(u"data");
        if (placed.parent)
            writeReference(parent, *placed.parent);
        else
            parent.null();
    });
}

void writeCheckOfGroup(JsonWriter &json, const CheckTally &check)
{
    writeObject(json, [&](JsonWriter &members) {
        const QString path = checkPath(check);
        writeText(members, u"id", pathId(path));
        writeText(members, u"path", path);
        writeText(members, u"name", check.name);
        writeMember(members, u"passes", static_cast<double>(check.passes));
        writeMember(members, u"fails", static_cast<double>(check.fails));
    });
}

void writeGroup(JsonWriter &json, const PlacedGroup &placed)
{
    const CheckGroup &group = *placed.group;
    const auto attributes = [&](JsonWriter &members) {
        writeText(members, u"path", group.path);
        writeText(members, u"name", group.name);
        members.key(u"checks");
        if (group.checks.isEmpty()) {
            members.null();
            return;
        }
        members.beginArray();
        for (const CheckTally &check : group.checks)
            writeCheckOfGroup(members, check);
        members.endArray();
    };
    writeResource(json, u"groups"_s, pathId(group.path), attributes, [&](JsonWriter &members) {
        members.key(u"relationships");
        writeObject(members, [&](JsonWriter &relationships) { writeRelationships(relationships, placed); });
    });
}

} // namespace

QByteArray statusDocument(const RestStatus &status)
{
    return document([&](JsonWriter &json) {
        writeResource(json, u"status"_s, u"default"_s, [&](JsonWriter &attributes) {
            writeMember(attributes, u"status", stageNumber(status));
            writeBoolean(attributes, u"paused", status.isPaused);
            writeMember(attributes, u"vus", static_cast<double>(status.progress.vusActive));
            writeMember(attributes, u"vus-max", static_cast<double>(status.progress.vusInitialized));
            writeBoolean(attributes, u"stopped", status.isStopped);
            writeBoolean(attributes, u"running", isRunning(status.progress.stage));
            writeBoolean(attributes, u"tainted", status.isTainted);
        });
    });
}

QByteArray metricsDocument(const MetricsSnapshot &snapshot)
{
    return document([&](JsonWriter &json) {
        json.beginArray();
        for (const MetricSnapshot &metric : snapshot.metrics) {
            if (isObserved(metric, snapshot))
                writeMetric(json, metric, snapshot.seconds);
        }
        json.endArray();
    });
}

std::optional<QByteArray> metricDocument(const MetricsSnapshot &snapshot, const QString &name)
{
    const auto found =
        std::find_if(snapshot.metrics.begin(), snapshot.metrics.end(),
                     [&](const MetricSnapshot &metric) { return metric.name == name && isObserved(metric, snapshot); });
    if (found == snapshot.metrics.end())
        return std::nullopt;
    return document([&](JsonWriter &json) { writeMetric(json, *found, snapshot.seconds); });
}

QByteArray groupsDocument(const CheckGroup &root)
{
    return document([&](JsonWriter &json) {
        json.beginArray();
        for (const PlacedGroup &placed : allGroups(root))
            writeGroup(json, placed);
        json.endArray();
    });
}

std::optional<QByteArray> groupDocument(const CheckGroup &root, const QString &id)
{
    const QList<PlacedGroup> all = allGroups(root);
    const auto found = std::find_if(all.begin(), all.end(),
                                    [&](const PlacedGroup &placed) { return pathId(placed.group->path) == id; });
    if (found == all.end())
        return std::nullopt;
    return document([&](JsonWriter &json) { writeGroup(json, *found); });
}

QByteArray setupDocument(const QByteArray &data)
{
    return document([&](JsonWriter &json) {
        writeResource(json, u"setupData"_s, u"default"_s, [&](JsonWriter &attributes) {
            if (data.isEmpty())
                return;
            attributes.key(u"data");
            attributes.json(data);
        });
    });
}

QByteArray errorDocument(int status, const QString &title, const QString &detail)
{
    JsonWriter json;
    json.beginObject();
    json.key(u"errors");
    json.beginArray();
    writeObject(json, [&](JsonWriter &error) {
        writeText(error, u"status", QString::number(status));
        writeText(error, u"title", title);
        writeText(error, u"detail", detail);
    });
    json.endArray();
    json.endObject();
    return json.text();
}

std::optional<bool> isTainted(const MetricSnapshot &metric)
{
    std::optional<bool> tainted;
    for (const ThresholdState &threshold : metric.thresholds) {
        if (threshold.isEvaluated)
            tainted = tainted.value_or(false) || !threshold.ok;
    }
    return tainted;
}

} // namespace sockscope
