// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "output/console/run_description.h"
#include "output/console/run_progress_view.h"
#include "run/run_progress.h"

namespace sockscope {

/// What the banner says of a run.
[[nodiscard]] RunDescription descriptionOf(const RunPlan &plan, const QString &script, const QStringList &outputs);

/// What the progress display shows of a run at one moment.
[[nodiscard]] RunProgressView viewOf(const RunPlan &plan, const RunProgress &progress);

} // namespace sockscope
