// SPDX-License-Identifier: GPL-3.0-or-later
#include "log/console_limiter.h"

#include <utility>

namespace sockscope {

bool ConsoleLimiter::admits(std::int64_t nowMs)
{
    if (m_limit <= 0)
        return true;
    if (isOver(nowMs)) {
        m_windowStart = nowMs;
        m_inWindow = 0;
    }
    if (m_inWindow < m_limit) {
        ++m_inWindow;
        return true;
    }
    ++m_dropped;
    return false;
}

std::int64_t ConsoleLimiter::takeDropped(std::int64_t nowMs, bool isFinal)
{
    return m_dropped > 0 && (isFinal || isOver(nowMs)) ? std::exchange(m_dropped, 0) : 0;
}

} // namespace sockscope
