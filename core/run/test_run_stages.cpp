// SPDX-License-Identifier: GPL-3.0-or-later
// The stages of a run that happen once: init with the reading of options, setup() and teardown().
#include "journal/journal_writer.h"
#include "log/log.h"
#include "run/deadline_guard.h"
#include "run/test_run_private.h"

#include <QJsonDocument>

namespace sockscope {

using namespace Qt::StringLiterals;

namespace {

constexpr std::int64_t DefaultStageTimeout = 60'000'000'000;

QString seconds(std::int64_t nanoseconds)
{
    return QString::number((nanoseconds + 500'000'000) / 1'000'000'000);
}

TestRunResult timedOut(const QString &stage, ExitCode code, std::int64_t limit)
{
    TestRunResult result;
    result.exitCode = code;
    result.reason = u"%1() execution timed out after %2 seconds"_s.arg(stage, seconds(limit));
    result.fields = {{u"hint"_s, u"You can increase the time limit via the %1Timeout option"_s.arg(stage)}};
    return result;
}

TestRunResult notCompiled(const CompileError &error, const QString &couldNot)
{
    TestRunResult result;
    result.exitCode = ExitCode::ScriptException;
    result.reason = couldNot + error.message;
    if (error.isLinkError) { // k6 tells it as an exception
        result.reason =
            u"%1: %2\n\tat %3:%4:%5(0)\n"_s.arg(error.name, error.message, error.url).arg(error.line).arg(error.column);
        result.fields = {{u"hint"_s, u"script exception"_s}, {u"source"_s, u"stacktrace"_s}};
    }
    return result;
}

QString timeoutProblem(const RunOptions &options)
{
    const QString problem = u"There were problems with the specified script configuration:\n\t- %1 must be positive"_s;
    if (options.setupTimeout.value_or(1) <= 0)
        return problem.arg(u"setupTimeout"_s);
    return options.teardownTimeout.value_or(1) <= 0 ? problem.arg(u"teardownTimeout"_s) : QString();
}

} // namespace

/// The init code of a VU that only looks.
bool TestRun::Private::initialise(VirtualUser &vu, TestRunResult &result)
{
    vu.setExecutionInfo(executionInfo());
    watch(*run, vu);
    const CallOutcome outcome = vu.initialise();
    const QString name = config.scriptName.isEmpty() ? config.script : config.scriptName;
    const QString couldNot = u"could not initialize '%1': could not load JS test '%2': "_s.arg(name, program.mainUrl());
    if (outcome.kind == CallOutcome::Kind::Interrupted) {
        QMutexLocker lock(&stopMutex);
        result = stopResult.value_or(TestRunResult());
        if (result.exitCode == ExitCode::AbortedByScript)
            result.reason.prepend(couldNot);
    } else if (outcome.kind == CallOutcome::Kind::Failed && vu.compileError()) {
        result = notCompiled(*vu.compileError(), couldNot);
    } else if (outcome.kind == CallOutcome::Kind::Failed) {
        result = scriptException(outcome, outcome.rejected ? couldNot : QString());
    } else if (outcome.value.isUndefined()) {
        result.exitCode = ExitCode::GenericError;
        result.reason =
            couldNot + u"the init code waits forever: nothing will settle what it awaits outside of its functions"_s;
    }
    return result.exitCode == ExitCode::Ok && outcome.kind == CallOutcome::Kind::Complete;
}

/// Runs the init code once for a VU of its own, to learn the options and what the script exports.
bool TestRun::Private::prepare(TestRunResult &result)
{
    VirtualUser vu(context, 0);
    const VuRegistry::Entry entry(vus, vu);
    if (stopping) // before there was anything to interrupt
        vu.interrupt();
    if (!initialise(vu, result))
        return false;
    for (const QString &name : {u"setup"_s, u"teardown"_s}) {
        const QJSValue exported = vu.exported(name);
        if (!exported.isUndefined() && !exported.isNull() && !exported.isCallable()) {
            result.exitCode = ExitCode::GenericError;
            result.reason = u"exported '%1' must be a function"_s.arg(name);
            return false;
        }
    }
    hasSetup = vu.exported(u"setup"_s).isCallable();
    hasTeardown = vu.exported(u"teardown"_s).isCallable();
    if (!vu.hasExportedFunction()) {
        result.exitCode = ExitCode::GenericError;
        result.reason = u"no exported functions in script"_s;
        return false;
    }
    if (!readOptions(vu, result))
        return false;
    if (!vu.exported(u"default"_s).isCallable()) {
        result.exitCode = ExitCode::InvalidConfiguration;
        result.reason =
            u"There were problems with the specified script configuration:\n\t- executor default: function 'default' "
            "not found in exports"_s;
        return false;
    }
    program.lock();
    return true;
}

bool TestRun::Private::exportedOptions(VirtualUser &vu, QJsonObject &object, TestRunResult &result)
{
    const QJSValue exported = vu.exported(u"options"_s);
    if (exported.isUndefined() || exported.isNull())
        return true;
    const CallOutcome text = vu.runForResult(vu.load(u":/Sockscope/Run/export_json.mjs"_s).call(), {exported});
    if (text.kind != CallOutcome::Kind::Complete) {
        result.exitCode = ExitCode::GenericError;
        result.reason = u"error parsing script options: "_s + text.value.property(u"message"_s).toString();
        return false;
    }
    const QString json = text.value.toString();
    const QJsonDocument document = QJsonDocument::fromJson(json.toUtf8());
    if (!document.isObject()) {
        result.exitCode = ExitCode::InvalidConfiguration;
        result.reason =
            u"parsing options from script got error while parsing %1: the exported options should be an object"_s.arg(
                json);
        return false;
    }
    object = document.object();
    return true;
}

bool TestRun::Private::readOptions(VirtualUser &vu, TestRunResult &result)
{
    QJsonObject object;
    if (!exportedOptions(vu, object, result))
        return false;
    QString error;
    options = parseScriptOptions(object, &error);
    options.override(config.overrides);
    if (!options.unknown.isEmpty())
        vu.log(LogLevel::Warning, u"There were unknown fields in the options exported in the script"_s,
               {{u"error"_s, u"json: unknown field \"%1\""_s.arg(options.unknown.first())}});
    for (const QString &name : std::as_const(options.notProvided))
        vu.log(LogLevel::Warning, u"The option `%1` is not provided by this version and has no effect"_s.arg(name));
    if (options.scenarios || options.stages)
        error =
            u"the option `%1` is not provided by this version: use vus, iterations or duration here, or run the script in k6"_s
                .arg(options.scenarios ? u"scenarios"_s : u"stages"_s);
    if (error.isEmpty())
        error = timeoutProblem(options);
    if (error.isEmpty())
        executor = executorFor(options, &error);
    if (!error.isEmpty()) {
        result.exitCode = ExitCode::InvalidConfiguration;
        result.reason = error;
        return false;
    }
    net = options.net();
    context.tags = options.tags.value_or(QMap<QString, QString>());
    return true;
}

bool TestRun::Private::runSetup(TestRunResult &result)
{
    if (!hasSetup || options.noSetup.value_or(false))
        return true;
    const std::int64_t limit = options.setupTimeout.value_or(DefaultStageTimeout);
    VirtualUser vu(context, 0);
    const VuRegistry::Entry entry(vus, vu);
    if (stopping)
        vu.interrupt();
    vu.setExecutionInfo(executionInfo());
    watch(*run, vu);
    CallOutcome outcome = vu.initialise();
    bool expired = false;
    if (outcome.kind == CallOutcome::Kind::Complete) {
        vu.enterStage(VirtualUser::Stage::Setup);
        DeadlineGuard guard(std::chrono::nanoseconds(limit), [&vu] { vu.interrupt(); });
        outcome = vu.runForResult(vu.exported(u"setup"_s), {});
        expired = guard.hasExpired();
        sampleTraffic(vu);
    }
    if (expired) {
        result = timedOut(u"setup"_s, ExitCode::SetupTimeout, limit);
        return false;
    }
    if (outcome.kind == CallOutcome::Kind::Interrupted) {
        QMutexLocker lock(&stopMutex);
        result = stopResult.value_or(TestRunResult());
        return false;
    }
    if (outcome.kind == CallOutcome::Kind::Failed) {
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
    setupData = text.value.toString().toUtf8();
    return true;
}

void TestRun::Private::runTeardown(TestRunResult &result)
{
    if (!hasTeardown || options.noTeardown.value_or(false))
        return;
    const std::int64_t limit = options.teardownTimeout.value_or(DefaultStageTimeout);
    VirtualUser vu(context,
                   0); // not in the registry: teardown() runs to its end also when the run is stopped, as in k6
    vu.setExecutionInfo(executionInfo());
    watch(*run, vu);
    CallOutcome outcome = vu.initialise();
    bool expired = false;
    if (outcome.kind == CallOutcome::Kind::Complete) {
        vu.enterStage(VirtualUser::Stage::Teardown);
        DeadlineGuard guard(std::chrono::nanoseconds(limit), [&vu] { vu.interrupt(); });
        outcome = vu.runForResult(vu.exported(u"teardown"_s), {setupDataFor(vu)});
        expired = guard.hasExpired();
        sampleTraffic(vu);
    }
    TestRunResult failure;
    if (expired)
        failure = timedOut(u"teardown"_s, ExitCode::TeardownTimeout, limit);
    else if (outcome.kind == CallOutcome::Kind::Failed)
        failure = scriptException(outcome);
    if (failure.exitCode == ExitCode::Ok) {
        QMutexLocker lock(&stopMutex);
        failure = stopResult.value_or(TestRunResult()); // stopped, or aborted by teardown() itself
    } else if (result.exitCode != ExitCode::Ok) {
        logError(failure.reason, failure.fields);
    }
    if (result.exitCode == ExitCode::Ok && failure.exitCode != ExitCode::Ok) {
        failure.seconds = result.seconds;
        result = failure;
    }
}

QJSValue TestRun::Private::setupDataFor(VirtualUser &vu) const
{
    if (setupData.isEmpty())
        return {};
    const QJSValue parse = vu.engine().globalObject().property(u"JSON"_s).property(u"parse"_s);
    return parse.call({QString::fromUtf8(setupData)});
}

} // namespace sockscope
