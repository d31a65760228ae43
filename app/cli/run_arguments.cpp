// SPDX-License-Identifier: GPL-3.0-or-later
#include "run_arguments.h"

#include "command_line.h"
#include "options/config_file.h"
#include "options/environment_options.h"
#include "options/flag_options.h"
#include "peer/peer_factory.h"
#include "system_environment.h"

namespace sockscope {

using namespace Qt::StringLiterals;

namespace {

/// Those that k6 has for all commands, and this program's own.
QList<Flag> otherFlags()
{
    const QString file = u"file"_s;
    return {
        {{},
         u"peer"_s,
         u"Start a built-in peer (%1) on a free loopback port and put it into TCP_HOST, TCP_PORT, TCP_ECHO_HOST and "
         "TCP_ECHO_PORT."_s.arg(peerNames().join(u", "_s)),
         u"name"_s},
        {{}, u"journal"_s, u"Record the session into this file; `sockscope view` reads it."_s, file},
        {{}, u"journal-limit"_s, u"Size at which recording stops, in MiB (default 1024)."_s, u"MiB"_s},
        {{},
         u"journal-vus"_s,
         u"Record the virtual users up to this number, and only count the others (default 10)."_s,
         u"number"_s},
        {{},
         u"probes"_s,
         u"Run as in the debugger, with probes in the script, though nothing stops it: tells whether a script does the "
         "same there."_s},
        {u"q"_s, u"quiet"_s, u"No banner and no totals."_s},
        {u"v"_s, u"verbose"_s, u"Show debug records too."_s},
        {{}, u"no-color"_s, u"No colours."_s},
        {{}, u"log-format"_s, u"Form of log records: raw, text or json."_s, u"format"_s},
        {{}, u"log-output"_s, u"Where log records go: stderr, stdout, none or file=PATH[,level=LEVEL]."_s, u"output"_s},
    };
}

void readScript(const QCommandLineParser &parser, ScriptArgument expected, FlagReader &reader, QString &script)
{
    const QStringList scripts = parser.positionalArguments();
    const qsizetype wanted = expected == ScriptArgument::Required ? 1 : 0;
    script = scripts.value(0);
    if (scripts.size() != wanted)
        reader.fail(u"accepts %1 arg(s), received %2: arg should either be \"-\", if reading script from stdin, or a "
                    "path to a script file"_s.arg(wanted)
                        .arg(scripts.size()));
}

void readOwn(FlagReader &reader, RunArguments &arguments)
{
    std::optional<QString> text;
    reader.text(u"peer"_s, text);
    arguments.peer = text.value_or(QString());
    if (const QString mistake = arguments.peer.isEmpty() ? QString() : unknownPeer(arguments.peer); !mistake.isEmpty())
        reader.fail(mistake);
    reader.text(u"journal"_s, text);
    arguments.journal = reader.isSet(u"journal"_s) ? *text : QString();
    std::optional<std::int64_t> journalMiB;
    reader.integer(u"journal-limit"_s, journalMiB);
    if (journalMiB)
        arguments.journalLimit = std::clamp<qint64>(*journalMiB, 1, 1 << 20) << 20;
    std::optional<std::int64_t> journalVus;
    reader.integer(u"journal-vus"_s, journalVus);
    if (journalVus)
        arguments.journalVus = static_cast<int>(std::clamp<std::int64_t>(*journalVus, 0, 1 << 30));
    arguments.probes = reader.isSet(u"probes"_s);
    arguments.quiet = reader.isSet(u"quiet"_s);
}

LogOptions logOptions(const FlagReader &reader, const RunArguments &arguments,
                      const QHash<QString, QString> &environment)
{
    LogOptions log;
    std::optional<QString> output =
        environment.contains(u"K6_LOG_OUTPUT"_s) ? std::optional(environment.value(u"K6_LOG_OUTPUT"_s)) : std::nullopt;
    std::optional<QString> format = environment.value(u"K6_LOG_FORMAT"_s);
    reader.text(u"log-output"_s, output);
    reader.text(u"log-format"_s, format);
    log.output = output.value_or(log.output);
    log.format = *format;
    log.consoleFile =
        arguments.options.consoleOutput.value_or(arguments.environmentOptions.consoleOutput.value_or(QString()));
    std::optional<bool> isVerbose;
    std::optional<bool> hasNoColor;
    reader.boolean(u"verbose"_s, isVerbose);
    reader.boolean(u"no-color"_s, hasNoColor);
    log.isVerbose = isVerbose.value_or(false);
    log.hasNoColor = hasNoColor.value_or(false) || !environment.value(u"K6_NO_COLOR"_s).isEmpty() ||
                     environment.contains(u"NO_COLOR"_s);
    return log;
}

/// What isn't of the command line: variables and the config file. False with the sentence.
bool readOtherTiers(const QHash<QString, QString> &environment, RunArguments &arguments, QString *error)
{
    if (!readConfigFile(arguments.runtime.config, &arguments.fileOptions, error) ||
        !parseEnvironmentOptions(environment, &arguments.environmentOptions, error))
        return false;
    QHash<QString, QString> &env = arguments.runtime.env;
    const QString variable = u"K6_FEATURES"_s;
    const QHash<QString, QString> &source = env.contains(variable) ? env : environment;
    arguments.features = resolveFeatures(
        arguments.options.features, source.contains(variable) ? std::optional(source.value(variable)) : std::nullopt,
        arguments.fileOptions.features);
    env.remove(variable);
    if (!arguments.features.active.isEmpty())
        env.insert(variable, arguments.features.active.join(u','));
    return true;
}

} // namespace

void RunArguments::applyTo(TestRunConfig &config) const
{
    for (auto it = runtime.env.begin(); it != runtime.env.end(); ++it) // over those of an archive
        config.env.insert(it.key(), it.value());
    config.overrides = options;
    config.environmentOptions = environmentOptions;
    config.fileOptions = fileOptions;
    config.features = features;
    config.recordedVus = journalVus;
}

std::optional<RunArguments> parseRunArguments(const QStringList &args, ScriptArgument script, QString *error,
                                              ExitCode *exitCode)
{
    const QList<Flag> flags = optionFlags() + runtimeFlags() + otherFlags();
    QCommandLineParser parser;
    parser.setApplicationDescription(u"\nRuns a script written for k6 and its k6/x/tcp module.\n\n"
                                     "The script is a path, or - for standard input."_s);
    addFlags(parser, flags);
    parser.addPositionalArgument(u"script"_s, u"The script to run."_s);
    *exitCode = ExitCode::GenericError;
    const FlagArguments separated = separateBooleans(args, flags);
    if (script == ScriptArgument::None) { // nobody sits in front of it: no help, and mistakes go to the caller
        if (*error = parseFlags(parser, separated.arguments); !error->isEmpty())
            return std::nullopt;
    } else if (const auto code = parseArguments(parser, u"sockscope run"_s, separated.arguments)) {
        *exitCode = static_cast<ExitCode>(*code);
        return std::nullopt;
    }
    FlagReader reader(parser, flags, separated.booleans);
    if (!separated.error.isEmpty())
        reader.fail(separated.error);
    const QHash<QString, QString> environment = systemEnvironment();
    RunArguments result;
    readScript(parser, script, reader, result.script);
    result.options = readOptionFlags(reader);
    result.runtime = readRuntimeOptions(reader, environment, true);
    readOwn(reader, result);
    if (*error = reader.error(); !error->isEmpty())
        return std::nullopt;
    *exitCode = ExitCode::InvalidConfiguration;
    if (!readOtherTiers(environment, result, error))
        return std::nullopt;
    result.log = logOptions(reader, result, environment);
    return result;
}

} // namespace sockscope
