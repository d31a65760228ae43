// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "metrics/metric.h"

#include <cstdint>

namespace sockscope {

/// One measured value on its way to the outputs of a run. Cheap to copy: the maps are shared until changed.
struct Sample
{
    const Metric *metric = nullptr; ///< belongs to the run's registry, which outlives every sample
    double value = 0;
    TagMap tags;             ///< what makes the time series
    TagMap metadata;         ///< exec.vu.metrics.metadata, and `vu` and `iter` where systemTags lists them
    std::int64_t timeNs = 0; ///< since 1970 UTC
};

} // namespace sockscope
