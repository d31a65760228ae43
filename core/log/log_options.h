// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "journal/record.h"

#include <QString>

#include <optional>

namespace sockscope {

/// Where log records go and in which form: the command line's log flags as they were given.
struct LogOptions
{
    QString output = QStringLiteral("stderr"); ///< --log-output
    QString format{};                          ///< --log-format: "json", "raw", anything else is text
    QString consoleFile{};                     ///< --console-output: console.* lines go to this file instead
    bool isVerbose = false;                    ///< -v: debug records show
    bool hasNoColor = false;                   ///< --no-color, K6_NO_COLOR or NO_COLOR
    int consoleLinesPerSecond = 0;             ///< bound of console.* lines, 0 for none (as k6)
};

/// --log-output, taken apart.
struct LogDestination
{
    enum class Kind { Stderr, Stdout, None, File };
    Kind kind = Kind::Stderr;
    QString path{};                    ///< of a file
    std::optional<LogLevel> threshold; ///< of a file: records below it are left out; nothing means that none is written
};

/// Reads `stderr`, `stdout`, `none` or `file=PATH[,level=LEVEL]`
/// (https://grafana.com/docs/k6/latest/using-k6/k6-options/reference/#log-output). Nothing and `error` set to a
/// sentence for anything else.
[[nodiscard]] std::optional<LogDestination> parseLogOutput(const QString &text, QString *error);

} // namespace sockscope
