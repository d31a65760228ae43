// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "debug/coverage.h"
#include "debug/debug_types.h"
#include "script/compile/compiled_module.h"
#include "script/vu_debugger.h"

#include <QHash>
#include <QMutex>
#include <QObject>

#include <chrono>
#include <functional>
#include <map>
#include <memory>

namespace sockscope {

class VuAgent;

/// The breakpoints that the probes of one debug run look for. Immutable; shared by all virtual users.
struct BreakpointTable
{
    struct Entry
    {
        int id = 0;
        LineBreakpoint asked;
    };
    QHash<int, QList<Entry>> byProbe;
    QList<EventBreakpoint> events;
    ExceptionFilter exceptions;
};

/// The debugger of a run (docs/debugger.md): sets breakpoints, stops and steps virtual users, and lets others look at
/// those that stand still. Thread-safe; outlives the run. Its signals come from the threads of virtual users.
class DebugController : public QObject, public VuDebuggerFactory
{
    Q_OBJECT
public:
    DebugController();
    ~DebugController() override;

    /// Replaces the breakpoints of a file (a path or url). They are placed at once where the file has been compiled,
    /// otherwise before it runs; then breakpointPlaced() tells.
    QList<PlacedBreakpoint> setBreakpoints(const QString &file, const QList<LineBreakpoint> &breakpoints);
    void setEventBreakpoints(const QList<EventBreakpoint> &breakpoints);
    void setExceptionFilter(const ExceptionFilter &filter);
    /// Where breakpoints can stand on some lines of a file that has been compiled, in the order of the text.
    [[nodiscard]] QList<DebugLocation> breakableLocations(const QString &file, int firstLine, int lastLine) const;
    /// The first virtual user that runs a statement stops there.
    void setStopOnEntry(bool stop);

    /// Stops a virtual user at its next statement; 0: all of them.
    void pause(int thread);
    /// Lets a stopped virtual user go on; false where it does not stand still. `cursor` is for ToCursor.
    bool resume(int thread, StepKind step = StepKind::Continue, const DebugLocation &cursor = {});
    /// Lets all go on and stops none any more.
    void detach();
    /// Runs a job on the thread of a stopped virtual user, for looking at it; false where it does not stand still.
    using Job = std::function<void(VuAgent &)>;
    bool inspect(int thread, Job job);
    /// The virtual users that stand still.
    [[nodiscard]] QList<DebugPause> pauses() const;

    [[nodiscard]] Coverage &coverage() { return m_coverage; }
    void askForCounts(); ///< lets virtual users tell what they have counted, as soon as they run
    [[nodiscard]] QList<std::shared_ptr<const CompiledModule>> modules() const; ///< of the program, compiled last

    // --- for VuAgent and runs
    void prepare(Program &program) override;
    [[nodiscard]] std::unique_ptr<VuDebugger> attach(VirtualUser &vu) override;
    void interrupted() override;
    [[nodiscard]] std::chrono::nanoseconds held() const override;
    void hold(bool begins);         ///< a virtual user begins to stand still, or goes on
    [[nodiscard]] bool takeEntry(); ///< true once a run
    void detached(VuAgent &agent);
    [[nodiscard]] std::shared_ptr<const BreakpointTable> breakpoints() const;
    /// The module that a probe belongs to; null for a number that no probe has.
    [[nodiscard]] std::shared_ptr<const CompiledModule> moduleOf(int probe) const;
    [[nodiscard]] std::shared_ptr<const CompiledModule> moduleNamed(const QString &url) const;
    /// The number of the probe for a line: of the next statement where it has none; 0 where no statement follows.
    [[nodiscard]] int probeAt(const QString &url, int line, int column) const;
    void reportPause(VuAgent &agent, const DebugPause &pause);
    void reportResumed(int thread);
    void reportOutput(int thread, const QString &text, const DebugLocation &location);

Q_SIGNALS:
    void paused(const sockscope::DebugPause &pause);
    void resumed(int thread);
    /// A breakpoint with a message was passed.
    void output(int thread, const QString &text, const sockscope::DebugLocation &location);
    void breakpointPlaced(const sockscope::PlacedBreakpoint &breakpoint);
    /// A file has been compiled and is about to run; breakpoints set now are in time.
    void moduleLoaded(const QString &url, bool isDebuggable);
    void threadStarted(int thread, int vu);
    void threadEnded(int thread);

private:
    friend class VuAgent;
    struct Placed
    {
        LineBreakpoint asked;
        PlacedBreakpoint placed;
        int probe = 0;
    };
    void place(const QString &url, Placed &breakpoint) const;
    void moduleCompiled(const std::shared_ptr<const CompiledModule> &module);
    [[nodiscard]] int findProbe(const QString &url, int line, int column) const;
    void publish();

    mutable QMutex m_mutex;                                         ///< of what follows
    std::map<int, std::shared_ptr<const CompiledModule>> m_modules; ///< by the number of their first probe
    QHash<QString, std::shared_ptr<const CompiledModule>> m_byUrl;  ///< compiled last
    QHash<QString, QList<Placed>> m_lines;
    QList<EventBreakpoint> m_events;
    ExceptionFilter m_exceptions;
    std::shared_ptr<const BreakpointTable> m_table;
    QHash<int, VuAgent *> m_agents;
    QHash<int, DebugPause> m_pauses;
    int m_nextBreakpoint = 1;
    int m_nextThread = 1;
    bool m_stopsOnEntry = false;
    bool m_isEntryTaken = false;
    bool m_isDetached = false;
    Coverage m_coverage;

    mutable QMutex m_heldMutex; ///< of what follows
    std::chrono::nanoseconds m_held{0};
    std::chrono::steady_clock::time_point m_heldSince; ///< where somebody stands still
    int m_holding = 0;
};

} // namespace sockscope
