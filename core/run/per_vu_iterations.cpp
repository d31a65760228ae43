// SPDX-License-Identifier: GPL-3.0-or-later
#include "run/per_vu_iterations.h"

#include "options/duration_text.h"

#include <algorithm>

namespace sockscope {

using namespace Qt::StringLiterals;

PerVuIterations::PerVuIterations(int vus, std::int64_t iterations, std::int64_t maxDuration)
    : m_vus(vus)
    , m_iterations(static_cast<std::uint64_t>(iterations))
    , m_maxDuration(maxDuration)
{
}

QString PerVuIterations::type() const
{
    return u"per-vu-iterations"_s;
}

QString PerVuIterations::description() const
{
    return u"%1 iterations for each of %2 VUs (maxDuration: %3, gracefulStop: %4)"_s.arg(m_iterations)
        .arg(m_vus)
        .arg(formatGoDuration(m_maxDuration), formatGoDuration(gracefulStop()));
}

std::optional<std::uint64_t> PerVuIterations::next(int, std::uint64_t doneByVu)
{
    if (doneByVu >= m_iterations)
        return std::nullopt;
    return m_started++;
}

double PerVuIterations::progress(std::int64_t) const
{
    return std::min(1.0, static_cast<double>(m_started.load()) /
                             static_cast<double>(m_iterations * static_cast<std::uint64_t>(m_vus)));
}

} // namespace sockscope
