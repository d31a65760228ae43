// SPDX-License-Identifier: GPL-3.0-or-later
// The stages of a run in their order: VUs, a pause, setup(), scenarios, teardown(), handleSummary().
#include "metrics/threshold_watch.h"
#include "run/test_run_private.h"
#include "run/vus_sampler.h"

namespace sockscope {

using namespace Qt::StringLiterals;

void TestRun::Private::takeStopResult(TestRunResult &result) const
{
    QMutexLocker lock(&mutex);
    if (stopResult)
        result = *stopResult;
}

void TestRun::Private::runTest(TestRunResult &result)
{
    Q_EMIT run.planned(scheduler->plan());
    if (config.journal) {
        state.metrics.keepSeries();
        recorder = std::make_unique<RunRecorder>(run, scheduler->plan(), *config.journal, config.recordedVus);
    }
    runWatched(result);
    if (thresholds)
        verdict = thresholds->evaluate(static_cast<std::int64_t>(result.seconds * 1e9), true);
    if (samples)
        samples->stop();
    handleSummary(result);
}

/// All that is measured: VUs, setup(), scenarios, teardown().
void TestRun::Private::runWatched(TestRunResult &result)
{
    const VusSampler sampler(state);
    stage = RunStage::InitVus;
    const bool isReady = initialiseVus(result);
    if (isReady && gate.isClosed()) {
        stage = RunStage::Paused;
        gate.wait();
    }
    state.start();
    std::optional<ThresholdWatch> watch;
    if (thresholds && !thresholds->isEmpty())
        watch.emplace(
            *thresholds, [this] { return state.elapsed(); },
            [this](const QString &sentence) { run.stop(ExitCode::ThresholdsCrossed, sentence); });
    const bool isSetUp = isReady && !state.stopping && runSetup(result);
    if (isSetUp)
        runScenarios();
    scheduler->endVus();
    watch.reset();
    if (result.exitCode == ExitCode::Ok)
        takeStopResult(result);
    if (isSetUp)
        runTeardown(result);
    result.seconds = isReady ? static_cast<double>(state.elapsed()) / 1e9 : 0;
}

bool TestRun::Private::initialiseVus(TestRunResult &result)
{
    const CallOutcome outcome = scheduler->initialiseVus();
    if (outcome.kind == CallOutcome::Kind::Failed)
        result = scriptException(outcome);
    return outcome.kind == CallOutcome::Kind::Complete;
}

void TestRun::Private::runScenarios()
{
    stage = RunStage::Scenarios;
    Q_EMIT run.started(scheduler->plan());
    scheduler->runScenarios();
    if (state.counters.iterationsCompleted == 0)
        state.log(LogLevel::Warning,
                  u"No script iterations fully finished, consider making the test duration longer"_s);
}

void TestRun::Private::logError(const QString &message, const QMap<QString, QString> &fields)
{
    state.log(LogLevel::Error, message, fields);
}

} // namespace sockscope
