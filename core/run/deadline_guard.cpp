// SPDX-License-Identifier: GPL-3.0-or-later
#include "run/deadline_guard.h"

#include <algorithm>

namespace sockscope {

DeadlineGuard::DeadlineGuard(const RunClock &clock, std::chrono::nanoseconds limit, std::function<void()> expired)
    : m_thread([this, clock, limit, expired = std::move(expired)] {
        constexpr std::chrono::hours Most(24 * 365 * 10); // the largest limits would turn the clock round
        const RunClock::TimePoint until = clock.now() + std::min<std::chrono::nanoseconds>(limit, Most);
        std::unique_lock lock(m_mutex);
        const bool isCancelled = clock.waitUntil(m_cancel, lock, until, [this] { return m_cancelled; });
        m_expired = !isCancelled;
        lock.unlock();
        if (!isCancelled)
            expired();
    })
{
}

DeadlineGuard::~DeadlineGuard()
{
    {
        const std::lock_guard lock(m_mutex);
        m_cancelled = true;
    }
    m_cancel.notify_all();
    m_thread.join();
}

bool DeadlineGuard::hasExpired()
{
    const std::lock_guard lock(m_mutex);
    return m_expired;
}

} // namespace sockscope
