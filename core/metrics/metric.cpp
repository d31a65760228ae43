// SPDX-License-Identifier: GPL-3.0-or-later
#include "metrics/metric.h"

#include <algorithm>

namespace sockscope {

using namespace Qt::StringLiterals;

QString metricTypeName(MetricType type)
{
    switch (type) {
    case MetricType::Counter:
        return u"counter"_s;
    case MetricType::Gauge:
        return u"gauge"_s;
    case MetricType::Rate:
        return u"rate"_s;
    case MetricType::Trend:
        return u"trend"_s;
    }
    Q_UNREACHABLE();
}

QString metricContainsName(MetricContains contains)
{
    switch (contains) {
    case MetricContains::Default:
        return u"default"_s;
    case MetricContains::Time:
        return u"time"_s;
    case MetricContains::Data:
        return u"data"_s;
    }
    Q_UNREACHABLE();
}

bool isMetricName(QStringView name)
{
    constexpr qsizetype MinLength = 2;
    constexpr qsizetype MaxLength = 129;
    const auto isLetter = [](QChar c) { return (c >= u'a' && c <= u'z') || (c >= u'A' && c <= u'Z') || c == u'_'; };
    const auto isAllowed = [&](QChar c) { return isLetter(c) || (c >= u'0' && c <= u'9'); };
    return name.size() >= MinLength && name.size() <= MaxLength && isLetter(name.front()) &&
           std::all_of(name.begin(), name.end(), isAllowed);
}

} // namespace sockscope
