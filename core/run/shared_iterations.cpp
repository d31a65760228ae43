// SPDX-License-Identifier: GPL-3.0-or-later
#include "run/shared_iterations.h"

#include "options/duration_text.h"

#include <algorithm>

namespace sockscope {

using namespace Qt::StringLiterals;

SharedIterations::SharedIterations(int vus, std::int64_t iterations, std::int64_t maxDuration)
    : m_vus(vus)
    , m_iterations(static_cast<std::uint64_t>(iterations))
    , m_maxDuration(maxDuration)
{
}

QString SharedIterations::validate(int vus, std::int64_t iterations, std::int64_t maxDuration)
{
    constexpr std::int64_t Second = 1'000'000'000;
    if (vus <= 0)
        return u"the number of VUs must be more than 0"_s;
    if (iterations < vus)
        return u"the number of iterations (%1) can't be less than the number of VUs (%2)"_s.arg(iterations).arg(vus);
    if (maxDuration < Second)
        return u"the maxDuration must be at least 1s, but is %1"_s.arg(formatGoDuration(maxDuration));
    return {};
}

QString SharedIterations::type() const
{
    return u"shared-iterations"_s;
}

QString SharedIterations::description() const
{
    return u"%1 iterations shared among %2 VUs (maxDuration: %3, gracefulStop: %4)"_s.arg(m_iterations)
        .arg(m_vus)
        .arg(formatGoDuration(m_maxDuration), formatGoDuration(gracefulStop()));
}

std::optional<std::uint64_t> SharedIterations::next(int, std::uint64_t)
{
    const std::uint64_t number = m_started++;
    return number < m_iterations ? std::optional(number) : std::nullopt;
}

double SharedIterations::progress(std::int64_t) const
{
    return std::min(1.0, static_cast<double>(m_started.load()) / static_cast<double>(m_iterations));
}

} // namespace sockscope
