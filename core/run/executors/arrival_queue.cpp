// SPDX-License-Identifier: GPL-3.0-or-later
#include "run/executors/arrival_queue.h"

namespace sockscope {

/// The VU is woken outside of the lock, which it would otherwise wait for at once.
bool ArrivalQueue::start()
{
    std::shared_ptr<Place> place;
    {
        const std::lock_guard lock(m_mutex);
        if (m_free.empty())
            return false;
        place = std::move(m_free.front());
        m_free.pop_front();
    }
    ++m_running;
    place->m_mayIterate = true;
    place->m_turn.release();
    return true;
}

bool ArrivalQueue::waitForTurn(const std::shared_ptr<Place> &place)
{
    {
        const std::lock_guard lock(m_mutex);
        if (m_isClosed)
            return false;
        place->m_mayIterate = false;
        m_free.push_back(place);
        if (m_isAwaited)
            m_come.notify_one();
    }
    place->m_turn.acquire();
    return place->m_mayIterate;
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
    m_isAwaited = true;
    m_come.wait(lock, [&] { return static_cast<std::int64_t>(m_free.size()) + m_left >= count; });
    m_isAwaited = false;
}

void ArrivalQueue::close()
{
    const std::lock_guard lock(m_mutex);
    m_isClosed = true;
    for (const auto &place : m_free)
        place->m_turn.release();
    m_free.clear();
}

} // namespace sockscope
