// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QList>
#include <QMetaType>
#include <QString>
#include <QStringList>

#include <cstdint>

namespace sockscope {

enum class ScenarioStatus {
    Waiting, ///< for its start time
    Running,
    Stopping, ///< its time is over; iterations that run may still end
    Done,
    Interrupted, ///< ended before all was done
};

/// What a progress display shows of one scenario (k6-reference 5.2).
struct ScenarioProgress
{
    QString name;
    ScenarioStatus status = ScenarioStatus::Waiting;
    double done = 0;     ///< 0 to 1
    QStringList columns; ///< right of the bar: "2 VUs", "0.5s/1s"
};

enum class RunStage {
    Init,
    InitVus,
    Paused, ///< before it begins: see TestRun::setPaused()
    Setup,
    Scenarios,
    Teardown,
    Summary,
    Finished,
};

/// A run at one moment, for progress displays. Plain data; TestRun::progress() makes it on any thread.
struct RunProgress
{
    RunStage stage = RunStage::Init;
    std::int64_t elapsed = 0; ///< nanoseconds since the test began, with setup(); 0 before
    std::int64_t vusActive = 0;
    std::int64_t vusInitialized = 0;
    std::int64_t vusPlanned = 0; ///< to be initialised before the test
    std::uint64_t completed = 0;
    std::uint64_t interrupted = 0;
    QList<ScenarioProgress> scenarios; ///< in the order of RunPlan, but for those without work
};

/// What a run is going to do, known once its options are read.
struct RunPlan
{
    struct Scenario
    {
        QString name;
        QString executor;    ///< its type
        QString description; ///< k6's line: "2 looping VUs for 1s (gracefulStop: 30s)"
    };
    QList<Scenario> scenarios;    ///< by start time, then name
    double share = 1;             ///< of the test that this instance runs, 0 to 1
    std::int64_t vusPlanned = 0;  ///< initialised before the test
    std::int64_t maxVus = 0;      ///< with those made on demand
    std::int64_t maxDuration = 0; ///< nanoseconds, graceful stops included
};

} // namespace sockscope

Q_DECLARE_METATYPE(sockscope::RunPlan)
