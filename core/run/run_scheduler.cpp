// SPDX-License-Identifier: GPL-3.0-or-later
#include "run/run_scheduler.h"

#include <algorithm>
#include <limits>
#include <thread>

namespace sockscope {

namespace {

int asCount(std::int64_t vus)
{
    return static_cast<int>(std::clamp<std::int64_t>(vus, 0, std::numeric_limits<int>::max()));
}

} // namespace

RunScheduler::RunScheduler(RunState &run, ScenarioSet scenarios)
    : m_run(run)
    , m_scenarios(std::move(scenarios))
    , m_pool(run)
{
    m_plan.share = run.share.length().toDouble();
    for (const auto &executor : m_scenarios.executors) {
        executor->assign(run.share);
        m_plan.scenarios.append({executor->fields().name, executor->fields().type, executor->description()});
        if (executor->hasWork())
            m_runs.push_back(std::make_unique<ScenarioRun>(run, m_pool, *executor));
    }
    const QList<VuStep> steps = requirementsOf(m_scenarios);
    for (const VuStep &step : steps) {
        m_plan.vusPlanned = std::max(m_plan.vusPlanned, step.planned);
        m_plan.maxVus = std::max(m_plan.maxVus, step.planned + step.unplanned);
    }
    m_plan.maxDuration = steps.isEmpty() ? 0 : steps.last().offset;
}

CallOutcome RunScheduler::initialiseVus()
{
    m_pool.allowUnplanned(asCount(m_plan.maxVus - m_plan.vusPlanned));
    return m_pool.initialise(asCount(m_plan.vusPlanned));
}

void RunScheduler::runScenarios()
{
    const auto zero = m_run.clock().now();
    std::vector<std::thread> threads;
    for (const auto &run : m_runs)
        threads.emplace_back([&run, zero] { run->execute(zero); });
    for (std::thread &thread : threads)
        thread.join();
}

void RunScheduler::endVus()
{
    m_pool.endAll();
}

void RunScheduler::wake()
{
    for (const auto &run : m_runs)
        run->wake();
    m_pool.wake();
}

QList<ScenarioProgress> RunScheduler::progress() const
{
    QList<ScenarioProgress> progress;
    for (const auto &run : m_runs)
        progress.append(run->progress());
    return progress;
}

} // namespace sockscope
