// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "metrics/check_registry.h"
#include "metrics/metric_snapshot.h"
#include "run/run_progress.h"

#include <QByteArray>
#include <QString>

#include <optional>

namespace sockscope {

// The JSON documents of k6's REST API (https://grafana.com/docs/k6/latest/misc/k6-rest-api/), members in k6's order.

/// What a status document tells of a run.
struct RestStatus
{
    RunProgress progress;
    bool isPaused = false;
    bool isStopped = false; ///< by whomever
    bool isTainted = false; ///< a threshold was crossed when it was last looked at
};

[[nodiscard]] QByteArray statusDocument(const RestStatus &status);
/// All metrics that have samples or thresholds.
[[nodiscard]] QByteArray metricsDocument(const MetricsSnapshot &snapshot);
/// Nothing where there is no such metric, or nothing to tell of it yet.
[[nodiscard]] std::optional<QByteArray> metricDocument(const MetricsSnapshot &snapshot, const QString &name);
/// All groups below `root`, each behind the one it is in.
[[nodiscard]] QByteArray groupsDocument(const CheckGroup &root);
/// `id` is what groupsDocument() gives the group.
[[nodiscard]] std::optional<QByteArray> groupDocument(const CheckGroup &root, const QString &id);
/// `data` is JSON, empty where setup() returned nothing.
[[nodiscard]] QByteArray setupDocument(const QByteArray &data);
[[nodiscard]] QByteArray errorDocument(int status, const QString &title, const QString &detail);

/// Whether a threshold of the metric is crossed, as of the last evaluation; nothing where none was evaluated.
[[nodiscard]] std::optional<bool> isTainted(const MetricSnapshot &metric);

} // namespace sockscope
