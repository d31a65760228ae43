// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "output/summary/run_summary.h"

#include <QString>

namespace sockscope {

/// k6's end-of-test summary (k6-reference 5.4, https://grafana.com/docs/k6/latest/results-output/end-of-test/): the
/// thresholds and the results of the whole run; in full mode also those of groups and scenarios. With colours where
/// standard output is a terminal. Lines end with \n. Empty in mode Disabled.
[[nodiscard]] QString summaryText(const RunSummary &summary);

} // namespace sockscope
