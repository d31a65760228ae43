// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "metrics/metric_snapshot.h"

#include <QString>

#include <optional>

namespace sockscope {

/// One statistic of a trend by k6's name of it: avg, min, med, max, count, p(99.9). Nothing for other names. 0 without
/// samples.
[[nodiscard]] std::optional<double> trendStat(const MetricSnapshot &metric, const QString &name);

/// The sum of a counter per second of the run; 0 where the run took no time.
[[nodiscard]] double ratePerSecond(const MetricSnapshot &metric, double seconds);

/// The share of samples of a rate that were not 0; 0 without samples.
[[nodiscard]] double shareOf(const MetricSnapshot &metric);

} // namespace sockscope
