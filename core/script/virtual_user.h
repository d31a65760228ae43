// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "journal/record.h"
#include "metrics/system_tags.h"
#include "script/compile/compile_error.h"
#include "script/event_loop.h"

#include <QHash>
#include <QJSEngine>
#include <QJSValue>
#include <QJsonValue>
#include <QList>
#include <QMap>
#include <QObject>

#include <atomic>
#include <functional>
#include <limits>
#include <memory>
#include <optional>
#include <typeindex>
#include <unordered_map>
#include <utility>

namespace sockscope {

class CheckRegistry;
struct ExecutionInfo;
class JournalWriter;
class LogSink;
class MetricRegistry;
class ModuleLoader;
class ModuleRegistry;
class Program;
class SharedArrayStore;
struct Metric;
struct NetOptions;
class VuDebugger;
class VuDebuggerFactory;

/// What is the same for all virtual users of a run. Owned by the run, outlives every VU; its members are thread-safe.
struct RunContext
{
    Program *program = nullptr; ///< compiled modules, shared by all VUs
    const ModuleRegistry *modules = nullptr;
    LogSink *log = nullptr;
    JournalWriter *journal = nullptr;                  ///< may be null: nothing is recorded
    int recordedVus = std::numeric_limits<int>::max(); ///< VUs with a number above write nothing into the journal
    bool recordsAllOutput = false;                     ///< but what they print, where this is set
    MetricRegistry *metrics = nullptr;
    CheckRegistry *checks = nullptr;
    SharedArrayStore *sharedArrays = nullptr;
    const NetOptions *net = nullptr;
    QHash<QString, QString> env; ///< __ENV
    /// Options that other sources than the script have set: they replace members of what it exports as `options`.
    QList<std::pair<QString, QJsonValue>> replacedOptions;
    QMap<QString, QString> tags;                         ///< run tags
    SystemTags systemTags;                               ///< which tags every sample has besides
    std::atomic<std::uint32_t> *socketNumbers = nullptr; ///< the last number given to a socket of the session
    VuDebuggerFactory *debugger = nullptr;               ///< null in ordinary runs
};

/// How an entry into a script ended.
struct CallOutcome
{
    enum class Kind { Complete, Failed, Interrupted };
    Kind kind = Kind::Complete;
    QJSValue value;        ///< what the function returned, or what its promise was fulfilled with
    QString error;         ///< Failed: message and stack in k6's form
    bool rejected = false; ///< Failed by a rejected promise, not by a throw
};

/// One k6 virtual user: one thread, one QJSEngine, one event loop. Create, use and destroy it on its own thread; only
/// interrupt() may be called from others. Public header for the modules of core/k6.
class VirtualUser : public QObject
{
    Q_OBJECT
public:
    enum class Stage { Init, Setup, Iteration, Teardown, Summary, Session };

    VirtualUser(RunContext &context, int id);
    ~VirtualUser() override;

    /// Lets interruptions wait while it lives: V4 keeps a module whose evaluation was broken off. For short code of the
    /// program's own, on the VU's thread.
    class InterruptionHold
    {
    public:
        explicit InterruptionHold(VirtualUser &vu);
        ~InterruptionHold();
        InterruptionHold(const InterruptionHold &) = delete;
        InterruptionHold &operator=(const InterruptionHold &) = delete;

    private:
        VirtualUser &m_vu;
    };

    // --- what modules use
    // -------------------------------------------------------------------------------------------------
    [[nodiscard]] QJSEngine &engine();
    [[nodiscard]] EventLoop &loop();
    [[nodiscard]] RunContext &context();
    [[nodiscard]] JournalWriter *journal() const; ///< null where this VU is not recorded
    /// Whether anybody takes records: where nobody does, callers needn't put them together.
    [[nodiscard]] bool isRecorded() const;
    [[nodiscard]] int id() const;                  ///< __VU
    [[nodiscard]] std::uint32_t iteration() const; ///< __ITER
    [[nodiscard]] Stage stage() const;
    [[nodiscard]] bool inInit() const { return stage() == Stage::Init; }
    [[nodiscard]] bool
    isInterrupted() const; ///< true once interrupt() was called: native loops and waits return at once
    /// The scenario this VU works for and the counters of the run; never null, replaced between scenarios.
    [[nodiscard]] ExecutionInfo &executionInfo();

    /// The `rt` object of prelude/runtime.mjs, for facades.
    [[nodiscard]] QJSValue runtime() const;
    /// Calls a function with at most one argument and runs all microtasks behind it. An exception is reported as k6
    /// does and ends the iteration.
    void callJs(const QJSValue &function, const QJSValueList &arguments = {});
    /// Throws `GoError: message` (k6's class for errors raised by its own code) from a Q_INVOKABLE method; return right
    /// after.
    void throwGoError(const QString &message);
    void throwTypeError(const QString &message);
    [[nodiscard]] QJSValue makeGoError(const QString &message);
    /// The function that a JavaScript module of the program's own (a resource) exports. These modules are compiled at
    /// build time and their code is shared by all engines, which saves each virtual user milliseconds and memory.
    [[nodiscard]] QJSValue load(const QString &resource);
    /// Hands an object to scripts; it keeps belonging to C++.
    [[nodiscard]] QJSValue wrap(QObject *binding);
    /// The innermost script position now running, in the author's file. Costs about a microsecond.
    [[nodiscard]] ScriptLocation currentLocation();
    /// A place as journal records name it; none without a journal, or where `url` is empty. Lines and columns count
    /// from 1.
    [[nodiscard]] ScriptLocation locationAt(const QString &url, int line, int column);
    /// "fn (file:///abs/script.js:12:3(0))" of the innermost script position, as k6 names places in messages.
    [[nodiscard]] QString currentFrame();
    /// The text that k6's console prints for a value.
    [[nodiscard]] QString format(const QJSValue &value);
    /// Message and stack of an error as k6 logs it; other values as String().
    [[nodiscard]] QString describe(const QJSValue &error);
    /// Writes a log record with the VU's fields and copies it to the journal.
    void log(LogLevel level, const QString &message, const QMap<QString, QString> &fields = {});
    /// Appends to the journal with this VU's numbers; does nothing without a journal.
    void record(RecordKind kind, std::uint32_t socket, QByteArrayView payload = {}, QByteArrayView cause = {},
                JournalState before = JournalState::None, JournalState after = JournalState::None,
                const ScriptLocation &location = {});

    /// Takes a sample, now, with the tags and the metadata of this VU.
    void sample(const Metric *metric, double value);
    /// Tags of every sample taken now: run tags, scenario, group, and what the script added (exec.vu.tags).
    [[nodiscard]] const QMap<QString, QString> &tags();
    [[nodiscard]] const QMap<QString, QString> &ownTags() const; ///< exec.vu.tags
    void setOwnTag(const QString &name, const QString &value);
    void removeOwnTag(const QString &name);
    [[nodiscard]] QString group() const; ///< "" at the root, "::outer::inner" inside group()
    void setGroup(const QString &path);

    /// Blocks this VU for a time; returns early when interrupted. Nothing else of this VU runs meanwhile.
    void sleep(double seconds);
    /// exec.test.abort(): interrupts this VU at once and asks the run to stop.
    void abortTest(const QString &reason);
    /// Bytes handed to scripts in fresh buffers; drives the garbage collector.
    void noteDelivered(std::int64_t bytes);
    /// Payload bytes that a connection of the running iteration has moved, told when it has closed.
    void noteTraffic(std::int64_t sent, std::int64_t received);
    /// JavaScript has a rejected promise without a handler: reportUnhandledRejections() has something to look at.
    void noteRejection();

    /// Per-VU state of a module, created on first use and destroyed with the VU.
    template <typename T>
    T &service()
    {
        auto &slot = m_services[std::type_index(typeid(T))];
        if (!slot)
            slot = std::make_shared<T>(*this);
        return *static_cast<T *>(slot.get());
    }

    // --- what the run uses
    // ------------------------------------------------------------------------------------------------
    /// Evaluates the program's main module in the init stage. To be called once, before anything else.
    [[nodiscard]] CallOutcome initialise();
    /// The main module's export, undefined where it has none. Live: looked up at every call, as ES bindings are.
    [[nodiscard]] QJSValue exported(const QString &name);
    [[nodiscard]] bool hasExportedFunction();
    /// The syntax or link error of a module of the program, where one was met.
    [[nodiscard]] const std::optional<CompileError> &compileError() const;
    /// Sets the stage and, for iterations, __ITER, which no other stage has.
    void enterStage(Stage stage, std::uint32_t iteration = 0);
    void setExecutionInfo(std::shared_ptr<ExecutionInfo> info);
    /// Rebuilds __ENV from the run's environment and a scenario's own.
    void setEnvironment(const QHash<QString, QString> &extra);
    [[nodiscard]] const QHash<QString, QString> &environment() const;
    /// Calls a function and runs the event loop until the iteration's end, then lets modules clean up. Errors are
    /// logged as k6 does.
    [[nodiscard]] CallOutcome runIteration(const QJSValue &function, const QJSValueList &arguments);
    /// Calls setup(), teardown(), handleSummary() or a snippet and waits for its promise and for the loop. Errors are
    /// returned, not logged.
    [[nodiscard]] CallOutcome runForResult(const QJSValue &function, const QJSValueList &arguments);
    /// Writes a text that is shown to people into the journal, where what this virtual user prints is recorded.
    void recordText(RecordKind kind, LogLevel level, const QString &text, const ScriptLocation &location,
                    const QByteArray &cause = {});
    /// Writes the failure of a call made by runForResult() into the journal, where and as k6 prints it; `call` names
    /// it: "setup()". Whoever made the call logs it.
    void recordFailure(const CallOutcome &outcome, const QByteArray &call);
    /// Calls a function whose result arrives in `done` while the caller keeps the loop running; for sessions.
    void start(const QJSValue &function, const QJSValueList &arguments,
               const std::function<void(const CallOutcome &)> &done);
    /// The sums of noteTraffic() since the last call: sent and received.
    [[nodiscard]] std::pair<std::int64_t, std::int64_t> takeTraffic();
    [[nodiscard]] ModuleLoader &loader();
    [[nodiscard]] VuDebugger *debugger(); ///< null in ordinary runs
    [[nodiscard]] QString rawStack();     ///< V4's own stack of the script now running
    /// Ends whatever runs: script loops, sleeps and the event loop. Thread-safe; what is native and long ends when it
    /// ends.
    void interrupt();
    /// Makes the VU fit for another iteration after an interrupted one; on its own thread, between iterations.
    void clearInterruption();
    /// To be called once, before anything runs, for a VU whose tasks may be interrupted one by one.
    void makeTasksInterruptible();
    /// Ends the task that the event loop now runs; those after it, timers and sockets go on. Does nothing between
    /// tasks. Thread-safe.
    void interruptTask();

    // --- what the event loop and the bindings use
    // -----------------------------------------------------------------------
    void enterTask();
    void leaveTask();
    void fireTimer(int id);
    void reportUnhandledRejections();
    void reportThrown(const QString &text);
    void reportRejection(const QString &text);
    void consoleLine(LogLevel level, const QString &text);
    /// Records the result of a snippet typed by hand; it belongs to the session's console, not to the log.
    void consoleResult(LogLevel level, const QString &text);
    void callSettled(int call, bool ok, const QJSValue &value, bool thrown);
    void throwCompileError(const CompileError &error);

Q_SIGNALS:
    /// An iteration ended, however it did; modules close and forget what belongs to it.
    void iterationEnding();
    /// For so long nothing ran and no timer was armed; only what modules hold keeps the iteration. Told once for each
    /// such wait, and only where there is a journal.
    void waitedForHolds(int milliseconds);
    void abortRequested(const QString &reason);

private:
    void replaceOptions(const QJSValue &module);
    void endIteration(bool failed);
    void warnOfDroppedTimers();
    void reportFailure(const QString &error, bool isRejection);
    [[nodiscard]] ScriptLocation locationInText(const QString &text);
    [[nodiscard]] std::uint32_t journalFile(const QString &url);

    std::unordered_map<std::type_index, std::shared_ptr<void>> m_services;
    struct Private;
    std::unique_ptr<Private> d;
};

} // namespace sockscope
