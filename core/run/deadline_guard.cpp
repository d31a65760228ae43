// SPDX-License-Identifier: GPL-3.0-or-later
#include "run/deadline_guard.h"

#include <QDeadlineTimer>

namespace sockscope {

DeadlineGuard::DeadlineGuard(const RunClock &clock, std::chrono::nanoseconds limit, std::function<void()> expired)
    : m_thread([this, clock, limit, expired = std::move(expired)] {
        const RunClock::TimePoint until = clock.now() + limit;
        QMutexLocker lock(&m_mutex);
        while (!m_cancelled && clock.now() < until)
            m_cancel.wait(&m_mutex, QDeadlineTimer(clock.nextLook(until), Qt::PreciseTimer));
        m_expired = !m_cancelled;
        lock.unlock();
        if (m_expired)
            expired();
    })
{
}

DeadlineGuard::~DeadlineGuard()
{
    {
        QMutexLocker lock(&m_mutex);
        m_cancelled = true;
    }
    m_cancel.wakeAll();
    m_thread.join();
}

bool DeadlineGuard::hasExpired()
{
    QMutexLocker lock(&m_mutex);
    return m_expired;
}

} // namespace sockscope
