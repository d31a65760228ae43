// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QJSValue>
#include <QObject>
#include <QStringList>

#include <vector>

namespace sockscope {

struct Metric;
class VirtualUser;

/// The native side of `k6/metrics`. Lives with its VU.
class MetricsBinding : public QObject
{
    Q_OBJECT
public:
    explicit MetricsBinding(VirtualUser &vu)
        : m_vu(vu)
    {
    }

    Q_INVOKABLE bool inInit() const;
    Q_INVOKABLE bool throwsErrors() const; ///< option `throw`
    Q_INVOKABLE void warn(const QString &message);
    /// The handle of a metric for add(); throws where the registry refuses the name or the type ("counter", "gauge",
    /// ...).
    Q_INVOKABLE int declare(const QString &name, const QString &type, bool isTime);
    Q_INVOKABLE void add(int handle, double value);
    /// `tags` is the flat list of the script's own tags.
    Q_INVOKABLE void addTagged(int handle, double value, const QStringList &tags);

private:
    VirtualUser &m_vu;
    std::vector<const Metric *> m_metrics;
};

/// The exports of `k6/metrics`: Counter, Gauge, Rate, Trend
/// (https://grafana.com/docs/k6/latest/javascript-api/k6-metrics/).
[[nodiscard]] QJSValue createMetricsModule(VirtualUser &vu);

} // namespace sockscope
