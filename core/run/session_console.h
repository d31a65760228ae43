// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "run/session_request.h"

#include <QObject>
#include <QSet>
#include <QThread>
#include <QTimer>

#include <memory>

namespace sockscope {

class SessionQueue;
struct TestRunConfig;

/// The interactive virtual user of a session: evaluates snippets in one context, with live sockets in between.
/// `Socket`, `socket`, `sockets`, `halfClose`, the k6 functions and `require` are there from the start. A snippet
/// begins when the code of the one before has returned or waits in an `await`; answers come as they settle. The VU
/// lives on a thread of its own; this object needs an event loop.
class SessionConsole : public QObject
{
    Q_OBJECT
public:
    static constexpr int GraceMs = 2000; ///< what is interrupted reacts within this time, or is in a native call

    explicit SessionConsole(const TestRunConfig &config, QObject *parent = nullptr);
    /// Stops, and waits for the thread's end, GraceMs at most. A thread that doesn't react by then is left to itself:
    /// the process has to be ended then before the configuration's log and journal are destroyed.
    ~SessionConsole() override;

    /// Evaluates a text; ends in evaluated() with the same id.
    void evaluate(int id, const QString &text);
    /// Runs a script's init code, setup() and default() in this context; its sockets stay. Ends in evaluated().
    void enter(int id, const SessionScript &script);
    /// Lets these options hold for the connections that begin from here on, in place of those given before: of a
    /// session they are what a run's command line is. Where they switch the verification of certificates, a log line
    /// says so.
    void setOptions(const RunOptions &options);
    /// Asks for names; ends in completed(), later or never while the VU is busy.
    void complete(int id, const QString &text, int position);
    /// Ends the code that runs and gives up waiting for what is pending, which evaluated() says of each. Context,
    /// sockets and timers go on. Ends in interrupted(), or in unresponsive().
    void interrupt();
    /// Answers all that is open with the sentence, interrupts what runs, closes the sockets and ends. Ends in ended(),
    /// or in stuck().
    void stop(const QString &sentence);

Q_SIGNALS:
    void evaluated(int id, bool ok, const QString &text, bool incomplete);
    void completed(int id, int from, const QList<sockscope::CompletionItem> &items);
    void interrupted();
    /// An interruption had no effect yet: a native call that nothing can interrupt.
    void unresponsive();
    void ended();
    void stuck(); ///< a stopped session doesn't react; only the end of the process helps

private:
    void answer(int id, bool ok, const QString &text, bool incomplete);

    std::shared_ptr<SessionQueue> m_queue; ///< the thread's, too
    std::unique_ptr<QThread> m_thread;
    QSet<int> m_open; ///< asked and not answered
    QTimer m_interruptGrace;
    QTimer m_stopGrace;
};

} // namespace sockscope
