// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "options/run_options.h"

namespace sockscope {

/// Where k6 looks for its config file: "<configuration folder of the user>/k6/config.json".
[[nodiscard]] QString defaultConfigFile();

/// Reads options from a JSON file (k6-reference 4.1): that of --config or K6_CONFIG, or the default one where `path` is
/// empty, which need not exist. False with k6's sentence (exit code 104).
[[nodiscard]] bool readConfigFile(const QString &path, RunOptions *options, QString *error);

} // namespace sockscope
