// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/debug/breakpoint_model.h"
#include "models/debug/debug_link.h"
#include "models/debug/line_hits.h"
#include "models/debug/meanwhile.h"
#include "models/debug/stack_model.h"
#include "models/debug/variables_model.h"
#include "models/debug/watch_model.h"

#include <QObject>
#include <QSet>
#include <QTimer>

#include <functional>

namespace sockscope {

/// A place in a script as the debugger names it.
struct ScriptPlace
{
    QString file; ///< path; empty: unknown
    int line = 0;
    int column = 0;
    bool operator==(const ScriptPlace &) const = default;
};

/// A virtual user that stands still.
struct PausedThread
{
    int thread = 0; ///< its number in the run
    int vu = 0;     ///< __VU
    QString reason; ///< "breakpoint", "step", "pause", "exception", "event", "entry"
    QString text;   ///< the event or the exception
    ScriptPlace place;
};

/// The debugger of a session as the window shows it: whether the run stands still and where, and the models of what can
/// be looked at. The breakpoints and the watched expressions are shared by all sessions.
class Debugger : public QObject
{
    Q_OBJECT
    Q_PROPERTY(State state READ state NOTIFY changed)
    Q_PROPERTY(QString summary READ summary NOTIFY changed)
    Q_PROPERTY(QString reason READ reason NOTIFY changed)
    Q_PROPERTY(QString text READ text NOTIFY changed)
    Q_PROPERTY(QStringList others READ others NOTIFY changed)
    Q_PROPERTY(QString frameName READ frameName NOTIFY frameChanged)
    Q_PROPERTY(sockscope::StackModel *stack READ stack CONSTANT)
    Q_PROPERTY(sockscope::VariablesModel *variables READ variables CONSTANT)
    Q_PROPERTY(sockscope::WatchModel *watches READ watches CONSTANT)
    Q_PROPERTY(sockscope::BreakpointModel *breakpoints READ breakpoints CONSTANT)
    Q_PROPERTY(sockscope::Meanwhile *meanwhile READ meanwhile CONSTANT)
public:
    enum State {
        Off,     ///< no debug run
        Running, ///< nothing of it stands still
        Paused,
    };
    Q_ENUM(State)

    /// The lists must outlive it.
    Debugger(BreakpointModel &breakpoints, WatchList &watches, QObject *parent = nullptr);

    [[nodiscard]] State state() const;
    [[nodiscard]] bool isPaused() const { return state() == Paused; }
    [[nodiscard]] QString summary() const;    ///< "Paused at a breakpoint · VU 2"
    [[nodiscard]] QString reason() const;     ///< a few words: "breakpoint", "data of socket 2"
    [[nodiscard]] QString text() const;       ///< the exception; empty otherwise
    [[nodiscard]] QStringList others() const; ///< the other virtual users that stand still, in words
    [[nodiscard]] int thread() const { return m_paused.isEmpty() ? 0 : m_paused.at(m_current).thread; }
    [[nodiscard]] int frame() const; ///< whose variables are shown; -1: none
    /// The line that runs next, and that of the frame that is looked at; empty while nothing stands still.
    [[nodiscard]] ScriptPlace place() const;
    [[nodiscard]] ScriptPlace framePlace() const;

    /// Whether the present debug run, or the last one, has loaded this script; a path.
    [[nodiscard]] bool hasLoaded(const QString &file) const { return m_files.contains(file); }

    [[nodiscard]] QString frameName() const; ///< "default, line 14"

    [[nodiscard]] StackModel *stack() { return &m_stack; }
    [[nodiscard]] VariablesModel *variables() { return &m_variables; }
    [[nodiscard]] WatchModel *watches() { return &m_watches; }
    [[nodiscard]] BreakpointModel *breakpoints() { return &m_breakpoints; }
    [[nodiscard]] LineHits &hits() { return m_hits; }
    [[nodiscard]] Meanwhile *meanwhile() { return &m_meanwhile; }
    [[nodiscard]] DebugLink &link() { return m_link; }

    /// Whether the hits of lines are counted, which makes scripts slower.
    void setCounting(bool counts);
    void begin(); ///< a debug run starts: tells what it is to stop at
    void end();   ///< the run, or its engine, has ended

    /// `continue over into out nextEvent`; of the virtual user that is shown.
    Q_INVOKABLE void resume(const QString &step);
    void runTo(const QString &file, int line);
    Q_INVOKABLE void pause(); ///< all virtual users
    Q_INVOKABLE void selectFrame(int row);
    Q_INVOKABLE void selectOther(int index); ///< of others()
    /// The value of an expression in the frame that is looked at, with `ok` and a text or an error.
    using Evaluated = std::function<void(bool ok, const QString &text)>;
    void evaluate(const QString &expression, QObject *context, const Evaluated &done);
    void refresh(); ///< a value was changed: looks at all again

Q_SIGNALS:
    void changed();
    void frameChanged();              ///< framePlace()
    void loaded(const QString &file); ///< a script of the run, when the first virtual user loads it
    void failed(const QString &sentence);
    void printed(const QString &text, const sockscope::ScriptPlace &place); ///< a breakpoint's message

private:
    void sendLines(const QString &file);
    void sendEvents();
    void sendExceptions();
    void onTold(const QString &event, const QJsonObject &message);
    void onPaused(const QJsonObject &message);
    void onResumed(int thread);
    void onLoaded(const QString &file);
    void lookAtCurrent();
    void showFrame();
    void forgetValues(); ///< nothing stands still any more

    DebugLink m_link;
    BreakpointModel &m_breakpoints;
    StackModel m_stack;
    VariablesModel m_variables{m_link};
    WatchModel m_watches;
    Meanwhile m_meanwhile{m_link};
    LineHits m_hits;
    QSet<QString> m_files;
    bool m_isCounting = false;
    bool m_isActive = false;
    bool m_wantsPause = false; ///< of virtual users that are still to come
    QList<PausedThread> m_paused;
    qsizetype m_current = 0;
    int m_look = 0; ///< answers to an earlier one are out of date
    QTimer m_forget;
};

} // namespace sockscope
