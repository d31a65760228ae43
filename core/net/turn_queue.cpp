// SPDX-License-Identifier: GPL-3.0-or-later
#include "net/turn_queue.h"

namespace sockscope {

TurnQueue::Driver::Driver()
    : m_queue(ofThread())
{
    ++m_queue.m_drivers;
    m_queue.m_soon.stop();
}

TurnQueue::Driver::~Driver()
{
    --m_queue.m_drivers;
    m_queue.arm();
}

TurnQueue &TurnQueue::ofThread()
{
    static thread_local TurnQueue queue;
    return queue;
}

TurnQueue::TurnQueue() = default;
TurnQueue::~TurnQueue() = default;

void TurnQueue::add(Client &client)
{
    m_clients.push_back(&client);
    arm();
}

void TurnQueue::forget(Client &client)
{
    std::erase(m_clients, &client);
    if (m_clients.empty())
        m_soon.stop();
}

void TurnQueue::arm()
{
    if (m_drivers == 0 && !m_clients.empty() && !m_soon.isActive())
        m_soon.start(0, this);
}

void TurnQueue::timerEvent(QTimerEvent *)
{
    m_soon.stop();
    run();
}

void TurnQueue::run()
{
    for (std::size_t left = m_clients.size(); left > 0 && !m_clients.empty(); --left) {
        Client *client = m_clients.front();
        m_clients.pop_front();
        arm(); // for an event loop that the client may run
        client->takeTurn();
    }
}

} // namespace sockscope
