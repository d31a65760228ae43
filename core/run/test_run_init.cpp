// SPDX-License-Identifier: GPL-3.0-or-later
// The init code of a VU that only looks: what the script exports.
#include "run/test_run_private.h"

namespace sockscope {

using namespace Qt::StringLiterals;

namespace {

TestRunResult notCompiled(const CompileError &error, const QString &couldNot)
{
    TestRunResult result;
    result.exitCode = ExitCode::ScriptException;
    result.reason = couldNot + error.message;
    if (error.isLinkError) { // k6 tells it as an exception
        result.reason = u"%1: %2\n\tat %3:%4:%5(0)\n"_s.arg(error.name, error.message, error.url,
                                                            QString::number(error.line), QString::number(error.column));
        result.fields = {{u"hint"_s, u"script exception"_s}, {u"source"_s, u"stacktrace"_s}};
    }
    return result;
}

} // namespace

QString TestRun::Private::couldNotLoad() const
{
    const QString name = config.scriptName.isEmpty() ? config.script : config.scriptName;
    return u"could not initialize '%1': could not load JS test '%2': "_s.arg(name, program.mainUrl());
}

bool TestRun::Private::initialise(VirtualUser &vu, TestRunResult &result)
{
    vu.setExecutionInfo(state.executionInfo());
    state.watch(vu);
    const CallOutcome outcome = vu.initialise();
    if (outcome.kind == CallOutcome::Kind::Interrupted) {
        takeStopResult(result);
        if (result.exitCode == ExitCode::AbortedByScript)
            result.reason.prepend(couldNotLoad());
    } else if (outcome.kind == CallOutcome::Kind::Failed && vu.compileError()) {
        result = notCompiled(*vu.compileError(), couldNotLoad());
    } else if (outcome.kind == CallOutcome::Kind::Failed) {
        result = scriptException(outcome, outcome.rejected ? couldNotLoad() : QString());
    } else if (outcome.value.isUndefined()) {
        result.exitCode = ExitCode::GenericError;
        result.reason = couldNotLoad() +
                        u"the init code waits forever: nothing will settle what it awaits outside of its functions"_s;
    }
    return result.exitCode == ExitCode::Ok && outcome.kind == CallOutcome::Kind::Complete;
}

/// Runs the init code once for a VU of its own, to learn the options and what the script exports.
bool TestRun::Private::prepare(TestRunResult &result)
{
    VirtualUser vu(state.context, 0);
    const VuRegistry::Entry entry(state.vus, vu);
    if (state.stopping) // before there was anything to interrupt
        vu.interrupt();
    if (!initialise(vu, result) || !checkExports(vu, result) || !readOptions(vu, result))
        return false;
    program.lock();
    return true;
}

bool TestRun::Private::checkExports(VirtualUser &vu, TestRunResult &result)
{
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
    return true;
}

} // namespace sockscope
