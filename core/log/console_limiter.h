// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>

namespace sockscope {

/// Bounds lines per second and counts those over the bound. Windows of one second, each from its first line. Not
/// thread-safe.
class ConsoleLimiter
{
public:
    explicit ConsoleLimiter(int linesPerSecond = 0)
        : m_limit(linesPerSecond)
    {
    } ///< 0 or less: no bound

    /// True where the line at this time (monotonic milliseconds) is within the bound.
    [[nodiscard]] bool admits(std::int64_t nowMs);
    /// How many lines were refused since the last call, once their second is over (or at once with `isFinal`);
    /// otherwise 0.
    [[nodiscard]] std::int64_t takeDropped(std::int64_t nowMs, bool isFinal = false);

private:
    [[nodiscard]] bool isOver(std::int64_t nowMs) const { return m_windowStart < 0 || nowMs - m_windowStart >= 1000; }

    int m_limit;
    std::int64_t m_windowStart = -1;
    int m_inWindow = 0;
    std::int64_t m_dropped = 0;
};

} // namespace sockscope
