// SPDX-License-Identifier: GPL-3.0-or-later
#include "run/constant_vus.h"

#include "options/duration_text.h"

#include <algorithm>

namespace sockscope {

using namespace Qt::StringLiterals;

ConstantVus::ConstantVus(int vus, std::int64_t duration)
    : m_vus(vus)
    , m_duration(duration)
{
}

QString ConstantVus::validate(int vus, std::int64_t duration)
{
    constexpr std::int64_t Second = 1'000'000'000;
    if (vus <= 0)
        return u"the number of VUs must be more than 0"_s;
    if (duration < Second)
        return u"the duration must be at least 1s, but is %1"_s.arg(formatGoDuration(duration));
    return {};
}

QString ConstantVus::type() const
{
    return u"constant-vus"_s;
}

QString ConstantVus::description() const
{
    return u"%1 looping VUs for %2 (gracefulStop: %3)"_s.arg(m_vus).arg(formatGoDuration(m_duration),
                                                                        formatGoDuration(gracefulStop()));
}

std::optional<std::uint64_t> ConstantVus::next(int, std::uint64_t)
{
    return m_started++; // the run stops asking when the duration is over
}

double ConstantVus::progress(std::int64_t elapsed) const
{
    return std::clamp(static_cast<double>(elapsed) / static_cast<double>(m_duration), 0.0, 1.0);
}

} // namespace sockscope
