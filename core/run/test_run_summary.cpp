// SPDX-License-Identifier: GPL-3.0-or-later
// handleSummary(), after everything else (k6-reference 5.5).
#include "run/deadline_guard.h"
#include "run/test_run_private.h"

#include <QJSValueIterator>

namespace sockscope {

using namespace Qt::StringLiterals;

namespace {

constexpr std::int64_t SummaryTimeout = 120'000'000'000;

/// Makes the infinite values of metrics numbers, which JSON brought as texts; nothing else among them is one.
void restoreNumbers(const QJSValue &metrics)
{
    for (QJSValueIterator metric(metrics); metric.next();) {
        QJSValue values = metric.value().property(u"values"_s);
        for (QJSValueIterator value(values); value.next();) {
            if (value.value().isString())
                values.setProperty(value.name(), value.value().toNumber());
        }
    }
}

} // namespace

/// The init code runs once more whether or not handleSummary() is exported, as in k6. Its VU is not in the registry: a
/// stopped run has a summary, too.
void TestRun::Private::handleSummary(TestRunResult &result)
{
    if (!config.summaryData)
        return;
    stage = RunStage::Summary;
    VirtualUser vu(state.context, 0);
    vu.setExecutionInfo(state.executionInfo());
    state.watch(vu);
    const CallOutcome initialised = vu.initialise();
    if (initialised.kind != CallOutcome::Kind::Complete) {
        result.summary.emplace();
        logSummaryFailure(initialised.error);
        return;
    }
    const QJSValue function = vu.exported(u"handleSummary"_s);
    const QByteArray data = config.summaryData({result.seconds, state.setupData.json()});
    if (function.isUndefined() || function.isNull())
        return;
    if (!function.isCallable()) {
        result.summary.emplace();
        logSummaryFailure(u"exported identifier handleSummary must be a function"_s);
        return;
    }
    const std::int64_t limit = state.options.handleSummaryTimeout.value_or(SummaryTimeout);
    vu.enterStage(VirtualUser::Stage::Summary);
    const QJSValue parse = vu.engine().globalObject().property(u"JSON"_s).property(u"parse"_s);
    QJSValue argument = parse.call({QString::fromUtf8(data)});
    restoreNumbers(argument.property(u"metrics"_s));
    restoreNumbers(argument.property(u"results"_s).property(u"metrics"_s)); // of the machine-readable form
    if (state.setupData.json().isEmpty())
        argument.setProperty(u"setup_data"_s, QJSValue(QJSValue::UndefinedValue)); // a member without a value in k6
    DeadlineGuard guard(state.clock(), std::chrono::nanoseconds(limit), [&vu] { vu.interrupt(); });
    const CallOutcome outcome = vu.runForResult(function, {argument});
    if (guard.hasExpired()) {
        result.summary.emplace();
        logSummaryFailure(stageTimedOut(u"handleSummary"_s, ExitCode::GenericError, limit).reason);
    } else if (outcome.kind == CallOutcome::Kind::Failed) {
        vu.recordFailure(outcome, "handleSummary()"_ba);
        const TestRunResult exception = scriptException(outcome);
        logError(exception.reason, exception.fields);
    } else if (outcome.kind == CallOutcome::Kind::Complete) {
        result.summary = outputsOf(vu, outcome.value);
    } else {
        TestRunResult aborted;
        takeStopResult(aborted);
        logError(aborted.reason);
    }
}

/// Nothing where handleSummary() wants the usual text, an empty map where what it returned is no good.
std::optional<QMap<QString, QByteArray>> TestRun::Private::outputsOf(VirtualUser &vu, const QJSValue &returned)
{
    QMap<QString, QByteArray> outputs;
    const CallOutcome list = vu.runForResult(vu.load(u":/Sockscope/Run/summary_result.mjs"_s).call(), {returned});
    if (list.kind != CallOutcome::Kind::Complete) {
        logSummaryFailure(list.value.property(u"message"_s).toString());
        return outputs;
    }
    if (list.value.isNull())
        return std::nullopt;
    const quint32 length = list.value.property(u"length"_s).toUInt();
    for (quint32 i = 0; i + 1 < length; i += 2) {
        const QJSValue content = list.value.property(i + 1);
        outputs.insert(list.value.property(i).toString(),
                       content.isString() ? content.toString().toUtf8() : qjsvalue_cast<QByteArray>(content));
    }
    return outputs;
}

void TestRun::Private::logSummaryFailure(const QString &error)
{
    logError(u"failed to handle the end-of-test summary"_s, {{u"error"_s, error}});
}

} // namespace sockscope
