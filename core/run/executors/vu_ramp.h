// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "options/stage.h"
#include "run/executors/executor.h"

namespace sockscope {

/// The steps of a ramp of VUs: one VU more or less at evenly spaced moments of each stage, at once where a stage has no
/// duration. Of this instance's VUs; a step for each change of their number, the first at 0. With `endsWithZero`, a
/// last step to 0 at the ramp's end where it doesn't end there by itself.
[[nodiscard]] QList<VuStep> rampSteps(std::int64_t startVus, const QList<Stage> &stages, const SegmentShare &share,
                                      bool endsWithZero);

/// The VUs to be reserved for such a ramp: a VU that was stopped may finish its iteration for `grace` nanoseconds, so
/// at each moment it is the highest number within that time before. Nothing is reserved from `end` on.
[[nodiscard]] QList<VuStep> reservedSteps(const QList<VuStep> &ramp, std::int64_t grace, std::int64_t end);

[[nodiscard]] std::int64_t highestPlanned(const QList<VuStep> &steps);

} // namespace sockscope
