// SPDX-License-Identifier: GPL-3.0-or-later
#include "run/engine_session.h"

#include "journal/journal_writer.h"
#include "log/log.h"
#include "run/recorded_arguments.h"

#include <QJsonArray>

namespace sockscope {

using namespace Qt::StringLiterals;

namespace {

constexpr int ProtocolVersion = 1;
constexpr int ProgressIntervalMs = 200;

QJsonObject typed(const QString &type, QJsonObject members = {})
{
    members.insert(u"type"_s, type);
    return members;
}

} // namespace

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
    return typed(u"hello"_s, {{u"protocol"_s, ProtocolVersion},
                              {u"version"_s, QStringLiteral(SOCKSCOPE_VERSION)},
                              {u"journal"_s, m_journal.path()}});
}

void EngineSession::handle(const QJsonObject &message)
{
    const QString type = message.value(u"type"_s).toString();
    if (type == u"load") {
        load(message);
    } else if (type == u"run") {
        run();
    } else if (type == u"stop") {
        stop(u"the run was stopped"_s);
    } else if (type == u"eval") {
        evaluate(message);
    } else if (type == u"quit") {
        m_quitting = true;
        if (m_run)
            m_run->stop(ExitCode::Interrupted, u"the session was closed"_s);
        else
            Q_EMIT quit(0);
    } else {
        Q_EMIT this->message(
            typed(u"note"_s, {{u"message"_s, u"the message type \"%1\" is unknown and was ignored"_s.arg(type)}}));
    }
}

void EngineSession::stop(const QString &reason)
{
    if (m_run)
        m_run->stop(ExitCode::Interrupted, reason);
    m_console.reset();
}

void EngineSession::fail(const QString &sentence, ExitCode exitCode)
{
    Q_EMIT message(typed(u"failed"_s, {{u"message"_s, sentence}, {u"exitCode"_s, static_cast<int>(exitCode)}}));
}

void EngineSession::load(const QJsonObject &request)
{
    if (m_run) {
        fail(u"a script is running: stop it before you load another"_s, ExitCode::GenericError);
        return;
    }
    m_loaded = std::make_unique<TestRunConfig>();
    m_loaded->script = request.value(u"script"_s).toString();
    if (const QJsonValue source = request.value(u"source"_s); source.isString())
        m_loaded->source = source.toString().toUtf8();
    m_loaded->log = &m_log;
    m_loaded->journal = &m_journal;
    m_loaded->socketNumbers = &m_socketNumbers;
    QStringList flags;
    const QJsonArray args = request.value(u"args"_s).toArray();
    for (const auto flag : args)
        flags.append(flag.toString());
    m_loaded->args = withoutVariableValues(flags);
    QString error = m_parseFlags(flags, *m_loaded);
    const QJsonObject env = request.value(u"env"_s).toObject();
    for (auto it = env.begin(); it != env.end(); ++it)
        m_loaded->env.insert(it.key(), it->toString());
    m_peer = {};
    if (const QString peer = request.value(u"peer"_s).toString(); error.isEmpty() && !peer.isEmpty()) {
        const quint16 port = m_startPeer(peer, &error);
        m_peer = {{u"name"_s, peer}, {u"host"_s, u"127.0.0.1"_s}, {u"port"_s, port}};
        for (const QString &prefix : {u"TCP_"_s, u"TCP_ECHO_"_s}) {
            m_loaded->env.insert(prefix + u"HOST"_s, u"127.0.0.1"_s);
            m_loaded->env.insert(prefix + u"PORT"_s, QString::number(port));
        }
    }
    if (error.isEmpty() && m_loaded->script.isEmpty())
        error = u"the load message names no script"_s;
    if (!error.isEmpty()) {
        m_loaded.reset();
        fail(error, ExitCode::GenericError);
        return;
    }
    m_console.reset(); // the next snippet sees the new environment
    Q_EMIT message(typed(u"loaded"_s, {{u"script"_s, m_loaded->script}}));
}

void EngineSession::run()
{
    if (m_run || !m_loaded) {
        fail(m_run ? u"a script is running already"_s : u"no script is loaded: send a load message first"_s,
             ExitCode::GenericError);
        return;
    }
    m_run = std::make_unique<RunThread>(*m_loaded);
    connect(m_run.get(), &RunThread::finished, this, &EngineSession::finish);
    connect(m_run.get(), &RunThread::stuck, this, [this] {
        fail(u"The script doesn't react to being stopped: it is inside a long native call. The engine ends itself; "
             u"what was recorded is "
             "kept."_s,
             ExitCode::Interrupted);
        Q_EMIT stuck();
    });
    QJsonObject started{{u"script"_s, m_loaded->script}};
    if (!m_peer.isEmpty())
        started.insert(u"peer"_s, m_peer);
    Q_EMIT message(typed(u"started"_s, started));
    m_progress.start();
    m_run->start();
}

void EngineSession::reportProgress()
{
    const RunCounters &counters = m_run->run().counters();
    Q_EMIT message(typed(u"progress"_s, {{u"iterations"_s, static_cast<qint64>(counters.iterationsCompleted)},
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
    Q_EMIT message(
        typed(u"finished"_s, {{u"exitCode"_s, static_cast<int>(result.exitCode)}, {u"reason"_s, result.reason}}));
    if (m_quitting)
        Q_EMIT quit(0);
}

void EngineSession::evaluate(const QJsonObject &request)
{
    if (!m_console) {
        TestRunConfig config = m_loaded ? *m_loaded : TestRunConfig();
        config.log = &m_log;
        config.journal = &m_journal;
        config.socketNumbers = &m_socketNumbers;
        m_console = std::make_unique<SessionConsole>(config);
        connect(m_console.get(), &SessionConsole::evaluated, this,
                [this](int id, bool ok, const QString &text, bool incomplete) {
                    Q_EMIT message(typed(
                        u"result"_s, {{u"id"_s, id}, {u"ok"_s, ok}, {u"text"_s, text}, {u"incomplete"_s, incomplete}}));
                });
    }
    m_console->evaluate(request.value(u"id"_s).toInt(), request.value(u"text"_s).toString());
}

} // namespace sockscope
