// SPDX-License-Identifier: GPL-3.0-or-later
// setup() and teardown(), in their turn and when somebody asks for them once more.
#include "run/deadline_guard.h"
#include "run/test_run_private.h"

#include <QThread>

#include <memory>

namespace sockscope {

using namespace Qt::StringLiterals;

namespace {

constexpr std::int64_t DefaultStageTimeout = 60'000'000'000;

QString seconds(std::int64_t nanoseconds)
{
    return QString::number((nanoseconds + 500'000'000) / 1'000'000'000);
}

/// What is to be called, and for how long.
struct StageFunction
{
    QString name;
    VirtualUser::Stage stage;
    std::optional<std::int64_t> limit; ///< of the options
    ExitCode timeout;
};

/// A VU for one call of setup() or teardown(). As a stage of the run, what its abort() says ends the run; otherwise the
/// call alone.
class StageUser
{
public:
    /// The registry may be null: nobody interrupts it then.
    StageUser(RunState &run, VuRegistry *registry, bool isStage)
        : vu(run.context, 0)
        , m_run(run)
        , m_isStage(isStage)
    {
        if (registry)
            m_entry.emplace(*registry, vu);
        vu.setExecutionInfo(run.executionInfo());
        if (isStage)
            run.watch(vu);
        else
            QObject::connect(&vu, &VirtualUser::abortRequested, &vu, [this](const QString &reason) {
                m_abortReason = reason;
                vu.interrupt();
            });
    }

    /// Runs the init code and the function; nothing is left in `failure` where it ended well, or where the run was
    /// stopped.
    CallOutcome call(const StageFunction &function, const std::function<QJSValueList(VirtualUser &)> &arguments,
                     TestRunResult &failure)
    {
        const std::int64_t limit = function.limit.value_or(DefaultStageTimeout);
        CallOutcome outcome = vu.initialise();
        bool expired = false;
        if (outcome.kind == CallOutcome::Kind::Complete) {
            vu.enterStage(function.stage);
            DeadlineGuard guard(m_run.clock(), std::chrono::nanoseconds(limit), [this] { vu.interrupt(); });
            outcome = vu.runForResult(vu.exported(function.name), arguments(vu));
            expired = guard.hasExpired();
            m_run.sampleTraffic(vu);
        }
        if (expired) {
            failure = stageTimedOut(function.name, function.timeout, limit);
        } else if (outcome.kind == CallOutcome::Kind::Interrupted && !m_isStage) {
            failure.exitCode = ExitCode::GenericError;
            failure.reason = m_abortReason.isEmpty() ? u"the call was interrupted"_s : m_abortReason;
        } else if (outcome.kind == CallOutcome::Kind::Failed) {
            vu.recordFailure(outcome, (function.name + u"()"_s).toUtf8());
            failure = scriptException(outcome);
        }
        return outcome;
    }

    VirtualUser vu;

private:
    RunState &m_run;
    const bool m_isStage;
    QString m_abortReason;
    std::optional<VuRegistry::Entry> m_entry;
};

} // namespace

TestRunResult stageTimedOut(const QString &stage, ExitCode code, std::int64_t limit)
{
    TestRunResult result;
    result.exitCode = code;
    result.reason = u"%1() execution timed out after %2 seconds"_s.arg(stage, seconds(limit));
    result.fields = {{u"hint"_s, u"You can increase the time limit via the %1Timeout option"_s.arg(stage)}};
    return result;
}

bool TestRun::Private::runSetup(TestRunResult &result)
{
    if (!hasSetup || state.options.noSetup.value_or(false))
        return true;
    stage = RunStage::Setup;
    const TestRunResult ended = callSetup(Turn::Stage);
    if (ended.exitCode == ExitCode::Ok)
        return true;
    result = ended;
    return false;
}

/// Calls setup() in a VU of its own and keeps what it returns.
TestRunResult TestRun::Private::callSetup(Turn turn)
{
    const bool isStage = turn == Turn::Stage;
    StageUser user(state, isStage ? &state.vus : &repeated, isStage);
    VirtualUser &vu = user.vu;
    if (state.stopping)
        vu.interrupt();
    TestRunResult result;
    const CallOutcome outcome = user.call(
        {u"setup"_s, VirtualUser::Stage::Setup, state.options.setupTimeout, ExitCode::SetupTimeout},
        [](VirtualUser &) { return QJSValueList(); }, result);
    if (result.exitCode != ExitCode::Ok)
        return result;
    if (outcome.kind == CallOutcome::Kind::Interrupted) {
        takeStopResult(result);
        return result;
    }
    if (outcome.value.isUndefined()) {
        state.setupData.set({});
        return result;
    }
    const CallOutcome text = vu.runForResult(vu.load(u":/Sockscope/Run/export_json.mjs"_s).call(), {outcome.value});
    if (text.kind == CallOutcome::Kind::Failed) {
        result.exitCode = ExitCode::GenericError;
        result.reason = u"error marshaling setup() data to JSON: "_s + text.value.property(u"message"_s).toString();
        return result;
    }
    state.setupData.set(text.value.toString().toUtf8());
    return result;
}

void TestRun::Private::runTeardown(TestRunResult &result)
{
    if (!hasTeardown || state.options.noTeardown.value_or(false))
        return;
    stage = RunStage::Teardown;
    TestRunResult failure = callTeardown(Turn::Stage);
    if (failure.exitCode == ExitCode::Ok)
        takeStopResult(failure); // stopped, or aborted by teardown() itself
    else if (result.exitCode != ExitCode::Ok)
        logError(failure.reason, failure.fields);
    if (result.exitCode == ExitCode::Ok)
        result = failure;
}

/// As a stage its VU is not in a registry: teardown() runs to its end also when the run is stopped, as in k6.
TestRunResult TestRun::Private::callTeardown(Turn turn)
{
    const bool isStage = turn == Turn::Stage;
    StageUser user(state, isStage ? nullptr : &repeated, isStage);
    TestRunResult result;
    user.call(
        {u"teardown"_s, VirtualUser::Stage::Teardown, state.options.teardownTimeout, ExitCode::TeardownTimeout},
        [this](VirtualUser &vu) { return QJSValueList{state.setupDataFor(vu)}; }, result);
    return result;
}

QByteArray TestRun::setupData() const
{
    return d->state.setupData.json();
}

void TestRun::setSetupData(const QByteArray &json)
{
    d->state.setupData.set(json);
}

/// Calls it on a QThread, whatever thread this is: virtual users need its event dispatcher.
TestRunResult TestRun::Private::repeat(const std::function<TestRunResult()> &call)
{
    TestRunResult result;
    const std::unique_ptr<QThread> thread(QThread::create([&] { result = call(); }));
    thread->start();
    thread->wait();
    return result;
}

TestRunResult TestRun::repeatSetup()
{
    return d->hasSetup ? d->repeat([this] { return d->callSetup(Private::Turn::Repeated); }) : TestRunResult();
}

TestRunResult TestRun::repeatTeardown()
{
    return d->hasTeardown ? d->repeat([this] { return d->callTeardown(Private::Turn::Repeated); }) : TestRunResult();
}

void TestRun::interruptRepeated()
{
    d->repeated.interruptAll();
}

} // namespace sockscope
