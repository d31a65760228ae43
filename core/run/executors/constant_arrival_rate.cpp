// SPDX-License-Identifier: GPL-3.0-or-later
#include "run/executors/constant_arrival_rate.h"

#include "options/duration_text.h"
#include "run/executors/scenario_reader.h"

namespace sockscope {

using namespace Qt::StringLiterals;

ConstantArrivalRate::ConstantArrivalRate(ScenarioReader &reader)
    : ArrivalRate(reader)
    , m_rate(reader.integer(u"rate"_s))
    , m_duration(reader.duration(u"duration"_s))
{
}

QStringList ConstantArrivalRate::rateProblems() const
{
    if (!m_rate)
        return {u"the iteration rate isn't specified"_s};
    return *m_rate > 0 ? QStringList() : QStringList{u"the iteration rate must be more than 0"_s};
}

QStringList ConstantArrivalRate::durationProblems() const
{
    if (!m_duration)
        return {u"the duration is unspecified"_s};
    if (*m_duration < MinDuration)
        return {u"the duration must be at least 1s, but is %1"_s.arg(formatGoDuration(*m_duration))};
    return {};
}

std::int64_t ConstantArrivalRate::duration() const
{
    return *m_duration;
}

/// Whole nanoseconds lie between iterations, as in k6: rounding must not give another number of them.
std::optional<std::int64_t> ConstantArrivalRate::dueTime(std::int64_t iteration)
{
    const std::int64_t distance = timeUnit() / *m_rate;
    if (distance > 0 && iteration > duration() / distance)
        return std::nullopt;
    return distance * iteration;
}

/// VUs are counted whole, so the rate that is shown is this instance's part of the VUs.
double ConstantArrivalRate::highestRate() const
{
    const double whole = static_cast<double>(*m_rate) / static_cast<double>(timeUnit()) * 1e9;
    return maxVus() > 0 ? whole * static_cast<double>(ownMaxVus()) / static_cast<double>(maxVus()) : 0;
}

QString ConstantArrivalRate::description() const
{
    return u"%1 iterations/s for %2%3"_s.arg(highestRate(), 0, 'f', 2)
        .arg(formatGoDuration(duration()), fields().descriptionEnd({vuRange()}));
}

} // namespace sockscope
