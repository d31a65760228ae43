// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "options/run_options.h"

#include <QJsonObject>
#include <QList>

#include <utility>

namespace sockscope {

/// All options as k6 prints them, compact: in k6's order, null where absent, with Go's escapes for HTML.
[[nodiscard]] QString optionsJson(const RunOptions &options);

/// The same with indentation and without a final line feed: what `inspect` prints (k6-reference 5.9).
[[nodiscard]] QString inspectionJson(const RunOptions &options);

/// What `inspect --execution-requirements` prints of consolidated options with their derived scenarios: also how long
/// all takes, graceful stops included (nanoseconds), and the most VUs.
[[nodiscard]] QString executionRequirementsJson(const RunOptions &options, std::int64_t totalDuration,
                                                std::int64_t maxVUs);

/// `exec.test.options` of consolidated options with their derived scenarios (k6-reference 3.3): without the shortcuts
/// vus, duration, iterations and stages, with consoleOutput and localIPs.
[[nodiscard]] QString executionOptionsJson(const RunOptions &options);

/// The options that are given and differ from what the script exports, in k6's order: what VU code sees of them in the
/// script's own `options`.
[[nodiscard]] QList<std::pair<QString, QJsonValue>> replacedOptions(const RunOptions &options,
                                                                    const QJsonObject &exported);

} // namespace sockscope
