// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QMap>
#include <QString>
#include <QStringList>

#include <optional>

namespace sockscope {

/// The experimental features of k6 2.2 that a run has switched on (k6-reference 5.9).
struct Features
{
    QStringList active;  ///< sorted: freeze-env, merge-run-tags, native-histograms
    QStringList unknown; ///< names that there aren't, in the order given; k6 logs an error for each and goes on
    QString source;      ///< where they were named: "cli", "env" or "json"

    [[nodiscard]] bool has(const QString &name) const { return active.contains(name); }
    /// The run tags that tell of them: k6_feature_merge_run_tags=true.
    [[nodiscard]] QMap<QString, QString> tags() const;
};

/// Only the highest source that names any counts: flags, then K6_FEATURES, then the config file. Absent means not
/// given.
[[nodiscard]] Features resolveFeatures(const std::optional<QStringList> &flags,
                                       const std::optional<QString> &environment,
                                       const std::optional<QStringList> &file);

} // namespace sockscope
