// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "k6/shared_array_store.h"
#include "metrics/check_registry.h"
#include "metrics/metric_registry.h"
#include "run/executor.h"
#include "run/test_run.h"
#include "run/vu_registry.h"
#include "script/compile/program.h"
#include "script/module_registry.h"
#include "script/virtual_user.h"

#include <QMutex>
#include <QSemaphore>

#include <chrono>
#include <optional>

namespace sockscope {

struct TestRun::Private
{
    explicit Private(TestRunConfig runConfig);

    TestRunConfig config;
    ModuleRegistry modules;
    Program program;
    MetricRegistry metrics;
    CheckRegistry checks;
    SharedArrayStore sharedArrays;
    RunCounters counters;
    std::atomic<std::uint32_t> ownSocketNumbers{0};
    RunOptions options;
    NetOptions net;
    RunContext context;
    VuRegistry vus;
    std::unique_ptr<Executor> executor;
    QByteArray setupData; // JSON; empty where setup() returned nothing
    std::chrono::steady_clock::time_point startedAt;

    mutable QMutex stopMutex;
    std::optional<TestRunResult> stopResult; // the first stop() wins
    std::atomic<bool> stopping = false;
    std::atomic<bool> startNoMore = false; // the scenario's time is over
    std::atomic<bool> initFailed = false;

    // What a VU of the init stage found.
    bool hasSetup = false;
    bool hasTeardown = false;

    [[nodiscard]] bool initialise(VirtualUser &vu, TestRunResult &result);
    [[nodiscard]] bool prepare(TestRunResult &result);
    [[nodiscard]] bool exportedOptions(VirtualUser &vu, QJsonObject &object, TestRunResult &result);
    [[nodiscard]] bool readOptions(VirtualUser &vu, TestRunResult &result);
    [[nodiscard]] bool runSetup(TestRunResult &result);
    void runScenario(TestRunResult &result);
    void runTeardown(TestRunResult &result);
    void workAs(int index, QSemaphore &ready, QSemaphore &go);
    void iterate(VirtualUser &vu, int index);
    void sampleTraffic(VirtualUser &vu);
    [[nodiscard]] std::shared_ptr<ExecutionInfo> executionInfo() const;
    [[nodiscard]] QJSValue setupDataFor(VirtualUser &vu) const;
    void logError(const QString &message, const QMap<QString, QString> &fields = {});
    [[nodiscard]] std::int64_t elapsed() const; // nanoseconds since the scenario started
    void watch(TestRun &run, VirtualUser &vu);

    TestRun *run = nullptr;
};

/// The result of a script exception, in k6's words and with its fields (k6-reference 1.7).
[[nodiscard]] TestRunResult scriptException(const CallOutcome &outcome, const QString &prefix = {});

} // namespace sockscope
