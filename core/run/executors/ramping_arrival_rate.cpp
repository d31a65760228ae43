// SPDX-License-Identifier: GPL-3.0-or-later
#include "run/executors/ramping_arrival_rate.h"

#include "options/duration_text.h"
#include "run/executors/scenario_reader.h"
#include "run/executors/stage_list.h"

#include <algorithm>
#include <cmath>

namespace sockscope {

using namespace Qt::StringLiterals;

RampingArrivalRate::RampingArrivalRate(ScenarioReader &reader)
    : ArrivalRate(reader)
    , m_startRate(reader.integer(u"startRate"_s).value_or(0))
    , m_stages(reader.stages(u"stages"_s))
    , m_rate(static_cast<double>(m_startRate) / static_cast<double>(timeUnit()))
{
}

QStringList RampingArrivalRate::rateProblems() const
{
    return m_startRate < 0 ? QStringList{u"the startRate value can't be negative"_s} : QStringList();
}

QStringList RampingArrivalRate::durationProblems() const
{
    return problemsOf(m_stages);
}

std::int64_t RampingArrivalRate::duration() const
{
    return totalDuration(m_stages);
}

/// Iteration n is due when the integral of the rate reaches n + 1. Within a stage the rate is r + a*t, so the integral
/// grows by r*t + a*t*t/2; the root below is the one without cancellation, which also holds for a = 0.
std::optional<std::int64_t> RampingArrivalRate::dueTime(std::int64_t iteration)
{
    const double wanted = static_cast<double>(iteration) + 1;
    while (m_stage < m_stages.size()) {
        const Stage &stage = m_stages.at(m_stage);
        const auto length = static_cast<double>(*stage.duration);
        const double target = static_cast<double>(*stage.target) / static_cast<double>(timeUnit());
        const double inStage = length * (m_rate + target) / 2;
        if (wanted <= m_before + inStage) {
            const double left = wanted - m_before;
            const double growth = (target - m_rate) / length;
            const double root = std::sqrt(std::max(0.0, m_rate * m_rate + 2 * growth * left));
            return m_begins + static_cast<std::int64_t>(2 * left / (m_rate + root));
        }
        m_before += inStage;
        m_begins += *stage.duration;
        m_rate = target;
        ++m_stage;
    }
    return std::nullopt;
}

double RampingArrivalRate::highestRate() const
{
    const double whole = static_cast<double>(highestTarget(m_startRate, m_stages)) / static_cast<double>(timeUnit());
    return whole * 1e9 * share().length().toDouble();
}

double RampingArrivalRate::rateNow() const
{
    return interval() > 0 ? 1e9 / static_cast<double>(interval()) : 0;
}

QString RampingArrivalRate::description() const
{
    return u"Up to %1 iterations/s for %2 over %3 stages%4"_s.arg(highestRate(), 0, 'f', 2)
        .arg(formatGoDuration(duration()))
        .arg(m_stages.size())
        .arg(fields().descriptionEnd({vuRange()}));
}

} // namespace sockscope
