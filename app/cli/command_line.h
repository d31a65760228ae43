// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "run/exit_code.h"

#include <QCommandLineParser>
#include <QString>
#include <QStringList>

#include <optional>

namespace sockscope {

/// Parses flags without showing anything. Empty, or the mistake in k6's words.
[[nodiscard]] QString parseFlags(QCommandLineParser &parser, const QStringList &args);

/// Parses a subcommand's arguments with k6's words for mistakes. Handles --help. Returns an exit code where the command
/// is to end now, otherwise nothing.
[[nodiscard]] std::optional<int> parseArguments(QCommandLineParser &parser, const QString &usage,
                                                const QStringList &args);

/// Writes one log line to standard error, as k6 does, and returns k6's code for wrong usage (255) or the one given.
[[nodiscard]] int usageError(const QString &sentence);
[[nodiscard]] int commandError(const QString &sentence, ExitCode exitCode);

void printOut(const QString &text);
/// Writes to standard output what is of no use in part. Empty, or a sentence.
[[nodiscard]] QString writeToOutput(const QByteArray &bytes);
/// Prints what a command was asked for, and returns 0, or a code after telling that it can't be written: a disk that is
/// full would otherwise look like an empty answer.
[[nodiscard]] int printResult(const QString &text);

} // namespace sockscope
