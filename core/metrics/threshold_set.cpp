// SPDX-License-Identifier: GPL-3.0-or-later
#include "metrics/threshold_set.h"

#include "log/log_quoting.h"
#include "metrics/sub_metric_name.h"
#include "metrics/threshold_expression.h"

#include <algorithm>
#include <mutex>
#include <vector>

namespace sockscope {

using namespace Qt::StringLiterals;

namespace {

struct Threshold
{
    ThresholdState state;
    ThresholdExpression expression;
};

struct Guarded
{
    const Metric *metric = nullptr;
    std::vector<Threshold> thresholds;
    bool mustAbort = false; // stays once it is set, as in k6
};

QString quoted(const QString &text)
{
    return QString::fromUtf8(goQuoted(text));
}

/// Whether the method suits the metric; the error, or nothing.
QString problemOf(const ThresholdExpression &expression, const QString &source, const QString &name, MetricType type)
{
    if (expression.supports(type))
        return {};
    QStringList supported;
    for (const ThresholdExpression::Method method : thresholdMethods(type))
        supported.append(thresholdMethodName(method));
    return u"invalid threshold "_s + quoted(source) + u" applied on metric "_s + name +
           u"; reason: unsupported aggregation method "_s + thresholdMethodName(expression.method) +
           u" on metric of type "_s + metricTypeName(type) +
           u". supported aggregation methods for this metric are: "_s + supported.join(u", "_s);
}

/// The thresholds of one metric, checked in k6's order: all conditions, the name, the metric, the methods.
QString readThresholds(const QString &name, const QList<ThresholdSource> &sources, const MetricRegistry &registry,
                       std::vector<Threshold> *thresholds)
{
    QString problem;
    for (const ThresholdSource &source : sources) {
        const auto expression = ThresholdExpression::parse(source.source, &problem);
        if (!expression)
            return problem;
        thresholds->push_back({{source.source, source.abortOnFail, source.delayAbortEval, true}, *expression});
    }
    const auto parsed = SubMetricName::parse(name, &problem);
    if (!parsed)
        return u"unable to validate threshold expressions; reason: "_s + problem;
    const Metric *metric = registry.find(parsed->metric);
    if (!metric)
        return u"invalid threshold defined on %1; reason: no metric name "_s.arg(name) + quoted(name) + u" found"_s;
    for (const Threshold &threshold : *thresholds) {
        problem = problemOf(threshold.expression, threshold.state.source, name, metric->type);
        if (!problem.isEmpty())
            return problem;
    }
    return {};
}

void warnOfMetadata(const QString &name, QStringList *warnings)
{
    const auto parsed = SubMetricName::parse(name);
    if (!parsed || !warnings)
        return;
    for (const QString &tag : {u"vu"_s, u"iter"_s}) {
        if (parsed->tags.contains(tag))
            warnings->append(
                u"The high-cardinality '%1' metric tag was made non-indexable in k6 v0.41.0, so thresholds "
                "like '%2' that are based on it won't work correctly."_s.arg(tag, name));
    }
}

} // namespace

struct ThresholdSet::Private
{
    const MetricRegistry &registry;
    mutable std::mutex mutex;
    std::vector<Guarded> metrics;

    /// Names with the same tags are one sub-metric.
    Guarded &guarded(const Metric *metric)
    {
        const auto found = std::find_if(metrics.begin(), metrics.end(),
                                        [metric](const Guarded &each) { return each.metric == metric; });
        return found != metrics.end() ? *found : metrics.emplace_back(Guarded{metric, {}, false});
    }
};

ThresholdSet::ThresholdSet(std::unique_ptr<Private> data)
    : d(std::move(data))
{
}

ThresholdSet::~ThresholdSet() = default;

std::unique_ptr<ThresholdSet> ThresholdSet::create(const Sources &sources, MetricRegistry &registry, QString *error,
                                                   QStringList *warnings)
{
    auto data = std::unique_ptr<Private>(new Private{registry, {}, {}});
    std::vector<std::pair<QString, std::vector<Threshold>>> read;
    for (auto entry = sources.cbegin(); entry != sources.cend(); ++entry) {
        std::vector<Threshold> thresholds;
        *error = readThresholds(entry.key(), entry.value(), registry, &thresholds);
        if (!error->isEmpty())
            return nullptr;
        read.emplace_back(entry.key(), std::move(thresholds));
    }
    for (auto &[name, thresholds] : read) {
        Guarded &guarded = data->guarded(registry.declareSubMetric(name, error));
        guarded.thresholds.insert(guarded.thresholds.end(), thresholds.begin(), thresholds.end());
        warnOfMetadata(name, warnings);
    }
    return std::unique_ptr<ThresholdSet>(new ThresholdSet(std::move(data)));
}

void ThresholdSet::declareSubMetrics(const Sources &sources, MetricRegistry &registry, QStringList *warnings)
{
    for (auto entry = sources.keyBegin(); entry != sources.keyEnd(); ++entry) {
        QString problem;
        if (!registry.declareSubMetric(*entry, &problem) && warnings)
            warnings->append(u"Invalid metric '%1' in threshold definitions: %2"_s.arg(*entry, problem));
        warnOfMetadata(*entry, warnings);
    }
}

bool ThresholdSet::isEmpty() const
{
    return d->metrics.empty();
}

ThresholdVerdict ThresholdSet::evaluate(std::int64_t elapsedNs, bool isFinal)
{
    const std::scoped_lock lock(d->mutex);
    ThresholdVerdict verdict;
    for (Guarded &guarded : d->metrics) {
        const MetricSnapshot values = d->registry.snapshotOf(guarded.metric);
        if (guarded.thresholds.empty() || (values.totals.samples == 0 && !isFinal))
            continue;
        bool isCrossed = false;
        for (auto &[state, expression] : guarded.thresholds) {
            const auto measured = expression.measure(values, static_cast<double>(elapsedNs) / 1e9);
            state.ok = !measured || expression.holds(*measured);
            state.isEvaluated = true;
            isCrossed = isCrossed || !state.ok;
            if (!state.ok && state.abortOnFail && (!state.delayAbortEval || *state.delayAbortEval < elapsedNs))
                guarded.mustAbort = true;
        }
        if (isCrossed)
            verdict.crossed.append(guarded.metric->name);
        verdict.mustAbort = verdict.mustAbort || (isCrossed && guarded.mustAbort);
    }
    verdict.crossed.sort();
    return verdict;
}

bool ThresholdSet::isCrossed() const
{
    const std::scoped_lock lock(d->mutex);
    return std::any_of(d->metrics.begin(), d->metrics.end(), [](const Guarded &guarded) {
        return std::any_of(guarded.thresholds.begin(), guarded.thresholds.end(),
                           [](const Threshold &threshold) { return !threshold.state.ok; });
    });
}

void ThresholdSet::annotate(MetricsSnapshot &snapshot) const
{
    const std::scoped_lock lock(d->mutex);
    for (const Guarded &guarded : d->metrics) {
        const auto found =
            std::find_if(snapshot.metrics.begin(), snapshot.metrics.end(),
                         [&guarded](const MetricSnapshot &metric) { return metric.name == guarded.metric->name; });
        if (found == snapshot.metrics.end())
            continue;
        found->thresholds.clear();
        for (const Threshold &threshold : guarded.thresholds)
            found->thresholds.append(threshold.state);
    }
}

QString ThresholdVerdict::sentence() const
{
    return crossed.isEmpty() ? QString() : u"thresholds on metrics '%1' have been crossed"_s.arg(crossed.join(u", "_s));
}

QString ThresholdVerdict::abortSentence() const
{
    return u"thresholds on metrics '%1' were crossed; at least one has abortOnFail enabled, stopping test "
           "prematurely"_s.arg(crossed.join(u", "_s));
}

} // namespace sockscope
