// SPDX-License-Identifier: GPL-3.0-or-later
// The options that the script exports, and the scenarios that follow from them.
#include "options/option_tiers.h"
#include "options/options_json.h"
#include "options/script_options.h"
#include "run/test_run_private.h"

#include <QJsonDocument>

namespace sockscope {

using namespace Qt::StringLiterals;

namespace {

/// Always false, for `return fail(...)`.
bool fail(TestRunResult &result, ExitCode exitCode, const QString &reason)
{
    result.exitCode = exitCode;
    result.reason = reason;
    return false;
}

} // namespace

bool TestRun::Private::exportedOptions(VirtualUser &vu, QJsonObject &object, TestRunResult &result)
{
    const QJSValue exported = vu.exported(u"options"_s);
    if (exported.isUndefined() || exported.isNull())
        return true;
    const CallOutcome text = vu.runForResult(vu.load(u":/Sockscope/Run/export_json.mjs"_s).call(), {exported});
    if (text.kind != CallOutcome::Kind::Complete)
        return fail(result, ExitCode::GenericError,
                    couldNotLoad() + u"error parsing script options: "_s +
                        text.value.property(u"message"_s).toString());
    const QString json = text.value.toString();
    const QJsonDocument document = QJsonDocument::fromJson(json.toUtf8());
    if (!document.isObject())
        return fail(result, ExitCode::InvalidConfiguration, couldNotLoad() + notAnOptionsObject(json));
    object = document.object();
    return true;
}

bool TestRun::Private::readOptions(VirtualUser &vu, TestRunResult &result)
{
    QJsonObject object;
    if (config.storedOptions)
        object = *config.storedOptions;
    else if (!exportedOptions(vu, object, result))
        return false;
    const ScriptOptions script = parseScriptOptions(object);
    if (!script.error.isEmpty())
        return fail(result, ExitCode::InvalidConfiguration, couldNotLoad() + script.error);
    if (!script.unknown.isEmpty())
        vu.log(LogLevel::Warning, u"There were unknown fields in the options exported in the script"_s,
               {{u"error"_s, u"json: unknown field \"%1\""_s.arg(script.unknown)}});
    const ConsolidatedOptions consolidated =
        consolidate({config.fileOptions, script.options, config.environmentOptions, config.overrides}, config.features);
    state.options = consolidated.options;
    for (const QString &warning : consolidated.warnings)
        vu.log(LogLevel::Warning, warning);
    QString error = consolidated.error;
    if (!error.isEmpty() || !dnsTtl(state.options.dns.value_or(DnsOptions()), &error))
        return fail(result, ExitCode::GenericError, error);
    if (script.options.features && !script.options.features->isEmpty())
        vu.log(LogLevel::Warning,
               u"Feature flags in script options are not supported; use --features, K6_FEATURES, or the JSON config"_s,
               {{u"source"_s, u"options"_s}});
    if (state.options.paused.value_or(false)) {
        if (config.canBeResumed)
            gate.close();
        else
            vu.log(LogLevel::Warning, u"The option `paused` has no effect here, because nothing could resume the test: "
                                      "`sockscope run --address host:port` has a REST API for that"_s);
    }
    net = state.options.net();
    state.context.replacedOptions = replacedOptions(state.options, object);
    state.context.tags = state.options.tags.value_or(QMap<QString, QString>());
    if (state.options.systemTags)
        state.context.systemTags = SystemTags::fromNames(*state.options.systemTags);
    return plan(vu, result) && readThresholds(vu, result) && startOutputs(result);
}

bool TestRun::Private::readThresholds(VirtualUser &vu, TestRunResult &result)
{
    const ThresholdSet::Sources sources = state.options.thresholds.value_or(ThresholdSet::Sources());
    QString error;
    QStringList warnings;
    if (config.noThresholds)
        ThresholdSet::declareSubMetrics(sources, state.metrics, &warnings);
    else
        thresholds = ThresholdSet::create(sources, state.metrics, &error, &warnings);
    for (const QString &warning : std::as_const(warnings))
        vu.log(LogLevel::Warning, warning);
    return error.isEmpty() || fail(result, ExitCode::InvalidConfiguration, error);
}

bool TestRun::Private::startOutputs(TestRunResult &result)
{
    if (!config.makeOutputs)
        return true;
    QString error;
    const SampleQueue::Outputs outputs = config.makeOutputs(run, &error);
    if (error.isEmpty() && outputs.empty())
        return true;
    samples = std::make_unique<SampleQueue>(
        outputs, [this](const QString &sentence) { state.log(LogLevel::Warning, sentence); });
    if (!error.isEmpty() || !samples->start(&error))
        return fail(result, ExitCode::GenericError, error);
    state.metrics.setObserver(samples.get());
    return true;
}

/// Makes the scenarios, looks for what makes no sense in them and in this instance's part, and has them scheduled.
bool TestRun::Private::plan(VirtualUser &vu, TestRunResult &result)
{
    const RunOptions &options = state.options;
    QString error;
    const auto segment = parseExecutionSegment(options.executionSegment.value_or(QString()), &error);
    const auto sequence =
        segment ? parseSegmentSequence(options.executionSegmentSequence.value_or(QString()), &error) : std::nullopt;
    if (!sequence)
        return fail(result, ExitCode::InvalidConfiguration, couldNotLoad() + error);
    ScenarioSet scenarios = makeScenarios(options);
    for (const QString &warning : std::as_const(scenarios.warnings))
        vu.log(LogLevel::Warning, warning);
    if (!scenarios.error.isEmpty())
        return fail(result, ExitCode::InvalidConfiguration,
                    (scenarios.isErrorOfScript ? couldNotLoad() : QString()) + scenarios.error);
    const auto share = SegmentShare::make(*segment, *sequence, &error);
    QStringList problems = problemsOf(scenarios) + optionMistakes(options);
    if (!share && !problems.contains(error))
        problems.prepend(error);
    for (const auto &executor : scenarios.executors) {
        if (const ScenarioFields &fields = executor->fields(); !vu.exported(fields.function()).isCallable())
            problems.append(u"executor %1: function '%2' not found in exports"_s.arg(fields.name, fields.function()));
    }
    if (!problems.isEmpty())
        return fail(result, ExitCode::InvalidConfiguration,
                    u"There were problems with the specified script configuration:\n\t- "_s +
                        problems.join(u"\n\t- "_s));
    state.share = *share;
    RunOptions derived = options;
    scenarioObjects = scenarios.objects;
    derived.scenarios = scenarios.objects;
    state.optionsJson = executionOptionsJson(derived).toUtf8();
    QMutexLocker lock(&mutex);
    scheduler = std::make_unique<RunScheduler>(state, std::move(scenarios));
    return true;
}

} // namespace sockscope
