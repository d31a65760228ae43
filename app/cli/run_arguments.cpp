// SPDX-License-Identifier: GPL-3.0-or-later
#include "run_arguments.h"

#include "command_line.h"
#include "options/duration_text.h"
#include "peer/peer_factory.h"
#include "run/exit_code.h"

#include <QCommandLineParser>
#include <QProcessEnvironment>
#include <QRegularExpression>

namespace sockscope {

using namespace Qt::StringLiterals;

namespace {

using Option = QCommandLineOption;

/// For a flag whose least value the run checks: too small a number is a wrong configuration, not wrong usage, as in k6.
constexpr qlonglong AnyNumber = -2'000'000'000;

void addOptions(QCommandLineParser &parser)
{
    parser.addOptions({
        Option({u"u"_s, u"vus"_s}, u"Number of virtual users."_s, u"int"_s),
        Option({u"i"_s, u"iterations"_s}, u"Iterations, shared among the VUs."_s, u"int"_s),
        Option({u"d"_s, u"duration"_s}, u"How long to iterate, such as 30s or 1m30s."_s, u"duration"_s),
        Option({u"e"_s, u"env"_s}, u"Add a variable to __ENV; may be repeated."_s, u"VAR=value"_s),
        Option(u"tag"_s, u"Add a tag to all samples; may be repeated."_s, u"name=value"_s),
        Option(u"peer"_s,
               u"Start a built-in peer (%1) on a free loopback port and put it into TCP_HOST, TCP_PORT, TCP_ECHO_HOST "
               "and TCP_ECHO_PORT."_s.arg(peerNames().join(u", "_s)),
               u"name"_s),
        Option(u"journal"_s, u"Record the session into this file; `sockscope view` reads it."_s, u"file"_s),
        Option(u"journal-limit"_s, u"Size at which recording stops, in MiB (default 1024)."_s, u"MiB"_s),
        Option({u"q"_s, u"quiet"_s}, u"No banner and no totals."_s),
        Option({u"v"_s, u"verbose"_s}, u"Show debug records too."_s),
        Option(u"no-color"_s, u"No colours."_s),
        Option(u"log-format"_s, u"Form of log records: raw, text or json."_s, u"format"_s),
        Option(u"log-output"_s, u"Where log records go: stderr, stdout, none or file=PATH[,level=LEVEL]."_s,
               u"output"_s),
        Option(u"console-output"_s, u"Write console.* lines to this file instead of the log."_s, u"file"_s),
        Option(u"no-setup"_s, u"Don't run setup()."_s),
        Option(u"no-teardown"_s, u"Don't run teardown()."_s),
        Option(u"min-iteration-duration"_s, u"Least time an iteration takes."_s, u"duration"_s),
        Option(u"insecure-skip-tls-verify"_s, u"Accept any TLS certificate."_s),
        Option({u"w"_s, u"throw"_s}, u"Throw where k6 would only warn."_s),
        Option(u"block-hostnames"_s, u"Host patterns that may not be reached; may be repeated."_s, u"pattern"_s),
        Option(u"blacklist-ip"_s, u"IP ranges (CIDR) that may not be reached; may be repeated."_s, u"range"_s),
        Option(u"no-usage-report"_s, u"Accepted for compatibility; nothing is ever reported."_s),
    });
}

/// Reads the values; each method returns false after setting the error.
class Reading
{
public:
    Reading(const QCommandLineParser &parser, QString *error)
        : m_parser(parser)
        , m_error(error)
    {
    }

    template <typename Integer>
    bool integer(const QString &flag, std::optional<Integer> &value, qlonglong least)
    {
        if (!m_parser.isSet(flag))
            return true;
        bool ok = false;
        const qlonglong number = m_parser.value(flag).toLongLong(&ok);
        if (!ok || number < least || number > 2'000'000'000)
            return fail(u"invalid argument \"%1\" for \"--%2\" flag: it takes a whole number"_s.arg(
                m_parser.value(flag), flag));
        value = static_cast<Integer>(number);
        return true;
    }

    bool duration(const QString &flag, std::optional<std::int64_t> &value)
    {
        if (!m_parser.isSet(flag))
            return true;
        QString reason;
        value = parseGoDuration(m_parser.value(flag), false, &reason);
        return value ||
               fail(u"invalid argument \"%1\" for \"--%2\" flag: %3"_s.arg(m_parser.value(flag), flag, reason));
    }

    void flag(const QString &name, std::optional<bool> &value) const
    {
        if (m_parser.isSet(name))
            value = true;
    }

    void list(const QString &name, std::optional<QStringList> &value) const
    {
        if (m_parser.isSet(name))
            value = m_parser.values(name).join(u',').split(u',', Qt::SkipEmptyParts);
    }

    bool tags(std::optional<QMap<QString, QString>> &tags)
    {
        for (const QString &text : m_parser.values(u"tag"_s)) {
            const qsizetype equals = text.indexOf(u'=');
            if (equals < 0 || equals + 1 == text.size())
                return fail(u"error parsing tag '%1': invalid tag, empty value"_s.arg(text));
            if (equals == 0)
                return fail(u"error parsing tag '%1': invalid tag, empty name"_s.arg(text));
            if (!tags)
                tags.emplace();
            tags->insert(text.left(equals), text.mid(equals + 1));
        }
        return true;
    }

    bool environment(QHash<QString, QString> &env)
    {
        static const QRegularExpression validName(u"^[a-zA-Z_][a-zA-Z0-9_]*$"_s);
        const QProcessEnvironment system = QProcessEnvironment::systemEnvironment();
        for (const QString &name : system.keys())
            env.insert(name, system.value(name));
        for (const QString &text : m_parser.values(u"env"_s)) {
            const QString name = text.section(u'=', 0, 0);
            if (!validName.match(name).hasMatch())
                return fail(u"invalid environment variable name '%1'"_s.arg(name));
            env.insert(name, text.section(u'=', 1));
        }
        return true;
    }

    bool peer(QString &peer)
    {
        peer = m_parser.value(u"peer"_s);
        const QString mistake = peer.isEmpty() ? QString() : unknownPeer(peer);
        return mistake.isEmpty() || fail(mistake);
    }

    bool script(ScriptArgument expected, QString &script)
    {
        const QStringList scripts = m_parser.positionalArguments();
        const qsizetype wanted = expected == ScriptArgument::Required ? 1 : 0;
        if (scripts.size() != wanted)
            return fail(u"accepts %1 arg(s), received %2: arg should either be \"-\", if reading script from stdin, or "
                        u"a path to a script "
                        "file"_s.arg(wanted)
                            .arg(scripts.size()));
        script = scripts.value(0);
        return true;
    }

private:
    bool fail(const QString &sentence)
    {
        *m_error = sentence;
        return false;
    }

    const QCommandLineParser &m_parser;
    QString *m_error;
};

LogOptions logOptions(const QCommandLineParser &parser)
{
    LogOptions log;
    if (parser.isSet(u"log-output"_s))
        log.output = parser.value(u"log-output"_s);
    else if (qEnvironmentVariableIsSet("K6_LOG_OUTPUT"))
        log.output = qEnvironmentVariable("K6_LOG_OUTPUT");
    log.format = parser.isSet(u"log-format"_s) ? parser.value(u"log-format"_s) : qEnvironmentVariable("K6_LOG_FORMAT");
    log.consoleFile = parser.value(u"console-output"_s);
    log.isVerbose = parser.isSet(u"verbose"_s);
    log.hasNoColor = parser.isSet(u"no-color"_s) || !qEnvironmentVariableIsEmpty("K6_NO_COLOR") ||
                     qEnvironmentVariableIsSet("NO_COLOR");
    return log;
}

} // namespace

std::optional<RunArguments> parseRunArguments(const QStringList &args, ScriptArgument script, QString *error,
                                              int *exitCode)
{
    QCommandLineParser parser;
    parser.setApplicationDescription(u"\nRuns a script written for k6 and its k6/x/tcp module.\n\n"
                                     "The script is a path, or - for standard input."_s);
    addOptions(parser);
    parser.addPositionalArgument(u"script"_s, u"The script to run."_s);
    *exitCode = static_cast<int>(ExitCode::GenericError);
    if (script == ScriptArgument::None) { // nobody sits in front of it: no help, and mistakes go to the caller
        if (*error = parseFlags(parser, args); !error->isEmpty())
            return std::nullopt;
    } else if (const auto code = parseArguments(parser, u"sockscope run"_s, args)) {
        *exitCode = *code;
        return std::nullopt;
    }
    RunArguments result;
    Reading reading(parser, error);
    RunOptions &options = result.options;
    std::optional<qint64> journalMiB;
    if (!reading.script(script, result.script) || !reading.integer(u"vus"_s, options.vus, AnyNumber) ||
        !reading.integer(u"iterations"_s, options.iterations, AnyNumber) ||
        !reading.duration(u"duration"_s, options.duration) ||
        !reading.duration(u"min-iteration-duration"_s, options.minIterationDuration) || !reading.tags(options.tags) ||
        !reading.environment(result.env) || !reading.peer(result.peer) ||
        !reading.integer(u"journal-limit"_s, journalMiB, 0))
        return std::nullopt;
    reading.flag(u"no-setup"_s, options.noSetup);
    reading.flag(u"no-teardown"_s, options.noTeardown);
    reading.flag(u"insecure-skip-tls-verify"_s, options.insecureSkipTlsVerify);
    reading.flag(u"throw"_s, options.throwErrors);
    reading.list(u"block-hostnames"_s, options.blockHostnames);
    reading.list(u"blacklist-ip"_s, options.blacklistIPs);
    result.log = logOptions(parser);
    result.journal = parser.value(u"journal"_s);
    if (journalMiB)
        result.journalLimit = std::max<qint64>(1, *journalMiB) << 20;
    result.quiet = parser.isSet(u"quiet"_s);
    return result;
}

} // namespace sockscope
