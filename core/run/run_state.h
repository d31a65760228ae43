// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "log/log.h"
#include "metrics/metric_registry.h"
#include "options/run_options.h"
#include "run/run_clock.h"
#include "run/segment_share.h"
#include "run/setup_data.h"
#include "run/vu_registry.h"
#include "script/execution_info.h"
#include "script/virtual_user.h"

#include <atomic>
#include <chrono>
#include <functional>

namespace sockscope {

/// What all parts of one run share. Made and owned by its TestRun; what is not atomic or thread-safe by itself is
/// settled before the first VU works.
struct RunState
{
    RunState();
    RunState(const RunState &) = delete;
    RunState &operator=(const RunState &) = delete;

    RunContext context;
    MetricRegistry metrics;
    RunCounters counters;
    RunOptions options;
    QByteArray optionsJson; ///< as exec.test.options shows them
    SegmentShare share;     ///< this instance's part of the test
    VuRegistry vus;
    SetupData setupData;
    RunClock::TimePoint startedAt; ///< of setup(), by clock()
    std::atomic<bool> hasStarted = false;
    std::atomic<bool> stopping = false;         ///< no iteration starts any more
    std::function<void(const QString &)> abort; ///< exec.test.abort()
    std::function<void(const QString &)> fail;  ///< stops the run for a reason of the program's own
    const Metric *const iterations = nullptr;
    const Metric *const iterationDuration = nullptr;
    const Metric *const droppedIterations = nullptr;
    const Metric *const dataSent = nullptr;
    const Metric *const dataReceived = nullptr;

    void log(LogLevel level, const QString &message, const QMap<QString, QString> &fields = {}) const;
    /// What durations and limits are measured by; once `context` is settled.
    [[nodiscard]] RunClock clock() const { return RunClock(context.debugger); }
    void start();                               ///< sets the moment that the run's time counts from
    [[nodiscard]] std::int64_t elapsed() const; ///< nanoseconds of clock() since start(); 0 before
    /// What a VU knows of the run outside of scenarios.
    [[nodiscard]] std::shared_ptr<ExecutionInfo> executionInfo();
    /// Has the VU's abort() passed on; to be called on its thread.
    void watch(VirtualUser &vu);
    /// One pair of samples for each iteration, setup() and teardown(), also where it moved nothing and where it was
    /// interrupted.
    void sampleTraffic(VirtualUser &vu);
    /// A fresh copy of what setup() returned.
    [[nodiscard]] QJSValue setupDataFor(VirtualUser &vu) const;
};

} // namespace sockscope
