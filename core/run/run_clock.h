// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "script/vu_debugger.h"

#include <algorithm>
#include <chrono>
#include <condition_variable>
#include <mutex>

namespace sockscope {

/// The time that limits and durations of a run count: steady, and standing still while a debugger holds a virtual user.
/// From any thread.
class RunClock
{
public:
    using TimePoint = std::chrono::steady_clock::time_point;

    /// `debugger` is null in ordinary runs, and outlives the clock.
    explicit RunClock(const VuDebuggerFactory *debugger)
        : m_debugger(debugger)
    {
    }

    [[nodiscard]] TimePoint now() const
    {
        const TimePoint now = std::chrono::steady_clock::now();
        return m_debugger ? now - m_debugger->held() : now;
    }
    /// The steady clock's time at which a wait for a time of this clock should look again.
    [[nodiscard]] TimePoint nextLook(TimePoint until) const
    {
        if (!m_debugger)
            return until;
        constexpr std::chrono::milliseconds LeastWait(5); // this clock may stand still
        return std::chrono::steady_clock::now() + std::max<std::chrono::nanoseconds>(until - now(), LeastWait);
    }
    /// As std::condition_variable's; what the predicate gives at the end.
    template <typename Predicate>
    bool waitUntil(std::condition_variable &changed, std::unique_lock<std::mutex> &lock, TimePoint until,
                   Predicate predicate) const
    {
        while (!predicate()) {
            if (now() >= until)
                return false;
            changed.wait_until(lock, nextLook(until));
        }
        return true;
    }

private:
    const VuDebuggerFactory *m_debugger;
};

} // namespace sockscope
