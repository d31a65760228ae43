// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "options/run_options.h"

#include <QHash>

namespace sockscope {

/// Reads the options among the variables of the environment (k6-reference 4.1, 4.3): K6_VUS and so on. False with k6's
/// sentence where one can't be taken (exit code 104).
[[nodiscard]] bool parseEnvironmentOptions(const QHash<QString, QString> &environment, RunOptions *options,
                                           QString *error);

} // namespace sockscope
