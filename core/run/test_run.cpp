// SPDX-License-Identifier: GPL-3.0-or-later
#include "run/test_run.h"

#include "journal/journal_writer.h"
#include "k6/builtin_modules.h"
#include "run/source_record.h"
#include "run/test_run_private.h"
#include "script/vu_debugger.h"

#include <QJsonArray>
#include <QJsonDocument>

namespace sockscope {

using namespace Qt::StringLiterals;

namespace {

QByteArray json(const QJsonObject &object)
{
    return QJsonDocument(object).toJson(QJsonDocument::Compact);
}

} // namespace

TestRun::Private::Private(TestRun &owner, TestRunConfig runConfig)
    : run(owner)
    , config(std::move(runConfig))
    , modules(builtinModules())
    , program(config.script, [this](const QString &name) { return modules.find(name) != nullptr; })
{
    if (config.source)
        program.setSource(program.mainUrl(), *config.source);
    if (config.files)
        program.serveOnly(*config.files);
    RunContext &context = state.context;
    context.program = &program;
    context.modules = &modules;
    context.log = config.log;
    context.journal = config.journal;
    context.metrics = &state.metrics;
    context.checks = &checks;
    context.sharedArrays = &sharedArrays;
    context.socketNumbers = config.socketNumbers ? config.socketNumbers : &ownSocketNumbers;
    context.net = &net;
    context.env = config.env;
    context.recordedVus = config.recordedVus;
    context.recordsAllOutput = config.recordsAllOutput;
    state.abort = [this](const QString &reason) { run.stop(ExitCode::AbortedByScript, reason); };
    state.fail = [this](const QString &reason) { run.stop(ExitCode::GenericError, reason); };
    state.context.debugger = config.debugger;
    if (config.debugger)
        config.debugger->prepare(program);
}

TestRun::TestRun(TestRunConfig config)
    : d(std::make_unique<Private>(*this, std::move(config)))
{
}

TestRun::~TestRun() = default;

TestRunResult TestRun::execute()
{
    recordSources(d->program, d->config.journal);
    if (d->config.journal) {
        RecordHead head;
        head.kind = RecordKind::SessionStarted;
        d->config.journal->append(head, json({{u"script"_s, d->program.mainUrl()},
                                              {u"program"_s, u"sockscope"_s},
                                              {u"version"_s, QStringLiteral(SOCKSCOPE_VERSION)},
                                              {u"args"_s, QJsonArray::fromStringList(d->config.args)}}));
    }
    TestRunResult result;
    if (d->prepare(result)) {
        d->runTest(result);
        if (result.exitCode == ExitCode::Ok && d->state.counters.markedAsFailed) {
            result.exitCode = ExitCode::MarkedAsFailed;
            result.reason = u"test run was marked as failed"_s;
        } else if (result.exitCode == ExitCode::Ok && !d->verdict.crossed.isEmpty()) {
            result.exitCode = ExitCode::ThresholdsCrossed;
            result.reason = d->verdict.sentence();
        }
    }
    d->stage = RunStage::Finished;
    d->recorder.reset(); // it tells that last
    result.completed = d->state.counters.iterationsCompleted;
    result.interrupted = d->state.counters.iterationsInterrupted;
    if (d->config.ended)
        d->config.ended(result);
    if (d->config.journal) {
        RecordHead head;
        head.kind = RecordKind::SessionFinished;
        d->config.journal->append(
            head, json({{u"exitCode"_s, static_cast<int>(result.exitCode)}, {u"reason"_s, result.reason}}));
    }
    return result;
}

TestRunResult TestRun::inspect(QJsonObject *options)
{
    TestRunResult result;
    VirtualUser vu(d->state.context, 0);
    if (d->initialise(vu, result) && d->config.storedOptions)
        *options = *d->config.storedOptions;
    else if (result.exitCode == ExitCode::Ok)
        static_cast<void>(d->exportedOptions(vu, *options, result));
    return result;
}

TestRunResult TestRun::examine(TestContents *contents)
{
    TestRunResult result;
    if (!d->prepare(result))
        return result;
    contents->script = ModuleResolver::pathOf(d->program.mainUrl());
    contents->files = d->program.usedFiles();
    contents->modules = d->program.usedBuiltins();
    contents->options = d->state.options;
    contents->scenarios = d->scenarioObjects;
    contents->plan = d->scheduler->plan();
    return result;
}

void TestRun::stop(ExitCode exitCode, const QString &reason)
{
    QMutexLocker lock(&d->mutex);
    if (!d->stopResult) {
        TestRunResult result;
        result.exitCode = exitCode;
        result.reason = reason;
        d->stopResult = result;
    }
    d->state.stopping = true;
    if (d->scheduler)
        d->scheduler->wake();
    lock.unlock();
    d->gate.open();
    d->state.vus.interruptAll();
    d->repeated.interruptAll();
}

QString TestRun::setPaused(bool paused)
{
    if (!d->gate.isClosed()) {
        const RunPlan plan = d->scheduler ? d->scheduler->plan() : RunPlan();
        const RunPlan::Scenario first = plan.scenarios.value(0); // none has work in some segments
        return u"%1 executor '%2' doesn't support pause and resume operations after its start"_s.arg(first.executor,
                                                                                                     first.name);
    }
    if (paused)
        return u"execution is already paused"_s;
    d->gate.open();
    return {};
}

bool TestRun::isPaused() const
{
    return d->gate.isClosed();
}

bool TestRun::isStopping() const
{
    return d->state.stopping;
}

bool TestRun::isTainted() const
{
    return d->thresholds && d->thresholds->isCrossed();
}

bool TestRun::isStuck() const
{
    return d->state.vus.hasInterrupted();
}

const RunCounters &TestRun::counters() const
{
    return d->state.counters;
}

RunProgress TestRun::progress() const
{
    const RunCounters &counters = d->state.counters;
    RunProgress progress;
    progress.stage = d->stage;
    progress.elapsed = d->state.elapsed();
    progress.vusActive = counters.vusActive;
    progress.vusInitialized = counters.vusInitialized;
    progress.completed = counters.iterationsCompleted;
    progress.interrupted = counters.iterationsInterrupted;
    QMutexLocker lock(&d->mutex);
    if (d->scheduler) {
        progress.vusPlanned = d->scheduler->plan().vusPlanned;
        progress.scenarios = d->scheduler->progress();
    }
    return progress;
}

MetricsSnapshot TestRun::snapshot() const
{
    const double seconds = static_cast<double>(d->state.elapsed()) / 1e9;
    MetricsSnapshot snapshot = d->state.metrics.snapshot(seconds);
    if (d->thresholds)
        d->thresholds->annotate(snapshot);
    return snapshot;
}

const RunOptions &TestRun::options() const
{
    return d->state.options;
}

MetricRegistry &TestRun::metrics()
{
    return d->state.metrics;
}

const CheckRegistry &TestRun::checks() const
{
    return d->checks;
}

TestRunResult scriptException(const CallOutcome &outcome, const QString &prefix)
{
    TestRunResult result;
    result.exitCode =
        outcome.rejected ? ExitCode::GenericError : ExitCode::ScriptException; // k6 has no code for rejections
    result.reason = prefix + (outcome.rejected ? u"Uncaught (in promise) "_s : QString()) + outcome.error;
    if (!outcome.rejected)
        result.fields = {{u"hint"_s, u"script exception"_s}, {u"source"_s, u"stacktrace"_s}};
    return result;
}

} // namespace sockscope
