// SPDX-License-Identifier: GPL-3.0-or-later
#include "run/executors/arrival_queue.h"

namespace sockscope {

bool ArrivalQueue::start()
{
    const std::lock_guard lock(m_mutex);
    if (m_free.empty())
        return false;
    Waiting *vu = m_free.front();
    m_free.pop_front();
    vu->isItsTurn = true;
    ++m_running;
    vu->wake.notify_one(); // under the lock: it may be gone right after
    return true;
}

bool ArrivalQueue::waitForTurn()
{
    Waiting self;
    std::unique_lock lock(m_mutex);
    if (m_isClosed)
        return false;
    m_free.push_back(&self);
    m_come.notify_one();
    self.wake.wait(lock, [&] { return self.isItsTurn || m_isClosed; });
    return self.isItsTurn;
}

void ArrivalQueue::vuLeft()
{
    const std::lock_guard lock(m_mutex);
    ++m_left;
    m_come.notify_one();
}

void ArrivalQueue::waitForVus(std::int64_t count)
{
    std::unique_lock lock(m_mutex);
    m_come.wait(lock, [&] { return static_cast<std::int64_t>(m_free.size()) + m_left >= count; });
}

void ArrivalQueue::close()
{
    const std::lock_guard lock(m_mutex);
    m_isClosed = true;
    for (Waiting *vu : m_free)
        vu->wake.notify_one();
    m_free.clear();
}

} // namespace sockscope
