// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "log/log_options.h"
#include "options/features.h"
#include "options/runtime_options.h"
#include "run/exit_code.h"
#include "run/test_run.h"

#include <QStringList>

#include <optional>

namespace sockscope {

/// The flags of `sockscope run` with what the environment and the config file say, checked
/// (k6-reference 4.1, 4.3, 5.1).
struct RunArguments
{
    QString script;                ///< as given; "-" for standard input
    RunOptions options;            ///< of the flags
    RunOptions environmentOptions; ///< of K6_* variables
    RunOptions fileOptions;        ///< of the config file
    RuntimeOptions runtime;
    Features features;
    LogOptions log;
    QString journal; ///< path, empty for none
    qint64 journalLimit = 1LL << 30;
    int journalVus = 10; ///< virtual users with a number above are not recorded
    QString peer;        ///< of peerNames(), or empty
    bool quiet = false;
    bool probes = false; ///< a debug run in which nothing stops

    /// Gives a run its options and its __ENV.
    void applyTo(TestRunConfig &config) const;
};

/// How many scripts the arguments may name.
enum class ScriptArgument { Required, None };

/// Parses flags of `run`. Nothing where the command is to end with `exitCode`: help was shown, or `error` says what is
/// wrong.
[[nodiscard]] std::optional<RunArguments> parseRunArguments(const QStringList &args, ScriptArgument script,
                                                            QString *error, ExitCode *exitCode);

} // namespace sockscope
