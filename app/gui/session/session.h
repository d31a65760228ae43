// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine_process.h"
#include "session_view.h"

#include <QObject>
#include <QString>
#include <QStringList>

#include <functional>
#include <memory>

namespace sockscope {

/// One session of the window: its engine process, the journal of that process, and the status in words. It is driven by
/// hand, or runs a script, each run in a new engine with a new journal, or is a recorded one. The models show the
/// latest.
class Session : public QObject
{
    Q_OBJECT
public:
    /// `engineProgram` is the path of the sockscope executable.
    /// `lists` are the breakpoints and watches that all sessions share.
    explicit Session(const QString &engineProgram, std::shared_ptr<DebugLists> lists = nullptr,
                     QObject *parent = nullptr);
    ~Session() override; ///< ends the engine as shutDown() does

    [[nodiscard]] SessionView *view() const; ///< what the panels show
    [[nodiscard]] SessionStatus *status() const { return view()->status(); }
    [[nodiscard]] JournalSession *journal() const { return view()->journal(); }
    [[nodiscard]] Debugger &debugger() const { return *view()->debugger(); }

    [[nodiscard]] qint64 engineProcessId() const; ///< 0 while none runs

    /// Whether snippets can be evaluated now. They can in a session by hand, whose engine starts with the first of
    /// them.
    [[nodiscard]] bool canEvaluate() const { return whyNotEvaluate().isEmpty(); }
    [[nodiscard]] QString whyNotEvaluate() const; ///< a sentence, empty where they can
    [[nodiscard]] bool isByHand() const;          ///< its engine takes snippets, or took them while it lived
    /// Evaluates JavaScript in the session, as typed at its prompt; evaluated() answers with the id that is returned.
    qint64 evaluate(const QString &text);
    void interrupt(); ///< the snippet that runs; what is awaited goes on unseen
    /// Asks for the names that may stand at `position` of `text`; completed() answers, unless the engine is busy.
    qint64 complete(const QString &text, int position);
    /// Whether the certificates of TLS peers are verified, which they are until this says otherwise, and again with the
    /// next engine. SessionStatus::isTrusting() tells the opposite.
    void setVerifiesCertificates(bool verifies);
    /// Starts a built-in peer in the engine, on a port or on any free one (0); peerStarted() tells where it listens.
    void startPeer(const QString &name, quint16 port);
    /// Runs a script in the context of the prompt: its sockets stay open for the person to go on with.
    void enter(const EngineRequest &request);
    /// Adds to the console what was evaluated in a run that stands still, and its value.
    void showEvaluation(const QString &text, bool ok, const QString &value);
    /// Adds a line of the window's own to the console.
    void say(LogLevel level, const QString &text);

    /// What exports of it must not contain; known until the session is closed and written nowhere.
    [[nodiscard]] const QStringList &secrets() const { return m_secrets; }
    void setSecrets(const QStringList &texts) { m_secrets = texts; }

    /// Shows a recorded session. Nothing in it is run.
    void open(const QString &path);

    /// Runs a script in a new engine with a new journal.
    void run(const EngineRequest &request);
    /// Asks the run to end; after 2 s the engine is killed.
    void stop();
    /// Ends the engine, blocking for 1.5 s at most, and removes the journal.
    void shutDown();

Q_SIGNALS:
    void evaluated(qint64 id, bool ok, const QString &text, bool incomplete);
    void completed(qint64 id, int from, const QList<sockscope::Completion> &items);
    void peerFailed(); ///< the console says why
    void peerStarted(const QString &name, const QString &host, int port);

private:
    bool startByHand();
    void connectDebugger();
    bool whenReady(std::function<void()> action); ///< false, and the console says why, where it never will be
    QStringList m_secrets;
    struct Private;
    std::unique_ptr<Private> d;
};

} // namespace sockscope
