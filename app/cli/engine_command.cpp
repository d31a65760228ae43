// SPDX-License-Identifier: GPL-3.0-or-later
#include "command.h"
#include "command_line.h"
#include "engine_channel.h"
#include "journal/journal_writer.h"
#include "log/log_output.h"
#include "memory_limit.h"
#include "peer/peer_server.h"
#include "run/engine_session.h"
#include "run_arguments.h"
#include "run_report.h"
#include "run_setup.h"

#include <QCoreApplication>

#include <map>
#include <optional>
#include <unistd.h>

namespace sockscope {

using namespace Qt::StringLiterals;

namespace {

QString applyFlags(const QStringList &flags, TestRunConfig &config)
{
    QString error;
    ExitCode exitCode = ExitCode::Ok;
    const std::optional<RunArguments> arguments = parseRunArguments(flags, ScriptArgument::None, &error, &exitCode);
    if (!arguments)
        return error;
    if (const QStringList outputs = arguments->options.out.value_or(QStringList());
        outputs.contains(u"json"_s) || outputs.contains(u"csv"_s))
        return u"--out needs a file here, as in json=samples.json: standard output is the engine's control channel"_s;
    arguments->applyTo(config);
    RunReport::create(*arguments, *config.log)->attach(config);
    if (config.source || config.script.isEmpty())
        return {};
    if (config.script == u"-")
        return u"the script cannot be read from standard input, which is the engine's control channel: send its text as source"_s;
    return locateScript(config.script, config);
}

/// A size in MiB as bytes, or nothing where the flag's value is none.
std::optional<qint64> sizeOf(const QCommandLineParser &parser, const QString &flag, qint64 least)
{
    bool ok = false;
    const qint64 number = parser.value(flag).toLongLong(&ok);
    if (!ok || number < least || number > 1 << 20)
        return std::nullopt;
    return number << 20;
}

using Peers = std::map<QString, std::unique_ptr<PeerServer>>; // each stays: the prompt may be connected to it

/// The port of a peer, which is started where it isn't running; 0 and a sentence where it can't listen on the one that
/// is wanted.
quint16 portOf(Peers &peers, const QString &name, quint16 wanted, QString *problem)
{
    if (const auto running = peers.find(name); running != peers.end()) {
        const quint16 port = running->second->port();
        if (wanted == 0 || wanted == port)
            return port;
        *problem = u"the built-in %1 peer of this session listens on 127.0.0.1:%2 already: connect to that, or open "
                   "another session for port %3"_s.arg(name)
                       .arg(port)
                       .arg(wanted);
        return 0;
    }
    std::unique_ptr<PeerServer> peer = startPeer(name, wanted, problem);
    const quint16 port = peer ? peer->port() : quint16(0);
    if (peer)
        peers.emplace(name, std::move(peer));
    return port;
}

int wrongSize(const QCommandLineParser &parser, const QString &flag, qint64 least)
{
    return usageError(u"invalid argument \"%1\" for \"--%2\" flag: it takes a size in MiB from %3 to %4"_s
                          .arg(parser.value(flag), flag)
                          .arg(least)
                          .arg(1 << 20));
}

} // namespace

int engineCommand(const QStringList &args)
{
    QCommandLineParser parser;
    parser.setApplicationDescription(
        u"\nServes one session: one JSON message a line on standard input and output (docs/engine-protocol.md)."_s);
    parser.addOptions({{u"journal"_s, u"File to record the session into (required)."_s, u"file"_s},
                       {u"journal-limit"_s, u"Size at which recording stops, in MiB."_s, u"MiB"_s, u"1024"_s},
                       {u"memory-limit"_s, u"Memory that the session may use, in MiB."_s, u"MiB"_s, u"2048"_s}});
    if (const auto code = parseArguments(parser, u"sockscope engine"_s, args))
        return *code;
    if (!parser.isSet(u"journal"_s))
        return usageError(u"sockscope engine needs --journal FILE: the window reads the session from it"_s);

    const std::optional<qint64> journalLimit = sizeOf(parser, u"journal-limit"_s, 1);
    const std::optional<qint64> memoryLimit = sizeOf(parser, u"memory-limit"_s, 64);
    if (!journalLimit || !memoryLimit)
        return journalLimit ? wrongSize(parser, u"memory-limit"_s, 64) : wrongSize(parser, u"journal-limit"_s, 1);

    QString error;
    const JournalWriter::Options limits{*journalLimit};
    const std::unique_ptr<JournalWriter> journal = JournalWriter::create(parser.value(u"journal"_s), limits, &error);
    if (!journal)
        return usageError(error);
    LogOptions logOptions;
    logOptions.output = u"none"_s; // the window reads log lines from the journal
    const std::unique_ptr<LogOutput> log = LogOutput::create(logOptions, &error);
    Peers peers;
    EngineSession session(
        *log, *journal,
        [&peers](const QString &name, quint16 port, QString *problem) { return portOf(peers, name, port, problem); },
        applyFlags);
    EngineChannel channel;
    QObject::connect(&session, &EngineSession::message, &channel, &EngineChannel::send);
    QObject::connect(&channel, &EngineChannel::received, &session, &EngineSession::handle);
    QObject::connect(&channel, &EngineChannel::closed, &session, [&session] {
        session.handle({{u"type"_s, u"quit"_s}});
    });
    QObject::connect(&session, &EngineSession::quit, &channel, [](int exitCode) { QCoreApplication::exit(exitCode); });
    QObject::connect(&session, &EngineSession::stuck, &channel,
                     [] { ::_exit(static_cast<int>(ExitCode::Interrupted)); });
    const MemoryLimit memory(*memoryLimit);
    QObject::connect(&memory, &MemoryLimit::exceeded, &session,
                     [&session](const QString &sentence) { session.stop(sentence); });
    channel.send(session.hello());
    channel.start();
    const int exitCode = QCoreApplication::exec();
    journal->close();
    return exitCode;
}

} // namespace sockscope
