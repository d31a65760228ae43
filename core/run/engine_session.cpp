// SPDX-License-Identifier: GPL-3.0-or-later
#include "run/engine_session.h"

#include "debug/debug_service.h"
#include "journal/journal_writer.h"
#include "log/log.h"
#include "run/recorded_arguments.h"

#include <QJsonArray>

namespace sockscope {

using namespace Qt::StringLiterals;

namespace {

constexpr int ProtocolVersion = 1;
constexpr int ProgressIntervalMs = 200;

} // namespace

QJsonObject engineMessage(const QString &type, QJsonObject members)
{
    members.insert(u"type"_s, type);
    return members;
}

EngineSession::EngineSession(LogSink &log, JournalWriter &journal, PeerStarter startPeer, FlagParser parseFlags)
    : m_log(log)
    , m_journal(journal)
    , m_startPeer(std::move(startPeer))
    , m_parseFlags(std::move(parseFlags))
{
    m_progress.setInterval(ProgressIntervalMs);
    connect(&m_progress, &QTimer::timeout, this, &EngineSession::reportProgress);
}

EngineSession::~EngineSession() = default;

QJsonObject EngineSession::hello() const
{
    return engineMessage(u"hello"_s, {{u"protocol"_s, ProtocolVersion},
                                      {u"version"_s, QStringLiteral(SOCKSCOPE_VERSION)},
                                      {u"journal"_s, m_journal.path()}});
}

const QMap<QString, EngineSession::Handler> &EngineSession::handlers()
{
    static const QMap<QString, Handler> all{
        {u"load"_s, &EngineSession::load},         {u"run"_s, &EngineSession::run},
        {u"stop"_s, &EngineSession::stopAll},      {u"quit"_s, &EngineSession::quitWhenEnded},
        {u"eval"_s, &EngineSession::evaluate},     {u"enter"_s, &EngineSession::enter},
        {u"complete"_s, &EngineSession::complete}, {u"interrupt"_s, &EngineSession::interrupt},
        {u"peer"_s, &EngineSession::startPeer},    {u"options"_s, &EngineSession::setOptions},
        {u"debugger"_s, &EngineSession::debug},
    };
    return all;
}

void EngineSession::handle(const QJsonObject &request)
{
    const QString type = request.value(u"type"_s).toString();
    if (const Handler handler = handlers().value(type))
        (this->*handler)(request);
    else
        Q_EMIT message(engineMessage(
            u"note"_s, {{u"message"_s, u"the message type \"%1\" is unknown and was ignored"_s.arg(type)}}));
}

void EngineSession::stop(const QString &reason)
{
    if (m_run)
        m_run->stop(ExitCode::Interrupted, reason);
    if (m_console)
        Q_EMIT message(engineMessage(u"note"_s, {{u"message"_s, reason}}));
    endConsole(reason);
}

void EngineSession::stopAll(const QJsonObject &)
{
    m_stopping = true;
    if (m_run)
        m_run->stop(ExitCode::Interrupted, u"the run was stopped"_s);
    endConsole(u"the session of the prompt was stopped"_s);
    afterEnd();
}

void EngineSession::quitWhenEnded(const QJsonObject &)
{
    m_quitting = true;
    if (m_run)
        m_run->stop(ExitCode::Interrupted, u"the session was closed"_s);
    endConsole(u"the session was closed"_s);
    afterEnd();
}

/// Says what was waiting for the end of all that runs.
void EngineSession::afterEnd()
{
    if (m_run || !m_endingConsoles.isEmpty())
        return;
    if (std::exchange(m_stopping, false))
        Q_EMIT message(engineMessage(u"stopped"_s));
    if (m_quitting)
        Q_EMIT quit(0);
}

void EngineSession::failStuck()
{
    fail(u"The script doesn't react to being stopped: it is inside a long native call. The engine ends itself; "
         u"what was recorded is kept."_s,
         ExitCode::Interrupted);
    Q_EMIT stuck();
}

void EngineSession::fail(const QString &sentence, ExitCode exitCode)
{
    Q_EMIT message(engineMessage(u"failed"_s, {{u"message"_s, sentence}, {u"exitCode"_s, static_cast<int>(exitCode)}}));
}

/// Fills in what a message says of a script, and starts the peer it asks for; returns a sentence where it is wrong.
QString EngineSession::readScript(const QJsonObject &request, TestRunConfig &config, QJsonObject &startedPeer)
{
    config.script = request.value(u"script"_s).toString();
    if (const QJsonValue source = request.value(u"source"_s); source.isString())
        config.source = source.toString().toUtf8();
    QStringList flags;
    const QJsonArray args = request.value(u"args"_s).toArray();
    for (const auto flag : args)
        flags.append(flag.toString());
    config.args = withoutVariableValues(flags);
    QString error = m_parseFlags(flags, config);
    const QJsonObject env = request.value(u"env"_s).toObject();
    for (auto it = env.begin(); it != env.end(); ++it)
        config.env.insert(it.key(), it->toString());
    startedPeer = {};
    if (const QString name = request.value(u"peer"_s).toString(); error.isEmpty() && !name.isEmpty()) {
        startedPeer = peer(name, 0, &error);
        for (const QString &prefix : {u"TCP_"_s, u"TCP_ECHO_"_s}) {
            config.env.insert(prefix + u"HOST"_s, startedPeer.value(u"host"_s).toString());
            config.env.insert(prefix + u"PORT"_s, QString::number(startedPeer.value(u"port"_s).toInt()));
        }
    }
    return error;
}

QJsonObject EngineSession::peer(const QString &name, quint16 port, QString *error) const
{
    const quint16 listening = m_startPeer(name, port, error);
    return {{u"name"_s, name}, {u"host"_s, u"127.0.0.1"_s}, {u"port"_s, listening}};
}

void EngineSession::load(const QJsonObject &request)
{
    if (m_run) {
        fail(u"a script is running: stop it before you load another"_s, ExitCode::GenericError);
        return;
    }
    m_loaded = std::make_unique<TestRunConfig>();
    m_loaded->log = &m_log;
    m_loaded->journal = &m_journal;
    m_loaded->socketNumbers = &m_socketNumbers;
    QString error = readScript(request, *m_loaded, m_peer);
    if (error.isEmpty() && m_loaded->script.isEmpty())
        error = u"the load message names no script"_s;
    if (!error.isEmpty()) {
        m_loaded.reset();
        fail(error, ExitCode::GenericError);
        return;
    }
    endConsole(u"the session of the prompt was closed because a script was loaded"_s);
    Q_EMIT message(engineMessage(u"loaded"_s, {{u"script"_s, m_loaded->script}}));
}

DebugService &EngineSession::debugger()
{
    if (!m_debugger) {
        m_debugger = std::make_unique<DebugService>();
        connect(m_debugger.get(), &DebugService::message, this, &EngineSession::message);
    }
    return *m_debugger;
}

void EngineSession::debug(const QJsonObject &request)
{
    debugger().handle(request);
}

void EngineSession::run(const QJsonObject &request)
{
    if (m_run || !m_loaded) {
        fail(m_run ? u"a script is running already"_s : u"no script is loaded: send a load message first"_s,
             ExitCode::GenericError);
        return;
    }
    m_loaded->recordsAllOutput = request.value(u"recordOutput"_s).toBool();
    m_loaded->debugger = nullptr;
    if (request.value(u"debug"_s).toBool()) {
        debugger().controller().setStopOnEntry(request.value(u"stopOnEntry"_s).toBool());
        m_loaded->debugger = &debugger().controller();
    }
    m_run = std::make_unique<RunThread>(*m_loaded);
    connect(m_run.get(), &RunThread::finished, this, &EngineSession::finish);
    connect(m_run.get(), &RunThread::stuck, this, &EngineSession::failStuck);
    QJsonObject started{{u"script"_s, m_loaded->script}};
    if (!m_peer.isEmpty())
        started.insert(u"peer"_s, m_peer);
    Q_EMIT message(engineMessage(u"started"_s, started));
    m_progress.start();
    m_run->start();
}

void EngineSession::reportProgress()
{
    const RunCounters &counters = m_run->run().counters();
    Q_EMIT message(
        engineMessage(u"progress"_s, {{u"iterations"_s, static_cast<qint64>(counters.iterationsCompleted)},
                                      {u"interrupted"_s, static_cast<qint64>(counters.iterationsInterrupted)},
                                      {u"vus"_s, static_cast<qint64>(counters.vusActive)},
                                      {u"elapsedMs"_s, m_run->elapsedMs()}}));
}

void EngineSession::finish(const TestRunResult &result)
{
    m_progress.stop();
    reportProgress();
    if (!result.reason.isEmpty())
        m_log.write({LogLevel::Error, result.reason, result.fields, QDateTime::currentDateTime()});
    m_lastRun = std::move(m_run); // not deleted here: this is a slot of its signal
    Q_EMIT message(engineMessage(u"finished"_s,
                                 {{u"exitCode"_s, static_cast<int>(result.exitCode)}, {u"reason"_s, result.reason}}));
    afterEnd();
}

} // namespace sockscope
