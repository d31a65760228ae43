// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>
#include <QMap>
#include <QString>

#include <atomic>
#include <chrono>
#include <cstdint>
#include <functional>

namespace sockscope {

/// What a run counts while it goes on; one for all its VUs, any thread.
struct RunCounters
{
    std::atomic<std::uint64_t> iterationsCompleted{0}; ///< whole iterations, failed ones included
    std::atomic<std::uint64_t> iterationsInterrupted{0};
    std::atomic<std::int64_t> vusActive{0};
    std::atomic<std::int64_t> vusInitialized{0};
    std::atomic<bool> markedAsFailed{false}; ///< exec.test.fail(): the run ends with exit code 110
};

/// What k6/execution tells a script: the run, the scenario and the place of one VU in them. A VU has its own, on its
/// own thread; the run makes a new one for each scenario activation (k6-reference 3.3) and updates the iteration
/// numbers before each iteration.
struct ExecutionInfo
{
    RunCounters *counters = nullptr; ///< owned by the run; null outside of one
    /// Since the run's start, without what a debugger held it for: exec.instance.currentTestRunDuration. Empty: none.
    std::function<std::chrono::nanoseconds()> runDuration;
    QByteArray options;       ///< consolidated run options as JSON; empty counts as {}
    bool throwErrors = false; ///< option `throw`: bad metric values raise instead of warn

    QString scenarioName;             ///< empty outside of any scenario (setup, teardown, summary)
    QString executor;                 ///< its type as in options: "shared-iterations"
    QMap<QString, QString> tags;      ///< the scenario's own tags
    std::int64_t startTimeMs = 0;     ///< start of the scenario, milliseconds since 1970 UTC
    std::function<double()> progress; ///< share of the scenario that is done, 0 to 1; may be empty

    int idInInstance = 0; ///< from 1; 0 in setup, teardown and summary
    int idInTest = 0;
    std::uint64_t iterationInScenario = 0;         ///< of this VU in this scenario, from 0
    std::uint64_t scenarioIterationInInstance = 0; ///< of the scenario over all VUs of this process, from 0
    std::uint64_t scenarioIterationInTest = 0;     ///< the same over all instances

    QMap<QString, QString> metadata; ///< exec.vu.metrics.metadata
};

} // namespace sockscope
