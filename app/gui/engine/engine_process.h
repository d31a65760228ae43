// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "line_splitter.h"

#include <QJsonObject>
#include <QMap>
#include <QObject>
#include <QProcess>
#include <QString>
#include <QTimer>

namespace sockscope {

/// What the engine is to run.
struct EngineRequest
{
    QString script;        ///< absolute path; names the file in locations and is the base of relative imports; empty:
                           ///< none, a session by hand
    QString source;        ///< text that isn't saved; null to read the file
    QStringList arguments; ///< options of `sockscope run`: {"--vus", "1"}
    QMap<QString, QString> environment; ///< what the script finds in __ENV besides the process's own environment
    QString peer;            ///< built-in peer to start and to point TCP_HOST and TCP_PORT to; empty for none
    bool isDebugged = false; ///< the debugger can stop it; what it is to stop at is told at aboutToDebug()
};

struct EngineProgress
{
    qint64 iterations = 0;
    qint64 interrupted = 0;
    qint64 vus = 0;
    qint64 elapsedMs = 0;
};

/// A name that may stand at a place of a prompt's text. `kind` is "function", "value" or "property".
struct Completion
{
    QString name;
    QString kind;
    bool operator==(const Completion &) const = default;
};

/// One `sockscope engine` process and the conversation with it: one JSON object a line, window to engine on its
/// standard input, engine to window on its standard output. It serves one session.
///
/// start() with a script runs that: whatever the process does, exactly one of finished(), failed() and died() ends the
/// run, and closed() comes last, when no process is left. start({}) begins a session by hand: ready(), and then the
/// process waits for evaluate(), enter() and the like until quit(); died() comes only where it ended otherwise, and
/// closed() last. The engine ends with the window: its standard input closes, and Linux kills it should the window be
/// killed. Requests made while no engine runs are dropped.
class EngineProcess : public QObject
{
    Q_OBJECT
public:
    static constexpr int ProtocolVersion = 1;
    struct Deadlines
    {
        int helloMs = 10'000; ///< from start to the first message
        int stopMs = 2000;    ///< from stop() to the end of the run; then the process is killed
        int quitMs = 2000;    ///< from quit to the end of the process; then the process is killed
    };
    static constexpr qsizetype MaxLine = 1 << 20;        ///< bytes of a message; a longer one is skipped with a note
    static constexpr qsizetype MaxErrorTail = 16 * 1024; ///< bytes kept of the engine's standard error

    /// `program` is the path of the sockscope executable, `journal` of the file that the engine is to create.
    EngineProcess(const QString &program, const QString &journal, QObject *parent = nullptr);
    EngineProcess(const QString &program, const QString &journal, const Deadlines &deadlines,
                  QObject *parent = nullptr);
    ~EngineProcess() override; ///< shutDown()

    void start(const EngineRequest &request);
    /// Stops the run; after Deadlines::stopMs the engine is killed. In a session by hand: ends the prompt's context
    /// with its sockets, answers what is open and says stopped(); the next snippet starts anew.
    void stop();
    /// Ends a session by hand without blocking; closed() follows.
    void quit();
    /// Asks for the value of an expression; evaluated() answers with the same id. Snippets begin in order, each when
    /// the one before has returned or awaits something. Ids are the caller's, shared with enter().
    void evaluate(qint64 id, const QString &text);
    /// Runs a script in the prompt's own context: init code, setup(), default(). Its sockets stay. evaluated() answers.
    void enter(qint64 id, const EngineRequest &request);
    /// A request to the debugger (docs/debugger.md); debuggerSaid() answers.
    void askDebugger(const QJsonObject &request);
    /// Ends the code that the prompt runs and what it awaits; evaluated() says so of each. Its sockets stay.
    void interrupt();
    /// Lets options of `sockscope run` hold for what the prompt connects from here on, in place of those given before.
    void setOptions(const QStringList &arguments);
    /// Asks for the built-in peer of this name, on a port or on any free one (0); peerStarted() or peerFailed()
    /// answers. Once started, it stays.
    void startPeer(const QString &name, quint16 port = 0);
    /// Asks for the names that may stand at a position (UTF-16 units); completed() answers, later or never while the
    /// prompt is busy.
    void complete(qint64 id, const QString &text, int position);
    /// Ends the process within about 1.5 s, blocking: quit, terminate, kill. No signal comes after it.
    void shutDown();
    [[nodiscard]] bool isRunning() const { return m_process.state() != QProcess::NotRunning; }
    [[nodiscard]] qint64 processId() const { return m_process.processId(); }

Q_SIGNALS:
    void journalReady(const QString &path);
    /// peerPort 0: no built-in peer.
    void started(const QString &peerHost, int peerPort, const QString &peerName);
    void progressed(const sockscope::EngineProgress &progress);
    void ready(); ///< a session by hand takes requests
    /// The script of a debug run is loaded and runs as soon as this has returned: the moment for askDebugger() to set
    /// breakpoints.
    void aboutToDebug();
    /// What the debugger answers and tells (docs/debugger.md).
    void debuggerSaid(const QJsonObject &message);
    /// `incomplete`: the text is only the beginning of a snippet; nothing was evaluated.
    void evaluated(qint64 id, bool ok, const QString &text, bool incomplete);
    void completed(qint64 id, int from, const QList<sockscope::Completion> &items); ///< for what stands from `from`
    void peerStarted(const QString &name, const QString &host, int port);
    void peerFailed(const QString &name, const QString &sentence);
    void stopped(); ///< stop() of a session by hand is done
    void finished(int exitCode, const QString &reason);
    void failed(const QString &message, int exitCode); ///< the script could not be run
    /// The process ended by itself, was killed, or never started: a sentence, and the end of what it wrote to standard
    /// error.
    void died(const QString &sentence, const QString &standardError);
    void noted(const QString &sentence); ///< something odd that doesn't end the run
    void closed();

private:
    using Handler = void (EngineProcess::*)(const QJsonObject &);
    [[nodiscard]] static const QMap<QString, Handler> &handlers();
    void onHello(const QJsonObject &message);
    void onLoaded(const QJsonObject &message);
    void onDebugger(const QJsonObject &message);
    void onStarted(const QJsonObject &message);
    void onProgress(const QJsonObject &message);
    void onResult(const QJsonObject &message);
    void onCompletions(const QJsonObject &message);
    void onPeer(const QJsonObject &message);
    void onNote(const QJsonObject &message);
    void onStopped(const QJsonObject &message);
    void onFinished(const QJsonObject &message);
    void onFailed(const QJsonObject &message);

    void configure();
    void readOutput();
    void readErrors();
    void handleLine(const QByteArray &line);
    void note(const QString &sentence);
    void send(const QJsonObject &message);
    [[nodiscard]] bool isByHand() const { return m_request.script.isEmpty(); }
    [[nodiscard]] static QJsonObject scriptMessage(const QString &type, const EngineRequest &request);
    void endRun();
    void die(const QString &sentence);
    void kill(const QString &why);
    void processEnded(int exitCode, QProcess::ExitStatus status);

    Deadlines m_deadlines;
    QString m_program;
    QString m_journal;
    EngineRequest m_request;
    QProcess m_process;
    LineSplitter m_lines{MaxLine};
    QByteArray m_errors;
    QTimer m_helloTimer;
    QTimer m_killTimer;
    QString m_killReason;
    QString m_lastFailure; ///< of a session by hand: why the engine ends itself
    int m_notes = 0;
    int m_notedSkips = 0;
    bool m_runEnded = false;
};

} // namespace sockscope
