// SPDX-License-Identifier: GPL-3.0-or-later
#include "run_view.h"

namespace sockscope {

using namespace Qt::StringLiterals;

namespace {

ScenarioSign signOf(ScenarioStatus status)
{
    switch (status) {
    case ScenarioStatus::Waiting:
        return ScenarioSign::Waiting;
    case ScenarioStatus::Running:
        return ScenarioSign::Running;
    case ScenarioStatus::Stopping:
        return ScenarioSign::Stopping;
    case ScenarioStatus::Done:
        return ScenarioSign::Done;
    case ScenarioStatus::Interrupted:
        return ScenarioSign::Interrupted;
    }
    Q_UNREACHABLE();
}

void describeStage(RunProgressView &view, const RunProgress &progress)
{
    using Stage = RunProgressView::Stage;
    if (progress.stage == RunStage::Init || progress.stage == RunStage::InitVus) {
        const QString planned = QString::number(progress.vusPlanned);
        view.stage = Stage::Initialising;
        view.stageText =
            u"%1/%2 VUs initialized"_s.arg(progress.vusInitialized, planned.size(), 10, QLatin1Char('0')).arg(planned);
        view.stageProgress = progress.vusPlanned == 0 ? 0
                                                      : static_cast<double>(progress.vusInitialized) /
                                                            static_cast<double>(progress.vusPlanned);
    } else if (progress.stage == RunStage::Paused || progress.stage == RunStage::Setup) {
        view.stage = Stage::Preparing;
        view.stageText = progress.stage == RunStage::Paused ? u"paused"_s : u"setup()"_s;
        view.stageProgress = 1;
    } else {
        view.stage = Stage::Running;
    }
}

} // namespace

RunDescription descriptionOf(const RunPlan &plan, const QString &script, const QStringList &outputs)
{
    RunDescription description;
    description.script = script;
    description.outputs = outputs;
    description.segmentShare = plan.share;
    description.maxVus = plan.maxVus;
    description.maxDurationNs = plan.maxDuration;
    for (const RunPlan::Scenario &scenario : plan.scenarios)
        description.scenarios.append({scenario.name, scenario.description});
    return description;
}

RunProgressView viewOf(const RunPlan &plan, const RunProgress &progress)
{
    RunProgressView view;
    describeStage(view, progress);
    view.elapsedNs = progress.elapsed;
    view.maxDurationNs = plan.maxDuration;
    view.activeVus = progress.vusActive;
    view.initialisedVus = progress.vusInitialized;
    view.maxVus = plan.maxVus;
    view.completeIterations = progress.completed;
    view.interruptedIterations = progress.interrupted;
    const bool hasBegun = view.stage == RunProgressView::Stage::Running;
    for (const ScenarioProgress &scenario : progress.scenarios)
        view.scenarios.append({scenario.name, hasBegun ? signOf(scenario.status) : ScenarioSign::Running, scenario.done,
                               scenario.columns});
    return view;
}

} // namespace sockscope
