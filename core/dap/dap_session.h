// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "dap/dap_engine.h"
#include "dap/dap_output.h"
#include "dap/launch_arguments.h"
#include "dap/value_references.h"

#include <QJsonArray>
#include <QMap>
#include <QSet>

#include <functional>
#include <memory>

namespace sockscope {

/// A request of a client.
struct DapRequest
{
    qint64 seq = 0;
    QString command;
    QJsonObject arguments;
};

/// One debug session of the Debug Adapter Protocol: takes a client's messages, and answers each request once. It
/// translates between the protocol and the debugger's messages (docs/debugger.md) of an engine process, which runs the
/// script. Needs an event loop.
class DapSession : public QObject
{
    Q_OBJECT
public:
    /// `engineProgram` is the path of the sockscope executable.
    explicit DapSession(const QString &engineProgram);
    ~DapSession() override;

    void handle(const QJsonObject &message);
    /// Tells the client that what came is no message.
    void refuseInput(const QString &sentence);
    /// Lets the run end, and then the session; also when nobody listens any more.
    void end();

Q_SIGNALS:
    void message(const QJsonObject &message);
    void ended(); ///< no process is left

private:
    using Handler = void (DapSession::*)(const DapRequest &);
    struct Command
    {
        Handler handler = nullptr;
        QList<std::pair<QString, QJsonValue::Type>> required; ///< arguments
        bool needsScript = false;                             ///< only while one is loaded
    };
    /// A virtual user.
    struct Thread
    {
        int vu = 0;
        QJsonObject pause;       ///< the debugger's `paused`; empty while it runs
        bool isResuming = false; ///< because of a request
    };
    [[nodiscard]] static const QMap<QString, Command> &commands();
    [[nodiscard]] QString mistakeIn(const DapRequest &request, const Command &command) const;

    // dap_session.cpp
    void initialize(const DapRequest &request);
    void respond(const DapRequest &request, const QJsonObject &body = {});
    void refuse(const DapRequest &request, const QString &sentence);
    /// Asks the debugger, and refuses the request where that refuses; otherwise `answer` goes on.
    void askFor(const DapRequest &request, const QString &command, const QJsonObject &members,
                DapEngine::Answer answer);
    void tell(const QString &event, const QJsonObject &body = {});
    void send(QJsonObject message);
    // dap_session_run.cpp
    void launch(const DapRequest &request);
    void attach(const DapRequest &request);
    void configurationDone(const DapRequest &request);
    void terminate(const DapRequest &request);
    void disconnect(const DapRequest &request);
    void startEngine();
    void finish(int exitCode);
    // dap_session_events.cpp
    void connectEngine();
    void engineSaid(const QJsonObject &message);
    void engineLoaded();
    void engineFailed(const QJsonObject &message);
    void debuggerSaid(const QJsonObject &event);
    void paused(const QJsonObject &pause);
    void resumed(int thread);
    void threadChanged(const QJsonObject &event);
    void print(const QString &category, const QString &text, const QJsonObject &location);
    // dap_session_breakpoints.cpp
    void setBreakpoints(const DapRequest &request);
    void setExceptionBreakpoints(const DapRequest &request);
    void breakpointLocations(const DapRequest &request);
    void loadedSources(const DapRequest &request);
    void source(const DapRequest &request);
    [[nodiscard]] QJsonObject breakpointFrom(const QJsonObject &placed, const QJsonObject &source) const;
    // dap_session_stops.cpp
    void threads(const DapRequest &request);
    void stackTrace(const DapRequest &request);
    void scopes(const DapRequest &request);
    void exceptionInfo(const DapRequest &request);
    void resume(const DapRequest &request);
    void pause(const DapRequest &request);
    // dap_session_values.cpp
    void variables(const DapRequest &request);
    void readPage(const DapRequest &request, const ValueReferences::Value &parent, int first, int wanted,
                  QJsonArray made);
    void setVariable(const DapRequest &request);
    void setExpression(const DapRequest &request);
    void evaluate(const DapRequest &request);
    void answerWith(const DapRequest &request, const QString &text, const QString &member, const QString &expression);
    [[nodiscard]] ValueReferences::Frame frameOf(const DapRequest &request) const;
    [[nodiscard]] QJsonObject variableFrom(const QJsonObject &variable, const ValueReferences::Value &parent);
    [[nodiscard]] QJsonObject resultFrom(const QJsonObject &variable, const QString &name,
                                         const ValueReferences::Value &value);

    // lines, columns and paths as the client counts and writes them
    [[nodiscard]] QJsonObject sourceOf(const QString &url) const;
    [[nodiscard]] QString fileOf(const QJsonObject &source) const;
    [[nodiscard]] int ownLine(int line) const { return line + (m_linesFromOne ? 0 : 1); }
    [[nodiscard]] int ownColumn(int column) const { return column + (m_columnsFromOne ? 0 : 1); }
    void insertRange(const QJsonObject &location, QJsonObject &target) const;

    const QString m_engineProgram;
    DapEngine m_engine;
    DapOutput m_output;
    ValueReferences m_references;
    LaunchArguments m_launch;
    std::optional<DapRequest> m_launchRequest; ///< not answered yet
    QMap<int, Thread> m_threads;
    QStringList m_sources; ///< urls of the files that were compiled
    QSet<QString> m_exceptionModes;
    int m_lastStopped = 0; ///< thread
    qint64 m_seq = 1;
    bool m_linesFromOne = true;
    bool m_columnsFromOne = true;
    bool m_hasUris = false;
    bool m_isInitialised = false;
    bool m_isLoaded = false;
    bool m_isRunning = false;
    bool m_isOver = false; ///< `terminated` was told
    bool m_isEnding = false;
};

} // namespace sockscope
