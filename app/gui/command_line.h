// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "appearance.h"

#include <QString>
#include <QStringList>

#include <optional>

namespace sockscope {

/// What the command line of sockscope-gui asks for.
struct CommandLine
{
    QString script;                       ///< empty: start with the first example
    std::optional<Appearance::Mode> mode; ///< nothing: as remembered
    bool run = false;                     ///< start the script at once
    QString output;                       ///< of --help or --version: print it and end
    QString error;                        ///< a sentence: print it and end with exit code 2
};

/// `arguments` with the program's name first. Reads the script's existence, nothing else.
[[nodiscard]] CommandLine parseCommandLine(const QStringList &arguments);

} // namespace sockscope
