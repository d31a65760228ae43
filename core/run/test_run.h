// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "metrics/metric_snapshot.h"
#include "metrics/sample_queue.h"
#include "options/features.h"
#include "options/run_options.h"
#include "run/exit_code.h"
#include "run/run_progress.h"
#include "script/execution_info.h"

#include <QHash>
#include <QObject>
#include <QString>

#include <functional>
#include <limits>
#include <memory>

namespace sockscope {

class CheckRegistry;
class JournalWriter;
class LogSink;
class MetricRegistry;
class TestRun;
struct TestRunResult;
class VirtualUser;
class VuDebuggerFactory;

/// What is known of a run when its summary is made.
struct SummaryInput
{
    double seconds = 0;   ///< setup, scenarios and teardown
    QByteArray setupData; ///< JSON of what setup() returned; empty where it returned nothing
};

/// What a run is given. The pointers must outlive the run.
struct TestRunConfig
{
    QString script;                   ///< absolute path, or "-" with `source`
    QString scriptName;               ///< as its user wrote it, for messages; empty: `script`
    std::optional<QByteArray> source; ///< unsaved text to run in place of the file's
    /// The files of an archive by absolute path: no others are there for the script then.
    std::optional<QHash<QString, QByteArray>> files;
    std::optional<QJsonObject> storedOptions; ///< of an archive, in place of those that the script exports
    QHash<QString, QString> env;              ///< __ENV
    RunOptions fileOptions;                   ///< of a config file
    RunOptions environmentOptions;            ///< of K6_* variables
    RunOptions overrides;                     ///< from the command line
    Features features;
    QStringList args; ///< the command line itself, for the journal
    LogSink *log = nullptr;
    JournalWriter *journal = nullptr; ///< may be null
    /// Virtual users whose numbers are above are counted and not recorded in the journal, which says so.
    int recordedVus = std::numeric_limits<int>::max();
    bool recordsAllOutput = false; ///< but for what they print, where somebody shows that from the journal
    bool noThresholds = false;     ///< --no-thresholds
    /// Somebody is there to call setPaused(): the option `paused` is heeded. Elsewhere such a test starts at once.
    bool canBeResumed = false;
    /// Makes what samples go to, on the thread of the run, once options and thresholds are known. `error` set: the run
    /// doesn't begin (exit code 255). May be empty.
    std::function<SampleQueue::Outputs(const TestRun &run, QString *error)> makeOutputs;
    std::atomic<std::uint32_t> *socketNumbers =
        nullptr; ///< shared by all that writes to the same journal; null for an own one
    /// Makes the JSON text of the object for handleSummary(), after teardown and on the thread of the run; texts among
    /// a metric's `values` are infinite numbers. Without it there is no summary stage (--summary-mode=disabled).
    std::function<QByteArray(const SummaryInput &)> summaryData;
    /// Called last on the thread of the run, while the journal is open still. May be empty.
    std::function<void(const TestRunResult &)> ended;
    VuDebuggerFactory *debugger = nullptr; ///< of a debug run
};

/// What a test consists of, as far as its init code shows.
struct TestContents
{
    QString script;                       ///< absolute path of the main file
    QHash<QString, QByteArray> files;     ///< modules and opened files by absolute path, the main one among them
    QStringList modules;                  ///< built-in ones that are imported
    RunOptions options;                   ///< of all sources
    QMap<QString, QJsonObject> scenarios; ///< those that follow from the options, by name
    RunPlan plan;
};

/// How a run ended.
struct TestRunResult
{
    ExitCode exitCode = ExitCode::Ok;
    QString reason;                ///< k6's sentence, empty where all went well
    QMap<QString, QString> fields; ///< fields of its log record
    std::uint64_t completed = 0;
    std::uint64_t interrupted = 0;
    double seconds = 0; ///< setup, scenarios and teardown; 0 where the run didn't get that far
    /// What handleSummary() wants written: bytes by name of file, "stdout" or "stderr". Absent where it wants the usual
    /// summary, empty where it failed.
    std::optional<QMap<QString, QByteArray>> summary;
};

/// One run of a k6 script: init, setup, scenarios, teardown, handleSummary (k6-reference 1.1, 1.7). execute() works on
/// the thread that calls it and starts one thread a VU; stop(), progress() and the counters may be used from any thread
/// meanwhile.
class TestRun : public QObject
{
    Q_OBJECT
public:
    explicit TestRun(TestRunConfig config);
    ~TestRun() override;

    /// Runs to the end. To be called once.
    [[nodiscard]] TestRunResult execute();
    /// Runs the init code alone and returns the options that the script exports. Instead of execute().
    [[nodiscard]] TestRunResult inspect(QJsonObject *options);
    /// Does what execute() does before there are VUs, and tells what the test consists of. Instead of execute().
    [[nodiscard]] TestRunResult examine(TestContents *contents);
    /// Interrupts all VUs; teardown still runs. The first reason and exit code given count. Thread-safe.
    void stop(ExitCode exitCode, const QString &reason);
    /// Lets a test begin that starts paused, when its VUs are made (option `paused`). Empty, or k6's sentence where
    /// there is nothing to pause or to resume. Thread-safe once planned() was emitted or execute() is over.
    [[nodiscard]] QString setPaused(bool paused);
    [[nodiscard]] bool isPaused() const;   ///< and doesn't begin until it is resumed or stopped; thread-safe
    [[nodiscard]] bool isStopping() const; ///< stop() was called; thread-safe
    /// A threshold is crossed, as of the last evaluation; thread-safe once planned() was emitted.
    [[nodiscard]] bool isTainted() const;
    /// JSON of what setup() returned, empty where that is nothing. VUs take what is set over with their first iteration
    /// from then on. Thread-safe.
    [[nodiscard]] QByteArray setupData() const;
    void setSetupData(const QByteArray &json);
    /// Calls setup() or teardown() once more on a thread of its own, and waits for it, whatever the stage; without such
    /// a function nothing happens. Not to be called before started() or the pause. Thread-safe.
    /// What such a call throws, or its abort(), ends that call alone.
    [[nodiscard]] TestRunResult repeatSetup();
    [[nodiscard]] TestRunResult repeatTeardown();
    void interruptRepeated(); ///< the calls of these two that go on now; thread-safe
    /// True while a VU has not reacted to stop(): its thread is in native code that nothing can interrupt. Thread-safe.
    [[nodiscard]] bool isStuck() const;
    [[nodiscard]] const RunCounters &counters() const;
    [[nodiscard]] RunProgress progress() const; ///< thread-safe
    [[nodiscard]] MetricRegistry &metrics();
    /// All metrics with their thresholds as last evaluated; thread-safe once planned() was emitted.
    [[nodiscard]] MetricsSnapshot snapshot() const;
    /// The options of all sources together; not to be called before planned() was emitted.
    [[nodiscard]] const RunOptions &options() const;
    [[nodiscard]] const CheckRegistry &checks() const;

Q_SIGNALS:
    /// The options are read and make sense; VUs are made next. From the thread of execute().
    void planned(const sockscope::RunPlan &plan);
    /// VUs are made and setup() has run: the scenarios start. From the thread of execute().
    void started(const sockscope::RunPlan &plan);

private:
    struct Private;
    std::unique_ptr<Private> d;
};

} // namespace sockscope
