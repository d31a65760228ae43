// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

namespace sockscope {

/// k6's exit codes (https://grafana.com/docs/k6/latest/misc/exit-codes/ and k6-reference 5.8), as far as this program
/// can end that way.
enum class ExitCode {
    Ok = 0,
    ThresholdsCrossed = 99,
    SetupTimeout = 100,
    TeardownTimeout = 101,
    StoppedByRestApi = 103,
    InvalidConfiguration = 104,
    Interrupted = 105,
    NoRestApi = 106, ///< it can't listen
    ScriptException = 107,
    AbortedByScript = 108,
    MarkedAsFailed = 110,
    GenericError = 255,
};

} // namespace sockscope
