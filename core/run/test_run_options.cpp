// SPDX-License-Identifier: GPL-3.0-or-later
// The options that the script exports, and the scenarios that follow from them.
#include "run/test_run_private.h"

#include <QJsonDocument>

namespace sockscope {

using namespace Qt::StringLiterals;

namespace {

TestRunResult invalid(const QString &reason)
{
    TestRunResult result;
    result.exitCode = ExitCode::InvalidConfiguration;
    result.reason = reason;
    return result;
}

QStringList timeoutProblems(const RunOptions &options)
{
    QStringList problems;
    if (options.setupTimeout.value_or(1) <= 0)
        problems.append(u"setupTimeout must be positive"_s);
    if (options.teardownTimeout.value_or(1) <= 0)
        problems.append(u"teardownTimeout must be positive"_s);
    return problems;
}

} // namespace

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
        result = invalid(
            u"parsing options from script got error while parsing %1: the exported options should be an object"_s.arg(
                json));
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
    state.options = parseScriptOptions(object, &error);
    state.options.override(config.overrides);
    const RunOptions &options = state.options;
    if (!options.unknown.isEmpty())
        vu.log(LogLevel::Warning, u"There were unknown fields in the options exported in the script"_s,
               {{u"error"_s, u"json: unknown field \"%1\""_s.arg(options.unknown.first())}});
    for (const QString &name : options.notProvided)
        vu.log(LogLevel::Warning, u"The option `%1` is not provided by this version and has no effect"_s.arg(name));
    if (!error.isEmpty()) {
        result = invalid(error);
        return false;
    }
    net = options.net();
    state.context.tags = options.tags.value_or(QMap<QString, QString>());
    state.optionsJson = QJsonDocument(options.toJson()).toJson(QJsonDocument::Compact);
    return plan(vu, result);
}

/// Makes the scenarios, looks for what makes no sense in them and in this instance's part, and has them scheduled.
bool TestRun::Private::plan(VirtualUser &vu, TestRunResult &result)
{
    const RunOptions &options = state.options;
    QString error;
    const auto segment = parseExecutionSegment(options.executionSegment.value_or(QString()), &error);
    const auto sequence =
        segment ? parseSegmentSequence(options.executionSegmentSequence.value_or(QString()), &error) : std::nullopt;
    if (!sequence) {
        result = invalid(couldNotLoad() + error);
        return false;
    }
    ScenarioSet scenarios = makeScenarios(options);
    for (const QString &warning : std::as_const(scenarios.warnings))
        vu.log(LogLevel::Warning, warning);
    if (!scenarios.error.isEmpty()) {
        result = invalid((scenarios.isErrorOfScript ? couldNotLoad() : QString()) + scenarios.error);
        return false;
    }
    const auto share = SegmentShare::make(*segment, *sequence, &error);
    QStringList problems = share ? QStringList() : QStringList{error};
    problems += problemsOf(scenarios) + timeoutProblems(options);
    for (const auto &executor : scenarios.executors) {
        if (const ScenarioFields &fields = executor->fields(); !vu.exported(fields.function()).isCallable())
            problems.append(u"executor %1: function '%2' not found in exports"_s.arg(fields.name, fields.function()));
    }
    if (!problems.isEmpty()) {
        result = invalid(u"There were problems with the specified script configuration:\n\t- "_s +
                         problems.join(u"\n\t- "_s));
        return false;
    }
    state.share = *share;
    QMutexLocker lock(&mutex);
    scheduler = std::make_unique<RunScheduler>(state, std::move(scenarios));
    return true;
}

} // namespace sockscope
