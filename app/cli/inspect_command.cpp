// SPDX-License-Identifier: GPL-3.0-or-later
#include "command.h"
#include "command_line.h"
#include "log/log_output.h"
#include "options/config_file.h"
#include "options/environment_options.h"
#include "options/options_json.h"
#include "options/runtime_options.h"
#include "run/script_inspection.h"
#include "run_setup.h"
#include "script_arguments.h"
#include "system_environment.h"

namespace sockscope {

using namespace Qt::StringLiterals;

namespace {

/// What k6 warns of in options, apart from what ends the run.
void warn(LogSink &log, const ScriptOptions &script)
{
    const auto line = [&log](const QString &message, const QMap<QString, QString> &fields) {
        log.write({LogLevel::Warning, message, fields, QDateTime::currentDateTime()});
    };
    if (!script.unknown.isEmpty())
        line(u"There were unknown fields in the options exported in the script"_s,
             {{u"error"_s, u"json: unknown field \"%1\""_s.arg(script.unknown)}});
    if (script.options.features && !script.options.features->isEmpty())
        line(u"Feature flags in script options are not supported; use --features, K6_FEATURES, or the JSON config"_s,
             {{u"source"_s, u"options"_s}});
}

int inspectRequirements(TestRunConfig config, const RuntimeOptions &runtime)
{
    QString error;
    if (!readConfigFile(runtime.config, &config.fileOptions, &error) ||
        !parseEnvironmentOptions(systemEnvironment(), &config.environmentOptions, &error))
        return commandError(error, ExitCode::InvalidConfiguration);
    TestRun run(std::move(config));
    TestContents contents;
    if (const TestRunResult result = run.examine(&contents); result.exitCode != ExitCode::Ok)
        return commandError(result.reason, result.exitCode);
    contents.options.scenarios = contents.scenarios;
    return printResult(executionRequirementsJson(contents.options, contents.plan.maxDuration, contents.plan.maxVus));
}

} // namespace

int inspectCommand(const QStringList &args)
{
    const QList<Flag> flags =
        runtimeFlags() +
        QList<Flag>{{{},
                     u"execution-requirements"_s,
                     u"Print the options of all sources, the scenarios, how long they take and the VUs they need."_s}};
    ScriptArguments given(
        {u"sockscope inspect"_s, u"\nPrints the options that a script exports, as JSON."_s, u"The script to read."_s},
        flags, args);
    if (given.exitCode())
        return *given.exitCode();
    FlagReader &reader = given.flags();
    const RuntimeOptions runtime = readRuntimeOptions(reader, systemEnvironment(), false); // as in k6, not as in run
    if (!reader.error().isEmpty())
        return usageError(reader.error());
    QString error;
    const std::unique_ptr<LogOutput> log = LogOutput::create({}, &error);
    TestRunConfig config;
    config.log = log.get();
    config.env = runtime.env;
    if (error = locateScript(given.script(), config); !error.isEmpty())
        return usageError(error);
    if (reader.isSet(u"execution-requirements"_s))
        return inspectRequirements(std::move(config), runtime);
    const ScriptInspection inspection = inspectScript(std::move(config));
    if (inspection.failure.exitCode != ExitCode::Ok)
        return commandError(inspection.failure.reason, inspection.failure.exitCode);
    warn(*log, inspection.options);
    return printResult(inspection.optionsJson);
}

} // namespace sockscope
