// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/run/run_course.h"

#include <QElapsedTimer>
#include <QJsonArray>

#include <algorithm>
#include <cmath>

namespace sockscope {

using namespace Qt::StringLiterals;

bool RunCourse::update(const RunHistory &history)
{
    const std::vector<RunHistory::Moment> &moments = history.moments();
    const std::size_t known = m_moments.size();
    if (known > 0 &&
        (moments.size() < known || moments[0].timeNs != m_firstNs || moments[known - 1].timeNs != m_lastNs))
        clear();
    QElapsedTimer clock;
    clock.start();
    while (m_moments.size() < moments.size() && !clock.hasExpired(MsPerUpdate))
        m_moments.push_back(read(history.at(m_moments.size())));
    if (!m_moments.empty()) {
        m_firstNs = moments[0].timeNs;
        m_lastNs = moments[m_moments.size() - 1].timeNs;
    }
    return m_moments.size() == moments.size();
}

RunCourse::Moment RunCourse::read(const QJsonObject &record)
{
    static constexpr std::array names{"med", "p(90)", "p(95)", "p(99)"};
    static_assert(names.size() == Latency::Shares);
    Moment moment{std::vector<Latency>(static_cast<std::size_t>(m_trends.size())), {}};
    const QJsonArray metrics = record[u"metrics"].toArray();
    for (const auto metric : metrics) {
        const QJsonArray thresholds = metric[u"thresholds"].toArray();
        for (const auto threshold : thresholds)
            moment.crossed.push_back(!threshold[u"ok"].toBool());
        const QJsonObject recent = metric[u"recent"].toObject();
        const QString name = metric[u"name"].toString();
        if (recent.isEmpty() || (!m_trends.contains(name) && m_trends.size() == MaxTrends))
            continue;
        if (!m_trends.contains(name)) {
            m_trends.append(name);
            moment.latencies.emplace_back();
        }
        Latency &latency = moment.latencies[static_cast<std::size_t>(m_trends.indexOf(name))];
        for (std::size_t i = 0; i < names.size(); ++i)
            latency.values[i] = static_cast<float>(recent[QLatin1StringView(names[i])].toDouble());
    }
    return moment;
}

RunCourse::Latency RunCourse::worst(qsizetype trend, std::size_t from, std::size_t to) const
{
    Latency worst;
    const auto number = static_cast<std::size_t>(trend);
    for (std::size_t i = from; i < std::min(to, m_moments.size()); ++i) {
        if (number >= m_moments[i].latencies.size())
            continue;
        for (std::size_t share = 0; share < Latency::Shares; ++share)
            worst.values[share] = std::fmax(worst.values[share], m_moments[i].latencies[number].values[share]);
    }
    return worst;
}

std::size_t RunCourse::crossedSince(std::size_t threshold, std::size_t moment) const
{
    std::size_t since = moment + 1;
    while (since > 0 && since <= m_moments.size() && threshold < m_moments[since - 1].crossed.size() &&
           m_moments[since - 1].crossed[threshold])
        --since;
    return since;
}

} // namespace sockscope
