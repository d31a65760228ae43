// SPDX-License-Identifier: GPL-3.0-or-later
#include "command.h"
#include "command_line.h"
#include "debug/debug_controller.h"
#include "journal/journal_writer.h"
#include "log/log_output.h"
#include "peer/peer_server.h"
#include "rest/listen_address.h"
#include "rest/rest_server.h"
#include "run/recorded_arguments.h"
#include "run/run_thread.h"
#include "run_arguments.h"
#include "run_notices.h"
#include "run_report.h"
#include "run_setup.h"
#include "run_terminal.h"
#include "stop_signals.h"

#include <QCoreApplication>
#include <QElapsedTimer>
#include <QFile>
#include <QFileInfo>
#include <QTcpServer>

#include <csignal>
#include <memory>
#include <unistd.h>

namespace sockscope {

using namespace Qt::StringLiterals;

namespace {

void logLine(LogSink &log, LogLevel level, const QString &message, const QMap<QString, QString> &fields = {})
{
    log.write({level, message, fields, QDateTime::currentDateTime()});
}

QString signalName(int number)
{
    return number == SIGTERM ? u"terminated"_s : u"interrupt"_s;
}

/// Ends the process at once; what is in the journal stays, as it is written through the page cache.
[[noreturn]] void endHard(LogSink &log, const QString &message)
{
    logLine(log, LogLevel::Error, message);
    ::_exit(static_cast<int>(ExitCode::Interrupted));
}

void reportCapture(LogSink &log, JournalWriter *journal)
{
    if (!journal)
        return;
    journal->close();
    const JournalWriter::Totals totals = journal->totals();
    if (!totals.stopReason.isEmpty())
        logLine(log, LogLevel::Warning, totals.stopReason,
                {{u"dropped_records"_s, QString::number(totals.droppedRecords)},
                 {u"dropped_bytes"_s, QString::number(totals.droppedBytes)}});
}

void stopOnSignals(StopSignals &signals, RunThread &run, LogSink &log)
{
    const auto sinceFirst = std::make_shared<QElapsedTimer>();
    QObject::connect(&signals, &StopSignals::received, &run, [&run, &log, sinceFirst](int number) {
        constexpr qint64 SameKeyPressMs = 200; // a terminal and a wrapper such as timeout(1) both pass one Ctrl+C on
        if (sinceFirst->isValid() && sinceFirst->elapsed() < SameKeyPressMs)
            return;
        if (sinceFirst->isValid())
            endHard(log, u"Aborting k6 in response to signal"_s);
        sinceFirst->start();
        logLine(log, LogLevel::Debug, u"Stopping k6 in response to signal..."_s, {{u"sig"_s, signalName(number)}});
        run.stop(ExitCode::Interrupted,
                 u"test run was aborted because k6 received a '%1' signal"_s.arg(signalName(number)));
    });
}

/// The socket of --address. Null where none is wanted, or can be had; the log says why then, and `isFatal` is set where
/// the run must not begin without.
std::unique_ptr<QTcpServer> listenForRest(const RuntimeOptions &options, LogSink &log, bool *isFatal)
{
    if (options.address.isEmpty())
        return nullptr;
    QString error;
    const std::optional<ListenAddress> address = ListenAddress::parse(options.address, &error);
    std::unique_ptr<QTcpServer> listener = address ? address->listen(&error) : nullptr;
    *isFatal = !listener && options.isAddressRequired;
    if (!listener)
        logLine(log, *isFatal ? LogLevel::Error : LogLevel::Warning, u"Error from API server"_s, {{u"error"_s, error}});
    if (listener && address->port == 0)
        logLine(log, LogLevel::Info, u"The REST API listens on port %1"_s.arg(listener->serverPort()));
    return listener;
}

/// Null without a listener.
std::unique_ptr<RestServer> serveRest(RunThread &run, LogSink &log, std::unique_ptr<QTcpServer> listener)
{
    if (!listener)
        return nullptr;
    auto rest = std::make_unique<RestServer>(run.run(), log, std::move(listener));
    QObject::connect(&run, &RunThread::planned, rest.get(), &RestServer::serve);
    QObject::connect(rest.get(), &RestServer::stopped, &run, &RunThread::expectEnd);
    return rest;
}

/// What --linger asks for: the ended run waits for a signal, unless one has ended it, before it is summed up.
void linger(RunThread &run, const StopSignals &stopSignals, RunTerminal &terminal)
{
    if (!run.run().options().linger.value_or(false) || stopSignals.hasReceived())
        return;
    terminal.note(u"The test is done, but --linger was enabled, so k6 is waiting for Ctrl+C to continue..."_s);
    QObject::connect(&stopSignals, &StopSignals::received, QCoreApplication::instance(), &QCoreApplication::quit);
    QCoreApplication::exec();
}

int execute(const RunArguments &arguments, TestRunConfig config, LogOutput &log, JournalWriter *journal,
            const PeerServer *peer, std::unique_ptr<QTcpServer> listener)
{
    const std::shared_ptr<RunReport> report = RunReport::create(arguments, log);
    report->attach(config);
    DebugController debugger;
    if (arguments.probes)
        config.debugger = &debugger;
    RunThread run(std::move(config));
    StopSignals stopSignals;
    stopOnSignals(stopSignals, run, log);
    QObject::connect(&run, &RunThread::stuck, &run, [&log] {
        endHard(log,
                u"the script doesn't react to being stopped: it is inside a long native call; ending the process"_s);
    });
    const std::unique_ptr<RestServer> rest = serveRest(run, log, std::move(listener));
    RunTerminal terminal(arguments, run, *report, log, peer);
    TestRunResult result;
    QObject::connect(&run, &RunThread::finished, &run, [&result](const TestRunResult &ended) {
        result = ended;
        QCoreApplication::quit();
    });
    run.start();
    QCoreApplication::exec();
    if (terminal.hasPlan())
        linger(run, stopSignals, terminal);

    if (const QString error = report->write(result, terminal.streams()); !error.isEmpty())
        logLine(log, LogLevel::Error, error);
    terminal.finish();
    reportCapture(log, journal);
    if (!result.reason.isEmpty())
        logLine(log, LogLevel::Error, result.reason, result.fields);
    log.flush();
    if (rest && !rest->endCalls())
        ::_exit(static_cast<int>(result.exitCode)); // its thread can't be waited for
    return static_cast<int>(result.exitCode);
}

} // namespace

int runCommand(const QStringList &args)
{
    QString error;
    ExitCode exitCode = ExitCode::Ok;
    std::optional<RunArguments> arguments = parseRunArguments(args, ScriptArgument::Required, &error, &exitCode);
    if (!arguments)
        return error.isEmpty() ? static_cast<int>(exitCode) : commandError(error, exitCode);
    const std::unique_ptr<LogOutput> log = LogOutput::create(arguments->log, &error);
    if (!log)
        return usageError(error);
    TestRunConfig config;
    if (error = locateScript(arguments->script, config); !error.isEmpty())
        return usageError(error);
    bool isFatal = false;
    std::unique_ptr<QTcpServer> listener = listenForRest(arguments->runtime, *log, &isFatal);
    if (isFatal)
        return static_cast<int>(ExitCode::NoRestApi);
    config.canBeResumed = listener != nullptr;
    std::unique_ptr<JournalWriter> journal;
    if (!arguments->journal.isEmpty()) {
        if (const QString file = QFileInfo(arguments->journal).canonicalFilePath();
            !file.isEmpty() && file == QFileInfo(config.script).canonicalFilePath())
            return usageError(u"the journal would overwrite the script %1: choose another file"_s.arg(file));
        journal = JournalWriter::create(arguments->journal, {arguments->journalLimit}, &error);
        if (!journal)
            return usageError(error);
    }
    std::unique_ptr<PeerServer> peer;
    if (!arguments->peer.isEmpty()) {
        peer = startPeer(arguments->peer, 0, &error);
        if (!peer)
            return usageError(error);
        announcePeer(*peer, arguments->runtime.env);
    }
    arguments->applyTo(config);
    config.args = withoutVariableValues(args);
    config.log = log.get();
    noticeSettings(*arguments, *log);
    config.journal = journal.get();
    return execute(*arguments, std::move(config), *log, journal.get(), peer.get(), std::move(listener));
}

} // namespace sockscope
