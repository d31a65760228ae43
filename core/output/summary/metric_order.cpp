// SPDX-License-Identifier: GPL-3.0-or-later
#include "output/summary/metric_order.h"

#include <algorithm>
#include <array>
#include <utility>

namespace sockscope {

using namespace Qt::StringLiterals;

namespace {

struct Prefix
{
    QStringView text;
    MetricSection section;
};

constexpr std::array Prefixes{
    Prefix{u"browser_web_vital_", MetricSection::WebVitals},
    Prefix{u"browser_", MetricSection::Browser},
    Prefix{u"http_reqs", MetricSection::Http},
    Prefix{u"http_req_duration", MetricSection::Http},
    Prefix{u"http_req_blocked", MetricSection::Http},
    Prefix{u"http_req_connecting", MetricSection::Http},
    Prefix{u"http_req_tls_handshaking", MetricSection::Http},
    Prefix{u"http_req_sending", MetricSection::Http},
    Prefix{u"http_req_waiting", MetricSection::Http},
    Prefix{u"http_req_receiving", MetricSection::Http},
    Prefix{u"http_req_failed", MetricSection::Http},
    Prefix{u"grpc_", MetricSection::Grpc},
    Prefix{u"ws_", MetricSection::WebSocket},
    Prefix{u"vus", MetricSection::Execution},
    Prefix{u"iterations", MetricSection::Execution},
    Prefix{u"iteration_duration", MetricSection::Execution},
    Prefix{u"dropped_iterations", MetricSection::Execution},
    Prefix{u"data_sent", MetricSection::Network},
    Prefix{u"data_received", MetricSection::Network},
    Prefix{u"checks", MetricSection::Hidden},
    Prefix{u"group_duration", MetricSection::Hidden},
};

/// Signs, digits, letters; within signs "_" and "-" first, as in the Unicode collation order.
int rankOf(QChar character)
{
    constexpr QStringView signs = u"_-,;:!?./`^~'\"()[]{}@$*\\&#%+<=>|";
    constexpr int signRank = 0x10000;
    if (character.isLetter())
        return signRank * 3 + character.toCaseFolded().unicode();
    if (character.isDigit())
        return signRank * 2 + character.unicode();
    const qsizetype at = signs.indexOf(character);
    return at < 0 ? signRank + character.unicode() : static_cast<int>(at);
}

int compareCase(QStringView left, QStringView right)
{
    for (qsizetype at = 0; at < std::min(left.size(), right.size()); ++at) {
        if (left[at] != right[at])
            return left[at].isLower() ? -1 : 1;
    }
    return 0;
}

QStringView baseOf(const MetricSnapshot &metric)
{
    return metric.parent.isEmpty() ? metric.name : metric.parent;
}

bool isBefore(const MetricSnapshot &left, const MetricSnapshot &right)
{
    if (const int order = compareNames(baseOf(left), baseOf(right)); order != 0)
        return order < 0;
    if (left.parent.isEmpty() != right.parent.isEmpty())
        return left.parent.isEmpty();
    return compareNames(left.name, right.name) < 0;
}

} // namespace

MetricSection sectionOf(QStringView name)
{
    const auto found = std::find_if(Prefixes.begin(), Prefixes.end(),
                                    [name](const Prefix &prefix) { return name.startsWith(prefix.text); });
    return found == Prefixes.end() ? MetricSection::Custom : found->section;
}

QString sectionTitle(MetricSection section)
{
    constexpr std::array titles{u"CUSTOM",  u"HTTP",       u"EXECUTION", u"NETWORK",
                                u"BROWSER", u"WEB_VITALS", u"GRPC",      u"WEBSOCKET"};
    const auto index = static_cast<std::size_t>(section);
    return index < titles.size() ? QStringView(titles.at(index)).toString() : QString();
}

int compareNames(QStringView left, QStringView right)
{
    const qsizetype shared = std::min(left.size(), right.size());
    for (qsizetype at = 0; at < shared; ++at) {
        if (const int order = rankOf(left[at]) - rankOf(right[at]); order != 0)
            return order;
    }
    if (left.size() != right.size())
        return left.size() < right.size() ? -1 : 1;
    return compareCase(left, right);
}

QList<MetricSnapshot> sortedByName(QList<MetricSnapshot> metrics)
{
    std::stable_sort(metrics.begin(), metrics.end(), isBefore);
    return metrics;
}

bool isListed(const MetricSnapshot &metric, const QList<MetricSnapshot> &all)
{
    const auto isPart = [&metric](const MetricSnapshot &other) { return other.parent == metric.name; };
    return metric.totals.samples > 0 || !metric.thresholds.isEmpty() || !metric.parent.isEmpty() ||
           std::any_of(all.begin(), all.end(), isPart);
}

} // namespace sockscope
