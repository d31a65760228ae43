// SPDX-License-Identifier: GPL-3.0-or-later
// The scenario: one thread a virtual user, each iterating until the executor has nothing more for it.
#include "log/log.h"
#include "run/stack_memory.h"
#include "run/test_run_private.h"

#include <QDeadlineTimer>
#include <QThread>

#include <vector>

namespace sockscope {

using namespace Qt::StringLiterals;

namespace {

/// Waits for all threads, at most until the deadline; true where all have ended.
bool waitForAll(const std::vector<std::unique_ptr<QThread>> &threads, const QDeadlineTimer &deadline)
{
    return std::all_of(threads.begin(), threads.end(),
                       [&deadline](const auto &thread) { return thread->wait(deadline); });
}

} // namespace

void TestRun::Private::runScenario(TestRunResult &result)
{
    QSemaphore ready;
    QSemaphore go;
    std::vector<std::unique_ptr<QThread>> threads;
    for (int index = 0; index < executor->vus(); ++index) {
        threads.emplace_back(QThread::create([this, index, &ready, &go] { workAs(index, ready, go); }));
        threads.back()->start();
    }
    ready.acquire(executor->vus());
    const bool setUp = !initFailed && !stopping && runSetup(result);
    if (!setUp)
        stopping = true;
    startedAt = std::chrono::steady_clock::now();
    if (setUp)
        Q_EMIT run->started(executor->description(), executor->vus());
    go.release(executor->vus());
    const auto limit = std::chrono::nanoseconds(executor->maxDuration());
    if (!waitForAll(threads, QDeadlineTimer(limit, Qt::PreciseTimer))) {
        startNoMore = true;
        if (!waitForAll(threads, QDeadlineTimer(std::chrono::nanoseconds(executor->gracefulStop()), Qt::PreciseTimer)))
            vus.interruptAll();
    }
    waitForAll(threads, QDeadlineTimer(QDeadlineTimer::Forever));
    result.seconds = static_cast<double>(elapsed()) / 1e9;
    if (!setUp && result.exitCode != ExitCode::Ok)
        return;
    {
        QMutexLocker lock(&stopMutex);
        if (stopResult) {
            const double seconds = result.seconds;
            result = *stopResult;
            result.seconds = seconds;
        }
    }
    if (setUp && counters.iterationsCompleted == 0 && config.log)
        config.log->write({LogLevel::Warning,
                           u"No script iterations fully finished, consider making the test duration longer"_s,
                           {},
                           QDateTime::currentDateTime()});
    if (setUp)
        runTeardown(result);
}

/// The life of one VU thread.
void TestRun::Private::workAs(int index, QSemaphore &ready, QSemaphore &go)
{
    VirtualUser vu(context, index + 1);
    const VuRegistry::Entry entry(vus, vu);
    auto info = executionInfo();
    vu.setExecutionInfo(info);
    watch(*run, vu);
    const CallOutcome outcome = stopping ? CallOutcome{CallOutcome::Kind::Interrupted, {}, {}, false} : vu.initialise();
    if (outcome.kind == CallOutcome::Kind::Failed && !initFailed.exchange(true)) {
        const TestRunResult failure = scriptException(outcome);
        QMutexLocker lock(&stopMutex);
        if (!stopResult)
            stopResult = failure;
    }
    returnUnusedStack();
    ++counters.vusInitialized;
    ready.release();
    go.acquire();
    if (outcome.kind == CallOutcome::Kind::Complete)
        iterate(vu, index);
}

void TestRun::Private::iterate(VirtualUser &vu, int index)
{
    auto info = executionInfo();
    info->scenarioName = u"default"_s;
    info->executor = executor->type();
    info->startTimeMs = QDateTime::currentMSecsSinceEpoch();
    info->idInInstance = index + 1;
    info->idInTest = index + 1;
    info->progress = [this] { return executor->progress(elapsed()); };
    vu.setExecutionInfo(info);
    vu.setEnvironment({}); // as k6 does when it activates a VU: what the init code changed in __ENV is gone
    const Metric *iterations = metrics.find(u"iterations"_s);
    const Metric *duration = metrics.find(u"iteration_duration"_s);
    std::optional<QJSValue> data;
    ++counters.vusActive;
    std::uint64_t done = 0;
    while (!stopping && !startNoMore) {
        const std::optional<std::uint64_t> number = executor->next(index, done);
        if (!number)
            break;
        info->iterationInScenario = done;
        info->scenarioIterationInInstance = *number;
        info->scenarioIterationInTest = *number;
        vu.enterStage(VirtualUser::Stage::Iteration, static_cast<std::uint32_t>(done++));
        if (!data)
            data = setupDataFor(vu);
        vu.record(RecordKind::IterationStarted, 0);
        const std::int64_t began = elapsed();
        const CallOutcome outcome = vu.runIteration(vu.exported(u"default"_s), {*data});
        const std::int64_t took = elapsed() - began;
        sampleTraffic(vu);
        if (outcome.kind == CallOutcome::Kind::Interrupted) {
            vu.record(RecordKind::IterationFinished, 0, "interrupted");
            ++counters.iterationsInterrupted;
            break;
        }
        vu.record(RecordKind::IterationFinished, 0, outcome.kind == CallOutcome::Kind::Failed ? "failed" : "complete");
        ++counters.iterationsCompleted;
        vu.sample(duration, static_cast<double>(took) / 1e6);
        vu.sample(iterations, 1);
        if (const std::int64_t least = options.minIterationDuration.value_or(0); took < least)
            vu.sleep(static_cast<double>(least - took) / 1e9);
    }
    --counters.vusActive;
}

} // namespace sockscope
