// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "script/virtual_user.h"
#include "script/vu_debugger.h"

#include <chrono>

namespace sockscope {

/// Measures what a virtual user takes for something. Time for which a debugger holds it is no part of that. On the
/// thread of the virtual user, which outlives it.
class VuStopwatch
{
public:
    /// Begins to run, or begins anew.
    void start(VirtualUser &vu)
    {
        m_vu = &vu;
        m_began = std::chrono::steady_clock::now();
        m_heldBefore = held();
    }
    [[nodiscard]] bool hasStarted() const { return m_vu; }
    [[nodiscard]] std::chrono::nanoseconds elapsed() const
    {
        return std::chrono::steady_clock::now() - m_began - (held() - m_heldBefore);
    }
    /// Whole milliseconds.
    [[nodiscard]] double milliseconds() const
    {
        return static_cast<double>(std::chrono::floor<std::chrono::milliseconds>(elapsed()).count());
    }

private:
    [[nodiscard]] std::chrono::nanoseconds held() const
    {
        return std::chrono::nanoseconds(m_vu->debugger() ? m_vu->debugger()->pausedNs() : 0);
    }

    VirtualUser *m_vu = nullptr;
    std::chrono::steady_clock::time_point m_began;
    std::chrono::nanoseconds m_heldBefore{0};
};

} // namespace sockscope
