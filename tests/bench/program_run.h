// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>
#include <QStringList>

#include <vector>

namespace bench {

/// What one run of the program cost and printed.
struct ProgramRun
{
    int exitCode = -1;
    double seconds = 0;              ///< start to exit
    double cpuSeconds = 0;           ///< of its threads and processes
    double peakMiB = 0;              ///< of resident memory
    double figure = 0;               ///< the number behind "@ " in its output
    std::vector<double> residentMiB; ///< every tenth of a second; only with Memory::Watched
    QString output;
};

enum class Memory { Unwatched, Watched };

/// Runs the program with these arguments and environment variables ("NAME=value") and waits for its end.
[[nodiscard]] ProgramRun runProgram(const QString &program, const QStringList &arguments,
                                    const QStringList &environment, Memory memory = Memory::Unwatched);

} // namespace bench
