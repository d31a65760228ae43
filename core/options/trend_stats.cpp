// SPDX-License-Identifier: GPL-3.0-or-later
#include "options/trend_stats.h"

#include "options/go_text.h"

namespace sockscope {

using namespace Qt::StringLiterals;

QStringList defaultTrendStats()
{
    return {u"avg"_s, u"min"_s, u"med"_s, u"max"_s, u"p(90)"_s, u"p(95)"_s};
}

QString trendStatMistake(const QStringList &stats)
{
    static const QStringList plain = {u"avg"_s, u"min"_s, u"med"_s, u"max"_s, u"count"_s};
    for (const QString &stat : stats) {
        if (plain.contains(stat))
            continue;
        if (!stat.startsWith(u"p(") || !stat.endsWith(u')'))
            return u"invalid trend stat '%1', unknown format"_s.arg(stat);
        const std::optional<double> percentile = parseGoFloat(stat.mid(2, stat.size() - 3));
        if (!percentile || !(*percentile >= 0 && *percentile <= 100))
            return u"invalid percentile trend stat value '%1', provide a number between 0 and 100"_s.arg(stat);
    }
    return {};
}

} // namespace sockscope
