// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "run/run_thread.h"
#include "run/session_console.h"

#include <QJsonObject>
#include <QMap>
#include <QObject>
#include <QSet>
#include <QTimer>

#include <atomic>
#include <functional>
#include <memory>
#include <optional>

namespace sockscope {

class DebugService;

/// A message of the engine's of this type.
[[nodiscard]] QJsonObject engineMessage(const QString &type, QJsonObject members = {});

/// The engine's side of the control protocol (docs/engine-protocol.md): takes messages, runs scripts and snippets,
/// answers with messages. One session a process; the journal has everything else. Lives on the main thread.
class EngineSession : public QObject
{
    Q_OBJECT
public:
    /// Starts a built-in peer by name on a port, 0 for any, or finds the one that runs, and returns its port, or 0 and
    /// a sentence. Given by the application, which links the peers.
    using PeerStarter = std::function<quint16(const QString &name, quint16 port, QString *error)>;
    /// Turns command-line flags of `run` into a configuration; returns a sentence where they are wrong.
    using FlagParser = std::function<QString(const QStringList &flags, TestRunConfig &config)>;

    EngineSession(LogSink &log, JournalWriter &journal, PeerStarter startPeer, FlagParser parseFlags);
    ~EngineSession() override;

    void handle(const QJsonObject &message);
    /// Stops what runs, a script or snippets; the reason becomes that of the run's end.
    void stop(const QString &reason);
    [[nodiscard]] QJsonObject hello() const;

Q_SIGNALS:
    void message(const QJsonObject &message);
    /// The process should end with this code; a running script has ended.
    void quit(int exitCode);
    /// A stopped script doesn't react; the process has to be ended hard.
    void stuck();

private:
    using Handler = void (EngineSession::*)(const QJsonObject &);
    [[nodiscard]] static const QMap<QString, Handler> &handlers();
    void load(const QJsonObject &message);
    void run(const QJsonObject &message);
    void stopAll(const QJsonObject &message);
    void quitWhenEnded(const QJsonObject &message);
    void debug(const QJsonObject &message);
    DebugService &debugger();

    // engine_session_prompt.cpp
    void evaluate(const QJsonObject &message);
    void enter(const QJsonObject &message);
    void complete(const QJsonObject &message);
    void interrupt(const QJsonObject &message);
    void setOptions(const QJsonObject &message);
    void startPeer(const QJsonObject &message);
    SessionConsole &console();
    void connectConsole();
    void endConsole(const QString &sentence);
    void afterEnd();
    void failStuck();

    [[nodiscard]] QString readScript(const QJsonObject &request, TestRunConfig &config, QJsonObject &startedPeer);
    [[nodiscard]] QJsonObject peer(const QString &name, quint16 port, QString *error) const;
    void finish(const TestRunResult &result);
    void reportProgress();
    void fail(const QString &sentence, ExitCode exitCode);

    LogSink &m_log;
    JournalWriter &m_journal;
    PeerStarter m_startPeer;
    FlagParser m_parseFlags;
    std::atomic<std::uint32_t> m_socketNumbers{0};
    std::unique_ptr<TestRunConfig> m_loaded;
    QJsonObject m_peer;
    std::optional<RunOptions> m_promptOptions; ///< of the prompt, also of one that is made later
    std::unique_ptr<DebugService> m_debugger;  ///< outlives the runs
    std::unique_ptr<RunThread> m_run;
    std::unique_ptr<RunThread> m_lastRun;
    std::unique_ptr<SessionConsole> m_console;
    QSet<SessionConsole *> m_endingConsoles; ///< children of this
    QTimer m_progress;
    bool m_stopping = false; ///< owes `stopped`
    bool m_quitting = false;
};

} // namespace sockscope
