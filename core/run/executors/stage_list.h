// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "options/stage.h"

#include <QList>
#include <QStringList>

namespace sockscope {

/// k6's sentences on stages that make no sense, none among them.
[[nodiscard]] QStringList problemsOf(const QList<Stage> &stages);
[[nodiscard]] std::int64_t totalDuration(const QList<Stage> &stages); ///< nanoseconds
[[nodiscard]] std::int64_t highestTarget(std::int64_t start, const QList<Stage> &stages);

} // namespace sockscope
