// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "metrics/check_registry.h"
#include "metrics/metric_snapshot.h"
#include "run/run_progress.h"

#include <QByteArray>

namespace sockscope {

inline constexpr qsizetype MaxRecordedMetrics = 500;
inline constexpr qsizetype MaxRecordedChecks = 200;

/// The payload of a RunProgress record: a run at one moment, as docs/journal-format.md describes it. Metrics without
/// samples and thresholds are left out. Bounded, so that a script that makes names of its data can be watched as well:
/// what is beyond the two limits is counted, long names and tags are cut.
[[nodiscard]] QByteArray runRecord(const RunPlan &plan, const RunProgress &progress, const MetricsSnapshot &metrics,
                                   const QList<CheckTally> &checks);

} // namespace sockscope
