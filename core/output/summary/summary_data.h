// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "output/summary/run_summary.h"

#include <QByteArray>

namespace sockscope {

/// The argument of handleSummary() as JSON (k6-reference 5.5,
/// https://grafana.com/docs/k6/latest/results-output/end-of-test/custom-summary/): root_group, options, state,
/// metrics, and setup_data where setup() returned something. Infinite values of metrics are texts, see
/// NonFiniteNumbers; whoever makes the object of it makes them numbers again.
[[nodiscard]] QByteArray summaryData(const RunSummary &summary);

/// What --summary-export writes, in which infinite values are null: JSON indented by four spaces in which groups and
/// checks are objects by name, values stand directly in their metric, and the thresholds tell whether they *failed*, as
/// in k6.
[[nodiscard]] QByteArray summaryExport(const RunSummary &summary);

} // namespace sockscope
