// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "k6/shared_array_store.h"
#include "metrics/check_registry.h"
#include "metrics/threshold_set.h"
#include "run/run_recorder.h"
#include "run/run_scheduler.h"
#include "run/run_state.h"
#include "run/start_gate.h"
#include "run/test_run.h"
#include "script/compile/program.h"
#include "script/module_registry.h"

#include <QMutex>

#include <functional>
#include <optional>

namespace sockscope {

struct TestRun::Private
{
    Private(TestRun &owner, TestRunConfig runConfig);

    TestRun &run;
    TestRunConfig config;
    ModuleRegistry modules;
    Program program;
    CheckRegistry checks;
    SharedArrayStore sharedArrays;
    std::atomic<std::uint32_t> ownSocketNumbers{0};
    NetOptions net;
    RunState state;

    mutable QMutex mutex;                       // of the next two
    std::optional<TestRunResult> stopResult;    // the first stop() wins
    std::unique_ptr<RunScheduler> scheduler;    // once the options are read
    QMap<QString, QJsonObject> scenarioObjects; // what they were made of
    std::atomic<RunStage> stage = RunStage::Init;
    StartGate gate;      // closed while the test is to stay paused
    VuRegistry repeated; // VUs of setup() and teardown() that somebody asked for once more
    /// Whether setup() or teardown() is called as a stage of the run, or once more.
    enum class Turn { Stage, Repeated };
    std::unique_ptr<ThresholdSet> thresholds; // once the options are read; null under --no-thresholds
    ThresholdVerdict verdict;                 // of the last evaluation
    std::unique_ptr<SampleQueue> samples;     // null without outputs
    std::unique_ptr<RunRecorder> recorder;    // while the test runs; null without a journal

    // What a VU of the init stage found.
    bool hasSetup = false;
    bool hasTeardown = false;

    // test_run_init.cpp
    [[nodiscard]] bool initialise(VirtualUser &vu, TestRunResult &result);
    [[nodiscard]] bool prepare(TestRunResult &result);
    [[nodiscard]] bool checkExports(VirtualUser &vu, TestRunResult &result);
    [[nodiscard]] QString couldNotLoad() const;

    // test_run_options.cpp
    [[nodiscard]] bool exportedOptions(VirtualUser &vu, QJsonObject &object, TestRunResult &result);
    [[nodiscard]] bool readOptions(VirtualUser &vu, TestRunResult &result);
    [[nodiscard]] bool plan(VirtualUser &vu, TestRunResult &result);
    [[nodiscard]] bool readThresholds(VirtualUser &vu, TestRunResult &result);
    [[nodiscard]] bool startOutputs(TestRunResult &result);

    // test_run_stages.cpp
    void runTest(TestRunResult &result);
    [[nodiscard]] bool initialiseVus(TestRunResult &result);
    void runWatched(TestRunResult &result);
    void runScenarios();
    void takeStopResult(TestRunResult &result) const;

    // test_run_setup.cpp
    [[nodiscard]] bool runSetup(TestRunResult &result);
    [[nodiscard]] TestRunResult callSetup(Turn turn);
    void runTeardown(TestRunResult &result);
    [[nodiscard]] TestRunResult callTeardown(Turn turn);
    [[nodiscard]] static TestRunResult repeat(const std::function<TestRunResult()> &call);

    // test_run_summary.cpp
    void handleSummary(TestRunResult &result);
    [[nodiscard]] std::optional<QMap<QString, QByteArray>> outputsOf(VirtualUser &vu, const QJSValue &returned);
    void logError(const QString &message, const QMap<QString, QString> &fields = {});
    void logSummaryFailure(const QString &error);
};

/// The result of a script exception, in k6's words and with its fields (k6-reference 1.7).
[[nodiscard]] TestRunResult scriptException(const CallOutcome &outcome, const QString &prefix = {});

/// "setup() execution timed out after 60 seconds", with k6's hint.
[[nodiscard]] TestRunResult stageTimedOut(const QString &stage, ExitCode code, std::int64_t limit);

} // namespace sockscope
