// SPDX-License-Identifier: GPL-3.0-or-later
#include "run/test_run.h"

#include "journal/journal_writer.h"
#include "k6/builtin_modules.h"
#include "log/log.h"
#include "run/source_record.h"
#include "run/test_run_private.h"

#include <QFileInfo>
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

TestRun::Private::Private(TestRunConfig runConfig)
    : config(std::move(runConfig))
    , modules(builtinModules())
    , program(config.script, [this](const QString &name) { return modules.find(name) != nullptr; })
{
    if (config.source)
        program.setSource(program.mainUrl(), *config.source);
    context.program = &program;
    context.modules = &modules;
    context.log = config.log;
    context.journal = config.journal;
    context.metrics = &metrics;
    context.checks = &checks;
    context.sharedArrays = &sharedArrays;
    context.socketNumbers = config.socketNumbers ? config.socketNumbers : &ownSocketNumbers;
    context.net = &net;
    context.env = config.env;
}

TestRun::TestRun(TestRunConfig config)
    : d(std::make_unique<Private>(std::move(config)))
{
    d->run = this;
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
    d->startedAt = std::chrono::steady_clock::now();
    if (d->prepare(result)) {
        d->runScenario(result);
        if (result.exitCode == ExitCode::Ok && d->counters.markedAsFailed) {
            result.exitCode = ExitCode::MarkedAsFailed;
            result.reason = u"test run was marked as failed"_s;
        }
    }
    result.completed = d->counters.iterationsCompleted;
    result.interrupted = d->counters.iterationsInterrupted;
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
    VirtualUser vu(d->context, 0);
    if (d->initialise(vu, result))
        static_cast<void>(d->exportedOptions(vu, *options, result));
    return result;
}

void TestRun::stop(ExitCode exitCode, const QString &reason)
{
    {
        QMutexLocker lock(&d->stopMutex);
        if (!d->stopResult) {
            TestRunResult result;
            result.exitCode = exitCode;
            result.reason = reason;
            d->stopResult = result;
        }
    }
    d->stopping = true;
    d->vus.interruptAll();
}

bool TestRun::isStuck() const
{
    return d->vus.hasInterrupted();
}

const RunCounters &TestRun::counters() const
{
    return d->counters;
}

MetricRegistry &TestRun::metrics()
{
    return d->metrics;
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

void TestRun::Private::logError(const QString &message, const QMap<QString, QString> &fields)
{
    if (config.log)
        config.log->write({LogLevel::Error, message, fields, QDateTime::currentDateTime()});
}

std::int64_t TestRun::Private::elapsed() const
{
    return std::chrono::duration_cast<std::chrono::nanoseconds>(std::chrono::steady_clock::now() - startedAt).count();
}

void TestRun::Private::watch(TestRun &owner, VirtualUser &vu)
{
    QObject::connect(&vu, &VirtualUser::abortRequested, &vu,
                     [&owner](const QString &reason) { owner.stop(ExitCode::AbortedByScript, reason); });
}

/// One pair of samples for each iteration, setup() and teardown(), also where it moved nothing and where it was
/// interrupted.
void TestRun::Private::sampleTraffic(VirtualUser &vu)
{
    const auto [sent, received] = vu.takeTraffic();
    vu.sample(metrics.find(u"data_sent"_s), static_cast<double>(sent));
    vu.sample(metrics.find(u"data_received"_s), static_cast<double>(received));
}

std::shared_ptr<ExecutionInfo> TestRun::Private::executionInfo() const
{
    auto info = std::make_shared<ExecutionInfo>();
    info->counters = const_cast<RunCounters *>(&counters);
    info->runStartedAt = startedAt;
    info->options = QJsonDocument(options.toJson()).toJson(QJsonDocument::Compact);
    info->throwErrors = options.throwErrors.value_or(false);
    return info;
}

} // namespace sockscope
