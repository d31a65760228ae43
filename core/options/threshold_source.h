// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>

#include <cstdint>
#include <optional>

namespace sockscope {

/// One threshold of a metric as its author wrote it (k6-reference 4.6,
/// https://grafana.com/docs/k6/latest/using-k6/thresholds/): a bare expression, or an object with when to abort.
struct ThresholdSource
{
    QString source; ///< the expression: "p(95)<200"
    bool abortOnFail = false;
    std::optional<std::int64_t> delayAbortEval; ///< nanoseconds of the test before it may abort

    bool operator==(const ThresholdSource &) const = default;
};

} // namespace sockscope
