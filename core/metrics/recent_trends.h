// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "metrics/metric_snapshot.h"

#include <QHash>

namespace sockscope {

/// Tells from one snapshot to the next what trends have got meanwhile. It costs nothing while samples are taken: what
/// there is at two moments is compared.
class RecentTrends
{
public:
    /// Sets MetricSnapshot::recent of every trend, where there is anything.
    void addTo(MetricsSnapshot &snapshot);

private:
    QHash<QString, std::shared_ptr<const TrendSink>> m_before; ///< by the metric's name
};

} // namespace sockscope
