// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "run/run_clock.h"

#include <chrono>
#include <condition_variable>
#include <functional>
#include <mutex>
#include <thread>

namespace sockscope {

/// Calls a function on a thread of its own unless the guard is destroyed before a time has passed on a run's clock.
class DeadlineGuard
{
public:
    DeadlineGuard(const RunClock &clock, std::chrono::nanoseconds limit, std::function<void()> expired);
    ~DeadlineGuard();
    DeadlineGuard(const DeadlineGuard &) = delete;
    DeadlineGuard &operator=(const DeadlineGuard &) = delete;
    [[nodiscard]] bool hasExpired();

private:
    std::mutex m_mutex;
    std::condition_variable m_cancel;
    bool m_cancelled = false;
    bool m_expired = false;
    std::thread m_thread;
};

} // namespace sockscope
