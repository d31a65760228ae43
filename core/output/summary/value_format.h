// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "metrics/metric_registry.h"

#include <QString>

namespace sockscope {

/// How k6's summary writes values (k6-reference 5.4).

/// A share from 0 to 1 with two decimals, cut off, not rounded: "66.66%".
[[nodiscard]] QString formatShare(double share);
/// Bytes in decimal units: "5 B", "2.2 kB", "10 kB".
[[nodiscard]] QString formatBytes(double bytes);
/// Milliseconds in a unit that suits them, cut off at two decimals ("1.23ms", "1m1s"), or in `unit` ("s", "ms", "us"),
/// rounded to two decimals.
[[nodiscard]] QString formatMilliseconds(double milliseconds, const QString &unit = {});
/// At most six decimals: "444.765862".
[[nodiscard]] QString formatPlain(double value);

/// A value of a metric in the way that suits its kind.
[[nodiscard]] QString formatValue(double value, MetricType type, MetricContains contains, const QString &timeUnit);

} // namespace sockscope
