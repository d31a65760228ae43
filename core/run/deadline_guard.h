// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QMutex>
#include <QWaitCondition>

#include <chrono>
#include <functional>
#include <thread>

namespace sockscope {

/// Calls a function on a thread of its own unless the guard is destroyed before a time has passed.
class DeadlineGuard
{
public:
    DeadlineGuard(std::chrono::nanoseconds limit, std::function<void()> expired);
    ~DeadlineGuard();
    DeadlineGuard(const DeadlineGuard &) = delete;
    DeadlineGuard &operator=(const DeadlineGuard &) = delete;
    [[nodiscard]] bool hasExpired();

private:
    QMutex m_mutex;
    QWaitCondition m_cancel;
    bool m_cancelled = false;
    bool m_expired = false;
    std::thread m_thread;
};

} // namespace sockscope
