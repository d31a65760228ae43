// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "metrics/metric_snapshot.h"

#include <QString>

#include <optional>

namespace sockscope {

/// The condition of a threshold, taken apart: `p(95) < 200` (k6-reference 4.6,
/// https://grafana.com/docs/k6/latest/using-k6/thresholds/).
struct ThresholdExpression
{
    enum class Method { Value, Count, Rate, Avg, Min, Med, Max, Percentile };
    enum class Operator { LessEqual, Less, GreaterEqual, Greater, StrictlyEqual, Equal, NotEqual };

    Method method = Method::Value;
    double percentile = 0; ///< of Method::Percentile, from 0 to 100
    Operator comparison = Operator::Less;
    double bound = 0;

    /// Null and `error` set, in k6's words, where `source` is no condition.
    [[nodiscard]] static std::optional<ThresholdExpression> parse(const QString &source, QString *error = nullptr);

    [[nodiscard]] bool supports(MetricType type) const;
    /// What the method makes of a metric's values; null where it has none yet and the threshold therefore holds: the
    /// share of a rate without samples, and a counter's rate at time 0.
    [[nodiscard]] std::optional<double> measure(const MetricSnapshot &metric, double seconds) const;
    [[nodiscard]] bool holds(double measured) const;
    /// In the form that k6's documentation has: "p(95)<200".
    [[nodiscard]] QString text() const;
};

/// As k6 names them in messages: "avg", "p".
[[nodiscard]] QString thresholdMethodName(ThresholdExpression::Method method);
/// The methods that thresholds of such a metric may use, in the order of k6's message.
[[nodiscard]] QList<ThresholdExpression::Method> thresholdMethods(MetricType type);

} // namespace sockscope
