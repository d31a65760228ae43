// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "metrics/metric_snapshot.h"

#include <QStringView>

namespace sockscope {

/// The blocks of a summary, in the order in which they stand there. A metric is in one by its name alone.
enum class MetricSection { Custom, Http, Execution, Network, Browser, WebVitals, Grpc, WebSocket, Hidden };

/// The block that k6 puts a metric of this name into: "vus_x" is Execution, "checks" is Hidden.
[[nodiscard]] MetricSection sectionOf(QStringView name);
/// "CUSTOM", "WEB_VITALS".
[[nodiscard]] QString sectionTitle(MetricSection section);

/// Less than 0 where `left` stands before `right` in a dictionary, as String.localeCompare() has it: signs before
/// digits before letters, the case of letters last ("ab", "aB", "Ab").
[[nodiscard]] int compareNames(QStringView left, QStringView right);

/// In the order of their names, each metric followed by its sub-metrics.
[[nodiscard]] QList<MetricSnapshot> sortedByName(QList<MetricSnapshot> metrics);

/// True for what a summary lists: metrics with samples or thresholds, sub-metrics, and what they are a part of.
[[nodiscard]] bool isListed(const MetricSnapshot &metric, const QList<MetricSnapshot> &all);

} // namespace sockscope
