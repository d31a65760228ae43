// SPDX-License-Identifier: GPL-3.0-or-later
// The stages of a run in their order: VUs, setup(), scenarios, teardown(), handleSummary().
#include "metrics/threshold_watch.h"
#include "run/deadline_guard.h"
#include "run/test_run_private.h"
#include "run/vus_sampler.h"

namespace sockscope {

using namespace Qt::StringLiterals;

namespace {

constexpr std::int64_t DefaultStageTimeout = 60'000'000'000;

QString seconds(std::int64_t nanoseconds)
{
    return QString::number((nanoseconds + 500'000'000) / 1'000'000'000);
}

} // namespace

TestRunResult stageTimedOut(const QString &stage, ExitCode code, std::int64_t limit)
{
    TestRunResult result;
    result.exitCode = code;
    result.reason = u"%1() execution timed out after %2 seconds"_s.arg(stage, seconds(limit));
    result.fields = {{u"hint"_s, u"You can increase the time limit via the %1Timeout option"_s.arg(stage)}};
    return result;
}

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

bool TestRun::Private::runSetup(TestRunResult &result)
{
    if (!hasSetup || state.options.noSetup.value_or(false))
        return true;
    stage = RunStage::Setup;
    const std::int64_t limit = state.options.setupTimeout.value_or(DefaultStageTimeout);
    VirtualUser vu(state.context, 0);
    const VuRegistry::Entry entry(state.vus, vu);
    if (state.stopping)
        vu.interrupt();
    vu.setExecutionInfo(state.executionInfo());
    state.watch(vu);
    CallOutcome outcome = vu.initialise();
    bool expired = false;
    if (outcome.kind == CallOutcome::Kind::Complete) {
        vu.enterStage(VirtualUser::Stage::Setup);
        DeadlineGuard guard(state.clock(), std::chrono::nanoseconds(limit), [&vu] { vu.interrupt(); });
        outcome = vu.runForResult(vu.exported(u"setup"_s), {});
        expired = guard.hasExpired();
        state.sampleTraffic(vu);
    }
    if (expired) {
        result = stageTimedOut(u"setup"_s, ExitCode::SetupTimeout, limit);
        return false;
    }
    if (outcome.kind == CallOutcome::Kind::Interrupted) {
        takeStopResult(result);
        return false;
    }
    if (outcome.kind == CallOutcome::Kind::Failed) {
        vu.recordFailure(outcome, "setup()"_ba);
        result = scriptException(outcome);
        return false;
    }
    if (outcome.value.isUndefined())
        return true;
    const CallOutcome text = vu.runForResult(vu.load(u":/Sockscope/Run/export_json.mjs"_s).call(), {outcome.value});
    if (text.kind == CallOutcome::Kind::Failed) {
        result.exitCode = ExitCode::GenericError;
        result.reason = u"error marshaling setup() data to JSON: "_s + text.value.property(u"message"_s).toString();
        return false;
    }
    state.setupData = text.value.toString().toUtf8();
    return true;
}

/// Its VU is not in the registry: teardown() runs to its end also when the run is stopped, as in k6.
void TestRun::Private::runTeardown(TestRunResult &result)
{
    if (!hasTeardown || state.options.noTeardown.value_or(false))
        return;
    stage = RunStage::Teardown;
    const std::int64_t limit = state.options.teardownTimeout.value_or(DefaultStageTimeout);
    VirtualUser vu(state.context, 0);
    vu.setExecutionInfo(state.executionInfo());
    state.watch(vu);
    CallOutcome outcome = vu.initialise();
    bool expired = false;
    if (outcome.kind == CallOutcome::Kind::Complete) {
        vu.enterStage(VirtualUser::Stage::Teardown);
        DeadlineGuard guard(state.clock(), std::chrono::nanoseconds(limit), [&vu] { vu.interrupt(); });
        outcome = vu.runForResult(vu.exported(u"teardown"_s), {state.setupDataFor(vu)});
        expired = guard.hasExpired();
        state.sampleTraffic(vu);
    }
    TestRunResult failure;
    if (expired) {
        failure = stageTimedOut(u"teardown"_s, ExitCode::TeardownTimeout, limit);
    } else if (outcome.kind == CallOutcome::Kind::Failed) {
        vu.recordFailure(outcome, "teardown()"_ba);
        failure = scriptException(outcome);
    }
    if (failure.exitCode == ExitCode::Ok)
        takeStopResult(failure); // stopped, or aborted by teardown() itself
    else if (result.exitCode != ExitCode::Ok)
        logError(failure.reason, failure.fields);
    if (result.exitCode == ExitCode::Ok)
        result = failure;
}

void TestRun::Private::logError(const QString &message, const QMap<QString, QString> &fields)
{
    state.log(LogLevel::Error, message, fields);
}

} // namespace sockscope
