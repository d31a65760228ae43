// SPDX-License-Identifier: GPL-3.0-or-later
#include "run/scenario_set.h"

#include "options/duration_text.h"
#include "run/executors/constant_arrival_rate.h"
#include "run/executors/constant_vus.h"
#include "run/executors/per_vu_iterations.h"
#include "run/executors/ramping_arrival_rate.h"
#include "run/executors/ramping_vus.h"
#include "run/executors/scenario_reader.h"
#include "run/executors/shared_iterations.h"

#include <QJsonArray>

#include <algorithm>
#include <map>

namespace sockscope {

using namespace Qt::StringLiterals;

namespace {

using Maker = std::unique_ptr<Executor> (*)(ScenarioReader &);

template <typename T>
std::unique_ptr<Executor> makeExecutor(ScenarioReader &reader)
{
    return std::make_unique<T>(reader);
}

const std::map<QString, Maker> &makers()
{
    static const std::map<QString, Maker> table = {
        {u"shared-iterations"_s, makeExecutor<SharedIterations>},
        {u"per-vu-iterations"_s, makeExecutor<PerVuIterations>},
        {u"constant-vus"_s, makeExecutor<ConstantVus>},
        {u"ramping-vus"_s, makeExecutor<RampingVus>},
        {u"constant-arrival-rate"_s, makeExecutor<ConstantArrivalRate>},
        {u"ramping-arrival-rate"_s, makeExecutor<RampingArrivalRate>},
    };
    return table;
}

void addScenario(ScenarioSet &set, const QString &name, const QJsonObject &object)
{
    ScenarioReader reader(name, object);
    set.error = reader.error();
    set.isErrorOfScript = !set.error.isEmpty();
    if (set.isErrorOfScript)
        return;
    set.executors.push_back(makers().at(reader.fields().type)(reader));
    set.objects.insert(name, object);
}

QJsonObject shortcut(const QString &executor, const RunOptions &options)
{
    QJsonObject object{{u"executor"_s, executor}};
    if (options.vus)
        object.insert(executor == u"ramping-vus" ? u"startVUs"_s : u"vus"_s, qint64{*options.vus});
    if (options.iterations)
        object.insert(u"iterations"_s, static_cast<qint64>(*options.iterations));
    if (options.duration)
        object.insert(options.iterations ? u"maxDuration"_s : u"duration"_s, formatGoDuration(*options.duration));
    return object;
}

/// Stages without a duration are passed over, as in k6.
QJsonArray stageArray(const QList<Stage> &stages)
{
    QJsonArray array;
    for (const Stage &stage : stages) {
        if (stage.duration)
            array.append(QJsonObject{
                {u"duration"_s, formatGoDuration(*stage.duration)},
                {u"target"_s, stage.target ? QJsonValue(static_cast<qint64>(*stage.target)) : QJsonValue()}});
    }
    return array;
}

QString conflict(const QString &one, const QString &other)
{
    return u"using `%1` and `%2` options simultaneously is not allowed"_s.arg(one, other);
}

/// The object of the scenario that the shortcuts stand for, or an empty one where `scenarios` counts.
QJsonObject shortcutScenario(const RunOptions &options, ScenarioSet &set)
{
    const QJsonArray stages = stageArray(options.stages.value_or(QList<Stage>()));
    if (options.iterations || options.duration) {
        const QString own = options.iterations ? u"iterations"_s : u"duration"_s;
        if (!stages.isEmpty())
            set.error = conflict(own, u"stages"_s);
        else if (options.scenarios)
            set.error = conflict(own, u"scenarios"_s);
        else if (!options.iterations && *options.duration <= 0)
            set.error =
                u"`duration` option should be more than 0, for infinite duration use the externally-controlled executor"_s;
        return shortcut(options.iterations ? u"shared-iterations"_s : u"constant-vus"_s, options);
    }
    if (!stages.isEmpty()) {
        if (options.scenarios)
            set.error = conflict(u"stages"_s, u"scenarios"_s);
        QJsonObject object = shortcut(u"ramping-vus"_s, options);
        object.insert(u"stages"_s, stages);
        return object;
    }
    if (options.vus && !options.stages) {
        if (options.scenarios)
            set.warnings.append(u"`vus=%1` overrides scenarios configuration"_s.arg(*options.vus));
        QJsonObject object = shortcut(u"shared-iterations"_s, options);
        object.insert(u"iterations"_s, qint64{*options.vus});
        return object;
    }
    if (options.scenarios && !options.scenarios->isEmpty())
        return {};
    const QString wasEmpty =
        u"`%1` was explicitly set to an empty value, running the script with 1 iteration in 1 VU"_s;
    if (options.stages)
        set.warnings.append(wasEmpty.arg(u"stages"_s));
    if (options.scenarios)
        set.warnings.append(wasEmpty.arg(u"scenarios"_s));
    return {{u"executor"_s, u"per-vu-iterations"_s}};
}

} // namespace

ScenarioSet makeScenarios(const RunOptions &options)
{
    ScenarioSet set;
    const QMap<QString, QJsonObject> scenarios = options.scenarios.value_or(QMap<QString, QJsonObject>());
    for (auto it = scenarios.cbegin(); it != scenarios.cend() && set.error.isEmpty(); ++it)
        addScenario(set, it.key(), it.value());
    if (!set.error.isEmpty())
        return set;
    const QJsonObject object = shortcutScenario(options, set);
    if (!object.isEmpty() && set.error.isEmpty()) {
        set.executors.clear();
        set.objects.clear();
        addScenario(set, u"default"_s, object);
    }
    std::stable_sort(set.executors.begin(), set.executors.end(), [](const auto &a, const auto &b) {
        return a->fields().startTime < b->fields().startTime; // they are sorted by name already
    });
    return set;
}

QStringList problemsOf(const ScenarioSet &scenarios)
{
    QStringList problems;
    for (const auto &executor : scenarios.executors) {
        if (const QStringList own = executor->problems(); !own.isEmpty())
            problems.append(
                u"scenario %1 has configuration errors: %2"_s.arg(executor->fields().name, own.join(u", "_s)));
    }
    problems.sort();
    return problems;
}

QList<VuStep> requirementsOf(const ScenarioSet &scenarios)
{
    struct Change
    {
        VuStep step;
        std::size_t scenario = 0;
    };
    std::vector<Change> changes;
    for (std::size_t i = 0; i < scenarios.executors.size(); ++i) {
        const Executor &executor = *scenarios.executors[i];
        const QList<VuStep> steps = executor.requirements();
        for (VuStep step : steps) {
            step.offset += executor.fields().startTime;
            changes.push_back({step, i});
        }
    }
    std::stable_sort(changes.begin(), changes.end(),
                     [](const Change &a, const Change &b) { return a.step.offset < b.step.offset; });
    QList<VuStep> all;
    std::vector<VuStep> now(scenarios.executors.size());
    VuStep sum;
    for (const Change &change : changes) {
        sum.offset = change.step.offset;
        sum.planned += change.step.planned - now[change.scenario].planned;
        sum.unplanned += change.step.unplanned - now[change.scenario].unplanned;
        now[change.scenario] = change.step;
        if (all.isEmpty() || all.last().planned != sum.planned || all.last().unplanned != sum.unplanned)
            all.append(sum);
    }
    return all;
}

} // namespace sockscope
