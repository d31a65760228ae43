// SPDX-License-Identifier: GPL-3.0-or-later
// How a virtual user enters scripts, waits for them and is stopped.
#include "script/compile/program.h"
#include "script/virtual_user_private.h"

#include <QDeadlineTimer>
#include <QJSValueIterator>

#include <cmath>

namespace sockscope {

using namespace Qt::StringLiterals;

void VirtualUser::callJs(const QJSValue &function, const QJSValueList &arguments)
{
    Q_ASSERT(arguments.size() <= 1);
    d->enter.call(QJSValueList{function, !arguments.isEmpty()} + arguments);
}

void VirtualUser::fireTimer(int id)
{
    d->fireTimer.call({id});
}

void VirtualUser::reportUnhandledRejections()
{
    if (std::exchange(d->hasRejections, false))
        d->reportUnhandled.call();
}

void VirtualUser::start(const QJSValue &function, const QJSValueList &arguments,
                        const std::function<void(const CallOutcome &)> &done)
{
    const int call = d->nextCall++;
    d->waiting.insert(call, done);
    d->enterForResult.call(QJSValueList{call, function} + arguments);
}

void VirtualUser::callSettled(int call, bool ok, const QJSValue &value, bool thrown)
{
    const auto done = d->waiting.take(call);
    if (!done)
        return;
    CallOutcome outcome;
    if (ok)
        outcome.value = value;
    else
        outcome = {CallOutcome::Kind::Failed, value, describe(value), !thrown};
    if (!ok && d->debugger)
        d->debugger->failed(outcome.error, outcome.rejected);
    done(outcome);
}

CallOutcome VirtualUser::runForResult(const QJSValue &function, const QJSValueList &arguments)
{
    std::optional<CallOutcome> outcome;
    d->loop.post([&] {
        start(function, arguments, [&outcome, this](const CallOutcome &result) {
            outcome = result;
            if (result.kind == CallOutcome::Kind::Failed)
                d->loop.fail();
        });
    });
    d->isForResult = true;
    const EventLoop::End end = d->loop.runUntilIdle();
    d->isForResult = false;
    d->waiting.clear();
    endIteration(end == EventLoop::End::Failed);
    const std::optional<CallOutcome> failedBehind = std::exchange(d->failedBehind, std::nullopt);
    if (end == EventLoop::End::Stopped || isInterrupted())
        return {CallOutcome::Kind::Interrupted, {}, {}, false};
    if (failedBehind && (!outcome || outcome->kind == CallOutcome::Kind::Complete))
        return *failedBehind;
    return outcome.value_or(CallOutcome()); // a promise that nothing can settle any more: undefined, as in k6
}

CallOutcome VirtualUser::initialise()
{
    CallOutcome outcome = runForResult(d->loader->mainEvaluator(), {d->context.program->mainUrl()});
    if (outcome.kind == CallOutcome::Kind::Complete)
        replaceOptions(d->mainModule = outcome.value);
    else if (!outcome.value.isUndefined())
        outcome.rejected = false; // a module that throws behind its own await throws nonetheless
    d->engine.collectGarbage();   // what compiling left: iterations take its place and not more memory
    return outcome;
}

void VirtualUser::replaceOptions(const QJSValue &module)
{
    QJSValue options = module.property(u"exports"_s).property(u"options"_s);
    if (!options.isObject())
        return;
    for (const auto &[name, value] : d->context.replacedOptions)
        options.setProperty(name, d->engine.toScriptValue(value));
}

QJSValue VirtualUser::exported(const QString &name)
{
    return d->mainModule.property(u"exports"_s).property(name);
}

bool VirtualUser::hasExportedFunction()
{
    QJSValueIterator it(d->mainModule.property(u"exports"_s));
    while (it.next()) {
        if (it.value().isCallable())
            return true;
    }
    return false;
}

CallOutcome VirtualUser::runIteration(const QJSValue &function, const QJSValueList &arguments)
{
    d->loop.post([&] { callJs(function, arguments); });
    const EventLoop::End end = d->loop.runUntilIdle();
    endIteration(end == EventLoop::End::Failed);
    if (end == EventLoop::End::Stopped || isInterrupted())
        return {CallOutcome::Kind::Interrupted, {}, {}, false};
    return {end == EventLoop::End::Failed ? CallOutcome::Kind::Failed : CallOutcome::Kind::Complete, {}, {}, false};
}

void VirtualUser::endIteration(bool failed)
{
    if (failed || isInterrupted())
        warnOfDroppedTimers();
    Q_EMIT iterationEnding();
    d->loop.reset();
    d->forgetIteration.call();
}

void VirtualUser::warnOfDroppedTimers()
{
    const QMap<int, bool> timers = d->loop.armedTimers();
    for (auto it = timers.cbegin(); it != timers.cend(); ++it)
        log(LogLevel::Warning, u"%1 %2 was stopped because the VU iteration was interrupted"_s
                                   .arg(it.value() ? u"setInterval"_s : u"setTimeout"_s)
                                   .arg(it.key()));
}

void VirtualUser::sleep(double seconds)
{
    if (!(seconds > 0))
        return;
    constexpr double MaxSeconds = 1e9;
    QDeadlineTimer deadline(Qt::PreciseTimer);
    deadline.setPreciseRemainingTime(0, static_cast<qint64>(std::min(seconds, MaxSeconds) * 1e9));
    QMutexLocker lock(&d->interruptMutex);
    while (!d->interrupted && !deadline.hasExpired())
        d->wake.wait(&d->interruptMutex, deadline);
    lock.unlock();
    if (d->debugger)
        d->debugger->unblocked();
}

void VirtualUser::interrupt()
{
    {
        QMutexLocker lock(&d->interruptMutex);
        d->interrupted = true;
        d->endsWithTask = false;
        if (d->interruptionHolds == 0)
            d->engine.setInterrupted(true);
    }
    d->wake.wakeAll();
    d->loop.stop();
    if (d->context.debugger)
        d->context.debugger->interrupted();
}

void VirtualUser::clearInterruption()
{
    {
        QMutexLocker lock(&d->interruptMutex);
        d->interrupted = false;
        d->engine.setInterrupted(false);
    }
    d->loop.resume();
    d->forgetIteration.call(); // while the engine was interrupted, it ran nothing
}

void VirtualUser::makeTasksInterruptible()
{
    d->hasInterruptibleTasks = true;
}

void VirtualUser::interruptTask()
{
    {
        QMutexLocker lock(&d->interruptMutex);
        if (!d->isInTask || d->interrupted)
            return;
        d->interrupted = true;
        d->endsWithTask = true;
        if (d->interruptionHolds == 0)
            d->engine.setInterrupted(true);
    }
    d->wake.wakeAll();
    if (d->context.debugger)
        d->context.debugger->interrupted();
}

VirtualUser::InterruptionHold::InterruptionHold(VirtualUser &vu)
    : m_vu(vu)
{
    QMutexLocker lock(&m_vu.d->interruptMutex);
    ++m_vu.d->interruptionHolds;
    m_vu.d->engine.setInterrupted(false);
}

VirtualUser::InterruptionHold::~InterruptionHold()
{
    QMutexLocker lock(&m_vu.d->interruptMutex);
    if (--m_vu.d->interruptionHolds == 0 && m_vu.d->interrupted)
        m_vu.d->engine.setInterrupted(true);
}

void VirtualUser::enterTask()
{
    if (d->debugger)
        d->debugger->taskStarting();
    if (!d->hasInterruptibleTasks)
        return;
    QMutexLocker lock(&d->interruptMutex);
    d->isInTask = true;
}

void VirtualUser::leaveTask()
{
    if (d->debugger)
        d->debugger->taskEnding();
    if (!d->hasInterruptibleTasks)
        return;
    QMutexLocker lock(&d->interruptMutex);
    d->isInTask = false;
    if (std::exchange(d->endsWithTask, false)) {
        d->interrupted = false;
        d->engine.setInterrupted(false);
    }
}

void VirtualUser::abortTest(const QString &reason)
{
    Q_EMIT abortRequested(reason);
    interrupt();
}

void VirtualUser::noteDelivered(std::int64_t bytes)
{
    // V4 hardly counts the memory behind ArrayBuffers, so streams would grow without bound between its own collections.
    constexpr std::int64_t CollectEvery = 16 << 20;
    d->deliveredBytes += bytes;
    if (d->deliveredBytes >= CollectEvery) {
        d->deliveredBytes = 0;
        d->engine.collectGarbage();
    }
}

void VirtualUser::noteTraffic(std::int64_t sent, std::int64_t received)
{
    d->traffic.first += sent;
    d->traffic.second += received;
}

void VirtualUser::noteRejection()
{
    d->hasRejections = true;
}

std::pair<std::int64_t, std::int64_t> VirtualUser::takeTraffic()
{
    return std::exchange(d->traffic, {});
}

} // namespace sockscope
