// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "run/run_progress.h"
#include "run/scenario_run.h"
#include "run/scenario_set.h"
#include "run/vu_pool.h"

namespace sockscope {

/// Runs the scenarios of a test: the VUs that they need at once, each scenario on a thread of its own at its time.
/// wake() and progress() may be used from any thread.
class RunScheduler
{
public:
    /// The scenarios must have been checked; their work is assigned by the run's share.
    RunScheduler(RunState &run, ScenarioSet scenarios);

    [[nodiscard]] const RunPlan &plan() const { return m_plan; }
    /// Makes the planned VUs; the outcome is that of the first whose init code failed, or Complete.
    [[nodiscard]] CallOutcome initialiseVus();
    void runScenarios(); ///< returns when the last has ended
    void endVus();
    void wake(); ///< looks again whether the run is stopped
    [[nodiscard]] QList<ScenarioProgress> progress() const;

private:
    RunState &m_run;
    ScenarioSet m_scenarios;
    RunPlan m_plan;
    VuPool m_pool;
    std::vector<std::unique_ptr<ScenarioRun>> m_runs; // of scenarios with work
};

} // namespace sockscope
