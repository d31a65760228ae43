// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "log/log_options.h"
#include "options/run_options.h"

#include <QHash>
#include <QStringList>

#include <optional>

namespace sockscope {

/// The flags of `sockscope run`, checked (k6-reference 4.3, 5.1).
struct RunArguments
{
    QString script; ///< as given; "-" for standard input
    RunOptions options;
    QHash<QString, QString> env; ///< __ENV: the system's variables and those of -e
    LogOptions log;
    QString journal; ///< path, empty for none
    qint64 journalLimit = 1LL << 30;
    QString peer; ///< of peerNames(), or empty
    bool quiet = false;
};

/// How many scripts the arguments may name.
enum class ScriptArgument { Required, None };

/// Parses flags of `run`. Nothing where the command is to end with `exitCode`: help was shown, or `error` says what is
/// wrong.
[[nodiscard]] std::optional<RunArguments> parseRunArguments(const QStringList &args, ScriptArgument script,
                                                            QString *error, int *exitCode);

} // namespace sockscope
