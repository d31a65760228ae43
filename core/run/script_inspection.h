// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "options/script_options.h"
#include "run/test_run.h"

#include <QString>

namespace sockscope {

/// What `inspect` tells of a script (k6-reference 5.9).
struct ScriptInspection
{
    TestRunResult failure; ///< exitCode is Ok where the script could be read
    QString optionsJson;   ///< every option in k6's order, null where the script sets none; without a final line feed
    ScriptOptions options; ///< the same, read
};

/// Runs the init code of a script and prints the options that it exports, without any other source of options.
[[nodiscard]] ScriptInspection inspectScript(TestRunConfig config);

} // namespace sockscope
