// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QList>
#include <QString>
#include <QStringList>

#include <cstdint>

namespace sockscope {

/// How a scenario is doing, with k6's sign of it.
enum class ScenarioSign {
    Running,     ///< no sign; also before the run
    Waiting,     ///< • for its start time
    Stopping,    ///< ↓ no new iterations, those under way may end
    Interrupted, ///< ✗ stopped from outside
    Done,        ///< ✓
};

struct ScenarioLine
{
    QString name;
    ScenarioSign sign = ScenarioSign::Running;
    double progress = 0;   ///< from 0 to 1
    QStringList columns{}; ///< "2 VUs", "00m00.8s/10m0s", "2/4 shared iters"; none before the run
};

/// What the progress of a run looks like at one moment. Plain data.
struct RunProgressView
{
    enum class Stage { Initialising, Preparing, Running };

    Stage stage = Stage::Initialising;
    QString stageText{};      ///< before Running: "007/200 VUs initialized", "setup()"
    double stageProgress = 0; ///< before Running: from 0 to 1
    std::int64_t elapsedNs = 0;
    std::int64_t maxDurationNs = 0; ///< decides in which form the elapsed time is shown
    std::int64_t activeVus = 0;
    std::int64_t initialisedVus = 0;
    std::int64_t maxVus = 0; ///< decides how many digits the others have
    std::uint64_t completeIterations = 0;
    std::uint64_t interruptedIterations = 0;
    QList<ScenarioLine> scenarios{};
};

} // namespace sockscope
