// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "log/log.h"
#include "run_arguments.h"

namespace sockscope {

/// Tells what a user should know of the settings of a run before it begins: features that are on, names that mean
/// nothing, flags without effect.
void noticeSettings(const RunArguments &arguments, LogSink &log);

} // namespace sockscope
