// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "options/flag_reader.h"

#include <QCommandLineParser>

#include <optional>

namespace sockscope {

/// The arguments of a command that reads one script, without running it: flags and the script's path.
class ScriptArguments
{
public:
    /// What --help says: how the command is called, what it does, what the script is for.
    struct Words
    {
        QString usage;
        QString description;
        QString script;
    };

    ScriptArguments(const Words &words, const QList<Flag> &flags, const QStringList &args);
    ScriptArguments(const ScriptArguments &) = delete;
    ScriptArguments &operator=(const ScriptArguments &) = delete;

    /// Where the command is to end now, its exit code: help was shown, or a mistake is told. Everything else needs that
    /// there is none.
    [[nodiscard]] std::optional<int> exitCode() const { return m_exitCode; }
    [[nodiscard]] FlagReader &flags() { return *m_reader; }
    [[nodiscard]] QString script() const { return m_parser.positionalArguments().constFirst(); }

private:
    QCommandLineParser m_parser;
    std::optional<FlagReader> m_reader; ///< of m_parser
    std::optional<int> m_exitCode;
};

} // namespace sockscope
