// SPDX-License-Identifier: GPL-3.0-or-later
#include "metrics/recent_trends.h"

namespace sockscope {

void RecentTrends::addTo(MetricsSnapshot &snapshot)
{
    for (MetricSnapshot &metric : snapshot.metrics) {
        if (!metric.values)
            continue;
        std::shared_ptr<const TrendSink> &before = m_before[metric.name];
        TrendSink recent = before ? metric.values->since(*before) : *metric.values;
        before = metric.values;
        if (recent.count() == 0)
            continue;
        recent.prepare();
        metric.recent = std::make_shared<const TrendSink>(std::move(recent));
    }
}

} // namespace sockscope
