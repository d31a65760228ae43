// SPDX-License-Identifier: GPL-3.0-or-later
#include "run/deadline_guard.h"

#include <QDeadlineTimer>

namespace sockscope {

DeadlineGuard::DeadlineGuard(std::chrono::nanoseconds limit, std::function<void()> expired)
    : m_thread([this, limit, expired = std::move(expired)] {
        const QDeadlineTimer deadline(limit, Qt::PreciseTimer);
        QMutexLocker lock(&m_mutex);
        while (!m_cancelled && !deadline.hasExpired())
            m_cancel.wait(&m_mutex, deadline);
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
