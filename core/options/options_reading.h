// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "options/json_source.h"
#include "options/run_options.h"

namespace sockscope {

/// What kind of object options are read from.
enum class OptionsObject {
    Script, ///< exported by a script
    Config  ///< of a config file
};

/// Takes all known members of `object`, in the order of their names as k6 does. False with the first problem.
/// `unknown` becomes the first member that no option has.
[[nodiscard]] bool readOptionsObject(const QJsonObject &object, OptionsObject kind, RunOptions *options,
                                     QString *unknown, JsonProblem *problem);

} // namespace sockscope
