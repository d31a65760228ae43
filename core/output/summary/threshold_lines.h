// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "output/summary/run_summary.h"

#include <QString>

namespace sockscope {

class SummaryStyle;

/// "✗ 'count<1' count=31.5": a threshold and the value that it judges.
[[nodiscard]] QString thresholdLine(const ThresholdState &threshold, const MetricSnapshot &metric, double seconds,
                                    const SummaryOptions &options, const SummaryStyle &style);

} // namespace sockscope
