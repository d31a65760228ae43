// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "options/run_options.h"
#include "run/executors/executor.h"

#include <memory>
#include <vector>

namespace sockscope {

/// The scenarios of a run, by start time and then by name.
struct ScenarioSet
{
    std::vector<std::unique_ptr<Executor>> executors;
    QMap<QString, QJsonObject> objects; ///< what they were made of, by name
    QStringList warnings;
    QString error;                ///< k6's sentence where there are none; exit code 104
    bool isErrorOfScript = false; ///< k6 tells it as an error of loading the script
};

/// Makes the executors of `scenarios`, or the one called "default" that the shortcuts vus, iterations, duration and
/// stages stand for (k6-reference 4.4). Values are not checked yet, nor is the work assigned.
[[nodiscard]] ScenarioSet makeScenarios(const RunOptions &options);

/// k6's sentences on values that make no sense, one a scenario: "scenario a has configuration errors: ..".
[[nodiscard]] QStringList problemsOf(const ScenarioSet &scenarios);

/// The VUs that all scenarios together may need over time; after their work is assigned.
[[nodiscard]] QList<VuStep> requirementsOf(const ScenarioSet &scenarios);

} // namespace sockscope
