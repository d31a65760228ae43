// SPDX-License-Identifier: GPL-3.0-or-later
#include "run/run_record.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>

#include <algorithm>
#include <array>
#include <cmath>
#include <functional>

namespace sockscope {

using namespace Qt::StringLiterals;

namespace {

/// Names and the values of tags are short; scripts that make them of data are told apart by their beginnings.
constexpr qsizetype MaxTextChars = 200;

QString shortened(const QString &text)
{
    return text.size() <= MaxTextChars ? text : text.left(MaxTextChars - 1) + u'\u2026';
}

QString stageName(RunStage stage)
{
    switch (stage) {
    case RunStage::Init:
    case RunStage::InitVus:
        return u"init"_s;
    case RunStage::Paused:
        return u"paused"_s;
    case RunStage::Setup:
        return u"setup"_s;
    case RunStage::Scenarios:
        return u"running"_s;
    case RunStage::Teardown:
        return u"teardown"_s;
    case RunStage::Summary:
        return u"summary"_s;
    case RunStage::Finished:
        return u"finished"_s;
    }
    Q_UNREACHABLE();
}

QString statusName(ScenarioStatus status)
{
    switch (status) {
    case ScenarioStatus::Waiting:
        return u"waiting"_s;
    case ScenarioStatus::Running:
        return u"running"_s;
    case ScenarioStatus::Stopping:
        return u"stopping"_s;
    case ScenarioStatus::Done:
        return u"done"_s;
    case ScenarioStatus::Interrupted:
        return u"interrupted"_s;
    }
    Q_UNREACHABLE();
}

/// JSON has no infinities: null says that there is no number to tell.
QJsonValue number(double value)
{
    return std::isfinite(value) ? QJsonValue(value) : QJsonValue();
}

QJsonArray scenariosOf(const RunPlan &plan, const RunProgress &progress)
{
    QJsonArray list;
    for (const ScenarioProgress &scenario : progress.scenarios) {
        QJsonObject object = {{u"name"_s, scenario.name},
                              {u"status"_s, statusName(scenario.status)},
                              {u"done"_s, number(scenario.done)},
                              {u"columns"_s, QJsonArray::fromStringList(scenario.columns)}};
        for (const RunPlan::Scenario &planned : plan.scenarios) {
            if (planned.name != scenario.name)
                continue;
            object.insert(u"executor"_s, planned.executor);
            object.insert(u"description"_s, planned.description);
        }
        list.append(object);
    }
    return list;
}

using Percentile = std::function<double(double)>;

QJsonObject percentiles(const Percentile &percentile)
{
    static constexpr std::array shares = {std::pair{"med", 0.5}, std::pair{"p(90)", 0.9}, std::pair{"p(95)", 0.95},
                                          std::pair{"p(99)", 0.99}};
    QJsonObject values;
    for (const auto &[name, share] : shares)
        values.insert(QLatin1StringView(name), number(percentile ? percentile(share) : 0));
    return values;
}

QJsonObject trendValues(const MetricTotals &totals, const Percentile &percentile)
{
    QJsonObject values = percentiles(percentile);
    values.insert(u"avg"_s, number(totals.sum / static_cast<double>(totals.samples)));
    values.insert(u"min"_s, number(totals.min));
    values.insert(u"max"_s, number(totals.max));
    return values;
}

QJsonObject valuesOf(MetricType type, const MetricTotals &totals, const Percentile &percentile, double seconds)
{
    switch (type) {
    case MetricType::Counter:
        return {{u"count"_s, number(totals.sum)}, {u"rate"_s, number(seconds > 0 ? totals.sum / seconds : 0)}};
    case MetricType::Gauge:
        return {{u"value"_s, number(totals.last)}, {u"min"_s, number(totals.min)}, {u"max"_s, number(totals.max)}};
    case MetricType::Rate:
        return {{u"rate"_s, number(totals.samples == 0
                                       ? 0
                                       : static_cast<double>(totals.nonZero) / static_cast<double>(totals.samples))},
                {u"passes"_s, static_cast<qint64>(totals.nonZero)},
                {u"fails"_s, static_cast<qint64>(totals.samples - totals.nonZero)}};
    case MetricType::Trend:
        return totals.samples == 0 ? QJsonObject() : trendValues(totals, percentile);
    }
    Q_UNREACHABLE();
}

QJsonObject tagsOf(const TagMap &tags)
{
    QJsonObject object;
    for (auto tag = tags.cbegin(); tag != tags.cend(); ++tag)
        object.insert(shortened(tag.key()), shortened(*tag));
    return object;
}

/// One set of tags says nothing that the metric itself doesn't.
void addSeries(QJsonObject &object, const MetricSnapshot &metric, double seconds)
{
    if (metric.series.size() == 1 && metric.samplesBeyond == 0) {
        object.insert(u"tags"_s, tagsOf(metric.series.constFirst().tags));
        return;
    }
    QJsonArray list;
    for (const MetricSeries &series : metric.series)
        list.append(QJsonObject{{u"tags"_s, tagsOf(series.tags)},
                                {u"samples"_s, static_cast<qint64>(series.totals.samples)},
                                {u"values"_s, valuesOf(metric.type, series.totals, series.percentile, seconds)}});
    if (!list.isEmpty())
        object.insert(u"series"_s, list);
    if (metric.samplesBeyond > 0)
        object.insert(u"samplesBeyond"_s, static_cast<qint64>(metric.samplesBeyond));
}

QJsonObject recentOf(const TrendSink &recent)
{
    QJsonObject values = percentiles([&recent](double share) { return recent.percentile(share); });
    values.insert(u"samples"_s, static_cast<qint64>(recent.count()));
    values.insert(u"max"_s, number(recent.max()));
    return values;
}

QJsonArray thresholdsOf(const MetricSnapshot &metric)
{
    QJsonArray list;
    for (const ThresholdState &threshold : metric.thresholds)
        list.append(QJsonObject{
            {u"source"_s, threshold.source}, {u"ok"_s, threshold.ok}, {u"abortOnFail"_s, threshold.abortOnFail}});
    return list;
}

bool hasAnythingToTell(const MetricSnapshot &metric)
{
    return metric.totals.samples > 0 || !metric.thresholds.isEmpty();
}

QJsonArray metricsOf(const MetricsSnapshot &snapshot)
{
    QJsonArray list;
    for (const MetricSnapshot &metric : snapshot.metrics) {
        if (list.size() == MaxRecordedMetrics)
            break;
        if (!hasAnythingToTell(metric))
            continue;
        QJsonObject object = {{u"name"_s, metric.name},
                              {u"type"_s, metricTypeName(metric.type)},
                              {u"contains"_s, metricContainsName(metric.contains)},
                              {u"samples"_s, static_cast<qint64>(metric.totals.samples)},
                              {u"values"_s, valuesOf(metric.type, metric.totals, metric.percentile, snapshot.seconds)}};
        if (metric.recent)
            object.insert(u"recent"_s, recentOf(*metric.recent));
        addSeries(object, metric, snapshot.seconds);
        if (!metric.parent.isEmpty())
            object.insert(u"parent"_s, metric.parent);
        if (!metric.thresholds.isEmpty())
            object.insert(u"thresholds"_s, thresholdsOf(metric));
        list.append(object);
    }
    return list;
}

/// Those that fail come before the others where there are too many; the order stays.
QJsonArray checksOf(const QList<CheckTally> &checks)
{
    const auto fails = [](const CheckTally &check) { return check.fails > 0; };
    const auto failing = static_cast<qsizetype>(std::count_if(checks.begin(), checks.end(), fails));
    qsizetype failingLeft = MaxRecordedChecks;
    qsizetype othersLeft = MaxRecordedChecks - failing;
    QJsonArray list;
    for (const CheckTally &check : checks) {
        if ((fails(check) ? failingLeft : othersLeft)-- <= 0)
            continue;
        list.append(QJsonObject{{u"group"_s, shortened(check.group)},
                                {u"name"_s, shortened(check.name)},
                                {u"passes"_s, static_cast<qint64>(check.passes)},
                                {u"fails"_s, static_cast<qint64>(check.fails)}});
    }
    return list;
}

} // namespace

QByteArray runRecord(const RunPlan &plan, const RunProgress &progress, const MetricsSnapshot &metrics,
                     const QList<CheckTally> &checks)
{
    constexpr double NsPerSecond = 1e9;
    const QJsonArray recordedMetrics = metricsOf(metrics);
    const QJsonArray recordedChecks = checksOf(checks);
    QJsonObject record = {
        {u"stage"_s, stageName(progress.stage)},
        {u"elapsed"_s, static_cast<double>(progress.elapsed) / NsPerSecond},
        {u"maxDuration"_s, static_cast<double>(plan.maxDuration) / NsPerSecond},
        {u"vus"_s, static_cast<qint64>(progress.vusActive)},
        {u"vusInitialized"_s, static_cast<qint64>(progress.vusInitialized)},
        {u"maxVus"_s, static_cast<qint64>(plan.maxVus)},
        {u"iterations"_s, static_cast<qint64>(progress.completed)},
        {u"interrupted"_s, static_cast<qint64>(progress.interrupted)},
        {u"scenarios"_s, scenariosOf(plan, progress)},
        {u"metrics"_s, recordedMetrics},
        {u"checks"_s, recordedChecks},
    };
    const auto insertBeyond = [&record](const QString &name, qint64 all, const QJsonArray &recorded) {
        if (recorded.size() < all)
            record.insert(name, all - recorded.size());
    };
    insertBeyond(u"metricsBeyond"_s, std::count_if(metrics.metrics.begin(), metrics.metrics.end(), hasAnythingToTell),
                 recordedMetrics);
    insertBeyond(u"checksBeyond"_s, checks.size(), recordedChecks);
    return QJsonDocument(record).toJson(QJsonDocument::Compact);
}

} // namespace sockscope
