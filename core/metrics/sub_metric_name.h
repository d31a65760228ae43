// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "metrics/metric.h"

#include <optional>

namespace sockscope {

/// The name of a metric or of the part of its samples that carry certain tags, as thresholds have them:
/// `tcp_reads{scenario:login, "group":"::a"}` (k6-reference 4.6).
struct SubMetricName
{
    QString metric;
    QString suffix; ///< what stands between the braces, trimmed; empty of a plain metric
    TagMap tags;    ///< without the spaces and quotes around names and values

    /// "metric{suffix}", the form in which k6 names it in messages and outputs.
    [[nodiscard]] QString text() const;

    /// Null and `error` set, in k6's words, where the braces don't match or a tag has no value.
    [[nodiscard]] static std::optional<SubMetricName> parse(const QString &name, QString *error = nullptr);
};

} // namespace sockscope
