// SPDX-License-Identifier: GPL-3.0-or-later
#include "recorded_run.h"

#include "metrics/trend_sink.h"
#include "output/summary/section_collector.h"

#include <QFile>
#include <QJsonArray>
#include <QJsonDocument>

#include <algorithm>
#include <cmath>

namespace sockscope::test {

using namespace Qt::StringLiterals;

namespace {

TagMap tagsOf(const QJsonObject &object)
{
    TagMap tags;
    for (auto it = object.begin(); it != object.end(); ++it)
        tags.insert(it.key(), it.value().toString());
    return tags;
}

bool hasTags(const TagMap &tags, const TagMap &wanted)
{
    return std::all_of(wanted.keyValueBegin(), wanted.keyValueEnd(),
                       [&tags](const auto &tag) { return tags.value(tag.first) == tag.second; });
}

MetricType typeOf(const QString &name)
{
    for (const MetricType type : {MetricType::Counter, MetricType::Gauge, MetricType::Rate}) {
        if (metricTypeName(type) == name)
            return type;
    }
    return MetricType::Trend;
}

MetricContains containsOf(const QString &name)
{
    for (const MetricContains contains : {MetricContains::Time, MetricContains::Data}) {
        if (metricContainsName(contains) == name)
            return contains;
    }
    return MetricContains::Default;
}

MetricSnapshot definitionOf(const QJsonObject &object)
{
    MetricSnapshot metric;
    metric.name = object["name"_L1].toString();
    metric.parent = object["parent"_L1].toString();
    metric.suffix = object["suffix"_L1].toString();
    metric.tags = tagsOf(object["tags"_L1].toObject());
    metric.type = typeOf(object["type"_L1].toString());
    metric.contains = containsOf(object["contains"_L1].toString());
    for (const auto &value : object["thresholds"_L1].toArray())
        metric.thresholds.append({value["source"_L1].toString(), false, std::nullopt, value["ok"_L1].toBool()});
    return metric;
}

void addTo(MetricSnapshot &metric, std::vector<double> &values, double value)
{
    MetricTotals &totals = metric.totals;
    totals.min = totals.samples == 0 ? value : std::min(totals.min, value);
    totals.max = totals.samples == 0 ? value : std::max(totals.max, value);
    ++totals.samples;
    totals.sum += value;
    totals.last = value;
    totals.nonZero += value != 0 ? 1 : 0;
    values.push_back(value);
}

/// The root group with the checks of all groups, from what handleSummary() got.
CheckGroup groupOf(const QJsonObject &object)
{
    CheckGroup group{object["name"_L1].toString(), object["path"_L1].toString(), {}, {}};
    for (const auto &check : object["checks"_L1].toArray())
        group.checks.append({group.path, check["name"_L1].toString(),
                             static_cast<std::uint64_t>(check["passes"_L1].toInteger()),
                             static_cast<std::uint64_t>(check["fails"_L1].toInteger())});
    for (const auto &inner : object["groups"_L1].toArray())
        group.groups.append(groupOf(inner.toObject()));
    return group;
}

/// k6 counts a check in the first group that had one of its name.
void addCheck(QList<CheckTally> &checks, const Sample &sample)
{
    const QString name = sample.tags.value(u"check"_s);
    auto check =
        std::find_if(checks.begin(), checks.end(), [&](const CheckTally &tally) { return tally.name == name; });
    if (check == checks.end())
        check = checks.insert(checks.end(), {sample.tags.value(u"group"_s), name, 0, 0});
    ++(sample.value != 0 ? check->passes : check->fails);
}

void addSamples(RunSummary &summary, const QJsonArray &samples)
{
    SectionCollector sections;
    MetricRegistry registry;
    QMap<QString, std::vector<double>> values;
    for (const auto &entry : samples) {
        const QString name = entry[0].toString();
        const auto found = std::find_if(summary.metrics.metrics.begin(), summary.metrics.metrics.end(),
                                        [&name](const MetricSnapshot &metric) { return metric.name == name; });
        const Metric *metric = registry.declare(name, found->type, found->contains, nullptr);
        const Sample sample{metric, entry[1].toDouble(), tagsOf(entry[2].toObject()), {}, 0};
        for (int count = entry[3].toInt(); count > 0; --count) {
            sections.add(std::vector<Sample>{sample});
            if (name == u"checks")
                addCheck(summary.checks, sample);
            for (MetricSnapshot &each : summary.metrics.metrics) {
                if (each.name == name || (each.parent == name && hasTags(sample.tags, each.tags)))
                    addTo(each, values[each.name], sample.value);
            }
        }
    }
    for (MetricSnapshot &metric : summary.metrics.metrics) {
        std::vector<double> sorted = values.value(metric.name);
        std::sort(sorted.begin(), sorted.end());
        metric.percentile = [sorted](double share) { return percentile(sorted, share); };
    }
    summary.groups = sections.groups();
    summary.scenarios = sections.scenarios();
}

bool isSameNumber(double actual, double expected)
{
    return actual == expected || std::abs(actual - expected) <= std::abs(expected) * 1e-9;
}

} // namespace

QByteArray readRunsFile(const QString &name)
{
    QFile file(QStringLiteral(RUNS) + u'/' + name);
    if (!file.open(QIODevice::ReadOnly))
        qFatal("%s: %s", qPrintable(file.fileName()), qPrintable(file.errorString()));
    return file.readAll();
}

RecordedRun readRecordedRun(const QString &name)
{
    const QJsonObject file = QJsonDocument::fromJson(readRunsFile(name + u".json"_s)).object();
    RecordedRun run;
    run.text = readRunsFile(name + u".txt"_s);
    run.data = file["data"_L1].toObject();
    run.exported = file["export"_L1].toObject();
    for (const auto &metric : file["metrics"_L1].toArray())
        run.summary.metrics.metrics.append(definitionOf(metric.toObject()));
    run.summary.metrics.seconds = run.data["state"_L1]["testRunDurationMs"_L1].toDouble() / 1000;
    addSamples(run.summary, file["samples"_L1].toArray());
    run.summary.root = groupOf(run.data["root_group"_L1].toObject());
    if (const QJsonValue setup = run.data.value("setup_data"_L1); setup.isObject())
        run.summary.setupData = QJsonDocument(setup.toObject()).toJson(QJsonDocument::Compact);
    SummaryOptions &options = run.summary.options;
    options.mode = file["mode"_L1] == u"full"_s ? SummaryMode::Full : SummaryMode::Compact;
    options.isStdOutTerminal = file["terminal"_L1].toBool();
    options.isStdErrTerminal = run.data["state"_L1]["isStdErrTTY"_L1].toBool();
    options.hasNoColor = run.data["options"_L1]["noColor"_L1].toBool();
    options.timeUnit = run.data["options"_L1]["summaryTimeUnit"_L1].toString();
    options.trendStats.clear();
    for (const auto &stat : run.data["options"_L1]["summaryTrendStats"_L1].toArray())
        options.trendStats.append(stat.toString());
    return run;
}

QString jsonDifference(const QJsonValue &actual, const QJsonValue &expected, const QString &path)
{
    if (actual.isObject() && expected.isObject()) {
        const QJsonObject left = actual.toObject();
        const QJsonObject right = expected.toObject();
        if (left.keys() != right.keys())
            return path + u": "_s + left.keys().join(u' ') + u" instead of "_s + right.keys().join(u' ');
        for (auto it = left.begin(); it != left.end(); ++it) {
            if (const QString inner = jsonDifference(it.value(), right[it.key()], path + u'.' + it.key());
                !inner.isEmpty())
                return inner;
        }
        return {};
    }
    if (actual.isArray() && expected.isArray() && actual.toArray().size() == expected.toArray().size()) {
        for (qsizetype at = 0; at < actual.toArray().size(); ++at) {
            if (const QString inner = jsonDifference(actual[at], expected[at], path + u"[%1]"_s.arg(at));
                !inner.isEmpty())
                return inner;
        }
        return {};
    }
    if (actual.isDouble() && expected.isDouble() && isSameNumber(actual.toDouble(), expected.toDouble()))
        return {};
    return actual == expected ? QString() : path + u" differs"_s;
}

} // namespace sockscope::test
