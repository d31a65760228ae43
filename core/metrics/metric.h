// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QMap>
#include <QString>

#include <cstdint>

namespace sockscope {

enum class MetricType : std::uint8_t { Counter, Gauge, Rate, Trend };
enum class MetricContains : std::uint8_t { Default, Time, Data };

/// The words that k6 has for them in messages and outputs: "counter", "time".
[[nodiscard]] QString metricTypeName(MetricType type);
[[nodiscard]] QString metricContainsName(MetricContains contains);

/// One metric of a run, by reference from its registry (never moved or deleted during the run).
struct Metric
{
    QString name;
    MetricType type = MetricType::Counter;
    MetricContains contains = MetricContains::Default; ///< times are in milliseconds, data in bytes
};

using TagMap = QMap<QString, QString>;

/// k6's rule for names: 2 to 129 ASCII letters, digits and underscores, no digit first (k6-reference 3.2).
[[nodiscard]] bool isMetricName(QStringView name);

} // namespace sockscope
