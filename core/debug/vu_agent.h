// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "debug/debug_controller.h"
#include "debug/evaluator.h"

#include <QJSValue>
#include <QJsonArray>
#include <QQueue>
#include <QSet>

#include <atomic>
#include <condition_variable>
#include <mutex>

namespace sockscope {

class VirtualUser;

/// The debugger of one virtual user: decides at armed probes whether to stop, and while the virtual user stands still
/// works off what others want to know, on its thread. What others may call is marked so.
class VuAgent : public QObject, public VuDebugger
{
    Q_OBJECT
public:
    VuAgent(DebugController &controller, VirtualUser &vu, int thread, bool stopsOnEntry);
    ~VuAgent() override;

    [[nodiscard]] int thread() const { return m_thread; } ///< any thread

    // --- looking, inside of a DebugController::Job only
    [[nodiscard]] VirtualUser &vu() { return m_vu; }
    [[nodiscard]] const DebugStack &stack();
    /// The scopes of a frame; empty where its variables are not known.
    [[nodiscard]] QList<DebugScope> scopes(int frame);
    /// What is inside of a handle: `part` is "named", "indexed" or empty for both; at most 200 at a time.
    [[nodiscard]] QList<DebugVariable> variables(int handle, const QString &part, int first, int count, QString *error);
    /// Evaluates an expression, or statements, in a frame; -1: among the globals. `await` takes the value of a promise
    /// that has settled. What runs longer than a second is broken off. `isFull` gives the value's text whole, up to a
    /// million characters, for taking it elsewhere.
    [[nodiscard]] DebugValue evaluate(const QString &text, int frame, bool isFull = false);
    [[nodiscard]] DebugValue assign(int handle, const QString &name, const QString &text, int frame);

    // --- any thread
    void requestPause();
    void requestResume(StepKind step, int cursorProbe);
    void add(DebugController::Job job);
    void wakeUp();
    void tablesChanged(bool hasExceptions);
    void askForCounts();

    // --- VuDebugger
    [[nodiscard]] QJSValue moduleHooks(const CompiledModule &module) override;
    void taskStarting() override;
    void taskEnding() override;
    void recorded(const RecordHead &head, QByteArrayView payload, QByteArrayView cause) override;
    void failed(const QString &text, bool isRejection) override;
    void unblocked() override;
    [[nodiscard]] std::int64_t pausedNs() const override { return m_pausedNs; }

    // --- js/agent.mjs
    Q_INVOKABLE void reached(int probe, int q, int activation);
    Q_INVOKABLE void thrown(int probe, const QString &text);
    Q_INVOKABLE void caught(int probe, const QString &text);
    Q_INVOKABLE void activationEnded(int activation, int parent, bool wasResumed);
    Q_INVOKABLE void settled(bool isFulfilled, const QString &value);
    Q_INVOKABLE void synchronise();

private:
    enum Cell { Look = 0, Exceptions = 1, Steps = 2, CellCount = 16 };
    /// Where a probe stands in the run of the script.
    struct Position
    {
        int probe = 0;
        int q = 0;
        int activation = 0;
        int function = 0; ///< unique in the program
        quint64 task = 0;
    };
    /// A step on its way.
    struct Step
    {
        StepKind kind = StepKind::Continue;
        Position from;
        int cursor = 0;
        bool isActivationOver = false;
        int parent = 0; ///< the activation that awaits the one that is over; 0: none
        bool wasResumed = false;
    };

    // vu_agent_stops.cpp
    [[nodiscard]] Position positionAt(int probe, int q, int activation) const;
    [[nodiscard]] bool isEntryNow();
    [[nodiscard]] bool stepStops(const Position &at) const;
    [[nodiscard]] bool stepStopsInCaller(const Position &at) const;
    // vu_agent_breakpoints.cpp
    [[nodiscard]] bool hitsBreakpoint(int probe, DebugPause &pause);
    [[nodiscard]] bool holds(const QString &condition, QString *problem);
    [[nodiscard]] QString filled(const QString &message);
    void note(const QString &text, int probe);
    // vu_agent_events.cpp
    /// The event is one that is waited for: what has to be true of it, any of these; nothing: it is not.
    using Conditions = std::optional<QStringList>;
    [[nodiscard]] Conditions eventHit(const RecordHead &head, QByteArrayView payload);
    [[nodiscard]] Conditions awaitedDelivery(const RecordHead &head, QByteArrayView payload);
    [[nodiscard]] bool holdsAny(const QStringList &conditions, QString *problem);
    [[nodiscard]] bool isEventNow(int probe);
    [[nodiscard]] QString origin() const;
    void stopAtNext(const DebugPause &pause, const QStringList &conditions);
    void stopUnheard(const DebugPause &pause, const QStringList &conditions);
    // vu_agent_exceptions.cpp
    [[nodiscard]] bool isGoingToBeCaught();
    // vu_agent.cpp
    void arm();
    void tellCounts();
    void setCell(Cell cell, bool on);
    [[nodiscard]] DebugLocation locationOf(int probe) const;
    void stop(DebugPause pause);
    void waitForCommand();
    void finishJobs();
    void recordPause(const DebugPause &pause, std::int64_t ns);
    // vu_agent_awaits.cpp
    [[nodiscard]] QJsonArray awaits();
    // vu_agent_look.cpp
    void makeStack();
    void addFailureFrames();
    void addRunningFrames(bool hasFrame);
    [[nodiscard]] int matchingValues(const ModuleProbes &probes, const ScriptPosition &at, int from) const;
    void addAsyncFrames(int lastRecorded);
    [[nodiscard]] QJSValueList frameArguments(int frame);
    [[nodiscard]] QJSValue callLimited(const QJSValue &function, const QJSValueList &arguments);

    DebugController &m_controller;
    VirtualUser &m_vu;
    const int m_thread;
    QByteArray m_cells;         ///< the memory of a Uint8Array that probes read
    char *m_cellData = nullptr; ///< of m_cells
    QJSValue m_js;
    QJSValue m_reset;
    QHash<QString, QJSValue> m_functions; ///< of m_js, by name
    Evaluator m_evaluator;
    std::shared_ptr<const BreakpointTable> m_table;
    QHash<int, int> m_hits;                   ///< of breakpoints by id
    QHash<std::pair<int, int>, int> m_chunks; ///< of sockets, by socket and kind
    QHash<std::uint32_t, int> m_received;     ///< chunks of each socket that a handler is going to get
    QHash<std::uint32_t, int> m_delivered;    ///< and those that it got
    /// Chunks whose handler is to stop, by number, with their conditions.
    QHash<std::uint32_t, QQueue<std::pair<int, QStringList>>> m_awaited;
    std::optional<Step> m_step;
    std::optional<DebugPause> m_stopAtNext; ///< an event came whose handler is about to run
    QStringList m_stopConditions;           ///< any of them has to hold there; an empty one does
    bool m_stopOutlivesTask = false;        ///< the statement may belong to a later task
    bool m_watchesPromises = false;
    Position m_position;
    QList<int> m_recorded;        ///< the probes of the frames that left values, during a pause
    QList<int> m_recordedOfFrame; ///< index into these of each frame of the stack; -1: none
    std::optional<DebugStack> m_stack;
    QString m_failure;       ///< message and stack of what stopped outside of any frame
    RecordHead m_originHead; ///< the event that the present task handles; without a socket: none is known
    QByteArray m_originPayload;
    QString m_reported; ///< the exception that was stopped at when it was thrown
    quint64 m_task = 0;
    bool m_isInTask = false;
    bool m_hasIterationEnded = false; ///< since the last task
    bool m_isEvaluating = false;
    bool m_isCounting = false;
    std::int64_t m_pausedNs = 0;

    std::mutex m_mutex; ///< of what follows
    std::condition_variable m_wake;
    QQueue<DebugController::Job> m_jobs;
    std::optional<std::pair<StepKind, int>> m_command;
    bool m_isPaused = false;
    std::atomic<bool> m_pauseRequested = false;
    bool m_stopsOnEntry = false;
};

} // namespace sockscope
