// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "output/console/run_progress_view.h"

namespace sockscope {

/// Where progress is shown.
struct ProgressLook
{
    bool isTerminal = false; ///< bars instead of percentages
    bool hasColours = false;
    int columns = 80; ///< of the terminal
};

/// The lines of a progress block (k6-reference 5.2), without line ends: how the run is doing, then each scenario.
[[nodiscard]] QStringList progressLines(const RunProgressView &view, const ProgressLook &look);

/// "00m02.0s": a duration with one decimal, and as many digits as `longestNs` needs, so that its width stays.
[[nodiscard]] QString fixedDuration(std::int64_t nanoseconds, std::int64_t longestNs);

/// How many lines of a terminal a line with escape sequences takes.
[[nodiscard]] int linesOnTerminal(const QString &line, int columns);

} // namespace sockscope
