// SPDX-License-Identifier: GPL-3.0-or-later
#include "metrics/series_counter.h"

namespace sockscope {

using namespace Qt::StringLiterals;

void SeriesCounter::add(const Sample &sample)
{
    if (m_count > CountingLimit)
        return;
    std::size_t hash = qHash(sample.metric);
    for (auto tag = sample.tags.cbegin(); tag != sample.tags.cend(); ++tag)
        hash = qHashMulti(hash, tag.key(), tag.value());
    m_seen.insert(hash);
    m_count = m_seen.size();
    if (m_count > CountingLimit)
        m_seen = {};
}

QString SeriesCounter::takeWarning()
{
    if (m_count <= m_limit)
        return {};
    while (m_limit < m_count)
        m_limit *= 2;
    return u"The test has generated metrics with %1 unique time series, which is higher than the suggested limit of "
           "100000 and could cause high memory usage. Consider not using high-cardinality values like unique IDs as "
           "metric tags or, if you need them in the URL, use the name metric tag or URL grouping. See "
           "https://grafana.com/docs/k6/latest/using-k6/tags-and-groups/ for details."_s.arg(m_count);
}

} // namespace sockscope
