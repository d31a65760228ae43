// SPDX-License-Identifier: GPL-3.0-or-later
#include "run/vu_worker.h"

#include "run/scenario_run.h"
#include "run/stack_memory.h"
#include "script/vu_stopwatch.h"

namespace sockscope {

using namespace Qt::StringLiterals;

VuWorker::VuWorker(RunState &run, int idInInstance, int idInTest, Initialised initialised)
    : m_run(run)
    , m_idInInstance(idInInstance)
    , m_idInTest(idInTest)
    , m_initialised(std::move(initialised))
{
}

VuWorker::~VuWorker()
{
    end();
    if (m_thread)
        m_thread->wait();
}

bool VuWorker::start()
{
    m_thread.reset(QThread::create([this] { live(); }));
    m_thread->start();
    return m_thread->isRunning() || m_thread->isFinished();
}

VuActivation VuWorker::activate(ScenarioRun &scenario, IterationSource source)
{
    const std::lock_guard lock(m_mutex);
    m_next = Activation{++m_activations, &scenario, std::move(source)};
    m_wake.notify_one();
    return {*this, m_activations};
}

void VuWorker::interruptActivation(std::uint64_t number)
{
    const std::lock_guard lock(m_mutex);
    if (m_current == number && m_vu)
        m_vu->interrupt();
}

void VuWorker::interruptInit()
{
    const std::lock_guard lock(m_mutex);
    m_endsInit = true;
    if (m_vu && !m_isInitialised)
        m_vu->interrupt();
}

void VuWorker::end()
{
    const std::lock_guard lock(m_mutex);
    m_isEnding = true;
    m_wake.notify_one();
}

void VuWorker::live()
{
    VirtualUser vu(m_run.context, m_idInTest);
    const VuRegistry::Entry entry(m_run.vus, vu);
    {
        const std::lock_guard lock(m_mutex);
        m_vu = &vu;
    }
    initialise(vu);
    while (std::optional<Activation> activation = waitForWork())
        work(vu, *activation);
    m_setupData.reset(); // belongs to the engine
    const std::lock_guard lock(m_mutex);
    m_vu = nullptr;
}

void VuWorker::initialise(VirtualUser &vu)
{
    vu.setExecutionInfo(m_run.executionInfo());
    m_run.watch(vu);
    std::unique_lock lock(m_mutex);
    const bool isEnding = m_endsInit || m_run.stopping;
    lock.unlock();
    const CallOutcome outcome = isEnding ? CallOutcome{CallOutcome::Kind::Interrupted, {}, {}, false} : vu.initialise();
    returnUnusedStack();
    lock.lock();
    m_isInitialised = true;
    lock.unlock();
    if (outcome.kind != CallOutcome::Kind::Complete)
        end();
    m_initialised(*this, outcome);
}

std::optional<VuWorker::Activation> VuWorker::waitForWork()
{
    std::unique_lock lock(m_mutex);
    m_wake.wait(lock, [this] { return m_next || m_isEnding; });
    if (!m_next)
        return std::nullopt;
    std::optional<Activation> activation = std::move(m_next);
    m_next.reset();
    m_current = activation->number;
    return activation;
}

/// What a VU knows while it works for a scenario; made anew for each activation, and with it tags and __ENV, as in k6.
std::shared_ptr<ExecutionInfo> VuWorker::infoFor(const ScenarioRun &scenario) const
{
    std::shared_ptr<ExecutionInfo> info = m_run.executionInfo();
    info->scenarioName = scenario.fields().name;
    info->executor = scenario.fields().type;
    info->tags = scenario.fields().tags;
    info->startTimeMs = scenario.startTimeMs();
    info->progress = [&scenario] { return scenario.done(); };
    info->idInInstance = m_idInInstance;
    info->idInTest = m_idInTest;
    return info;
}

void VuWorker::work(VirtualUser &vu, Activation &activation)
{
    const ScenarioRun &scenario = *activation.scenario;
    const std::shared_ptr<ExecutionInfo> info = infoFor(scenario);
    vu.setExecutionInfo(info);
    vu.setEnvironment(scenario.fields().env);
    if (!m_setupData)
        m_setupData = m_run.setupDataFor(vu);
    const bool isActiveThroughout = !scenario.waitsBetweenIterations();
    if (isActiveThroughout)
        ++m_run.counters.vusActive;
    bool goesOn = true;
    while (goesOn && !m_run.stopping && activation.source.next(*this)) {
        if (!isActiveThroughout)
            ++m_run.counters.vusActive;
        goesOn = iterate(vu, activation, *info);
        if (!isActiveThroughout)
            --m_run.counters.vusActive;
        if (activation.source.ended)
            activation.source.ended();
    }
    if (isActiveThroughout)
        --m_run.counters.vusActive;
    leave(vu, activation);
}

/// False where the iteration was interrupted.
bool VuWorker::iterate(VirtualUser &vu, Activation &activation, ExecutionInfo &info)
{
    ScenarioRun &scenario = *activation.scenario;
    auto &first = activation.source.firstNumbers;
    const auto [inInstance, inTest] = first ? *std::exchange(first, std::nullopt) : scenario.nextIterationNumbers();
    info.iterationInScenario = m_iterationsIn[info.scenarioName]++;
    info.scenarioIterationInInstance = inInstance;
    info.scenarioIterationInTest = inTest;
    vu.enterStage(VirtualUser::Stage::Iteration, m_iterations++);
    vu.record(RecordKind::IterationStarted, 0);
    VuStopwatch running;
    running.start(vu);
    const CallOutcome outcome = vu.runIteration(vu.exported(scenario.function()), {*m_setupData});
    const std::chrono::nanoseconds took = running.elapsed();
    m_run.sampleTraffic(vu);
    if (outcome.kind == CallOutcome::Kind::Interrupted) {
        vu.record(RecordKind::IterationFinished, 0, "interrupted");
        ++m_run.counters.iterationsInterrupted;
        return false;
    }
    vu.record(RecordKind::IterationFinished, 0, outcome.kind == CallOutcome::Kind::Failed ? "failed" : "complete");
    ++m_run.counters.iterationsCompleted;
    vu.sample(m_run.iterationDuration, static_cast<double>(took.count()) / 1e6);
    vu.sample(m_run.iterations, 1);
    if (const std::int64_t least = m_run.options.minIterationDuration.value_or(0); took.count() < least)
        vu.sleep(static_cast<double>(least - took.count()) / 1e9);
    return true;
}

void VuWorker::leave(VirtualUser &vu, Activation &activation)
{
    {
        const std::lock_guard lock(m_mutex);
        m_current = 0;
    }
    if (vu.isInterrupted() && !m_run.stopping) // the scenario's doing; where the run is stopped, nothing follows
        vu.clearInterruption();
    if (activation.source.left)
        activation.source.left();
    activation.scenario->vuLeft(*this, activation.number);
}

void VuActivation::interrupt() const
{
    m_worker->interruptActivation(m_number);
}

} // namespace sockscope
