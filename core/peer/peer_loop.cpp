// SPDX-License-Identifier: GPL-3.0-or-later
#include "peer/peer_loop.h"

#include <algorithm>
#include <cerrno>
#include <sys/epoll.h>
#include <sys/eventfd.h>
#include <sys/socket.h>
#include <tuple>
#include <unistd.h>

namespace sockscope {

namespace {

constexpr int eventsPerTurn = 256;
constexpr int acceptsPerTurn = 256;
constexpr std::chrono::milliseconds retryAccept(50);

} // namespace

PeerLoop::Client::Client(int descriptor, const PeerLoop &loop)
    : connection(descriptor, loop.m_makeProtocol(), loop.m_faults, loop.m_counters)
{
}

PeerLoop::PeerLoop(int listener, PeerProtocolMaker makeProtocol, const PeerFaults &faults, PeerCounters &counters)
    : m_listener(listener)
    , m_epoll(::epoll_create1(EPOLL_CLOEXEC))
    , m_wakeup(::eventfd(0, EFD_CLOEXEC | EFD_NONBLOCK))
    , m_makeProtocol(std::move(makeProtocol))
    , m_faults(faults)
    , m_counters(counters)
{
    if (m_epoll < 0 || m_wakeup < 0 || !watch(m_listener, EPOLLIN, EPOLL_CTL_ADD) ||
        !watch(m_wakeup, EPOLLIN, EPOLL_CTL_ADD))
        m_error = errno;
}

PeerLoop::~PeerLoop()
{
    m_counters.openConnections -= qint64(m_clients.size());
    m_clients.clear();
    for (const int descriptor : {m_listener, m_epoll, m_wakeup})
        ::close(descriptor);
}

void PeerLoop::run()
{
    std::array<epoll_event, eventsPerTurn> events;
    for (;;) {
        const int count = ::epoll_wait(m_epoll, events.data(), int(events.size()), timeout());
        if (count < 0 && errno != EINTR)
            return;
        for (int i = 0; i < count; ++i) {
            if (!dispatch(events[std::size_t(i)]))
                return;
        }
        if (!m_due.empty())
            serveDue();
        if (!m_accepting && Clock::now() - m_pausedAt >= retryAccept)
            resumeAccepting();
    }
}

void PeerLoop::stop()
{
    const eventfd_t one = 1;
    ::eventfd_write(m_wakeup, one);
}

/// Milliseconds until something is due, -1 when nothing is.
int PeerLoop::timeout() const
{
    using namespace std::chrono;
    const int retry = m_accepting ? -1 : int(retryAccept.count());
    if (m_due.empty())
        return retry;
    const auto left =
        std::clamp<milliseconds::rep>(ceil<milliseconds>(m_due.begin()->first - Clock::now()).count(), 0, 60'000);
    return m_accepting ? int(left) : std::min(int(left), retry);
}

/// False when the loop is to end.
bool PeerLoop::dispatch(const epoll_event &event)
{
    const int descriptor = event.data.fd;
    if (descriptor == m_wakeup)
        return false;
    if (descriptor == m_listener) {
        acceptClients();
        return true;
    }
    const auto found = m_clients.find(descriptor);
    if (found == m_clients.end())
        return true;
    found->second.connection.onReady(event.events, m_scratch);
    settle(found);
    return true;
}

void PeerLoop::serveDue()
{
    const Clock::time_point now = Clock::now();
    while (!m_due.empty() && m_due.begin()->first <= now) {
        const auto found = m_clients.find(m_due.begin()->second);
        setDue(found->first, found->second, PeerConnection::notDue);
        found->second.connection.onDue();
        settle(found);
    }
}

void PeerLoop::acceptClients()
{
    for (int i = 0; i < acceptsPerTurn; ++i) {
        const int descriptor = ::accept4(m_listener, nullptr, nullptr, SOCK_NONBLOCK | SOCK_CLOEXEC);
        if (descriptor >= 0) {
            addClient(descriptor);
        } else if (errno == EMFILE || errno == ENFILE || errno == ENOBUFS || errno == ENOMEM) {
            return pauseAccepting();
        } else if (errno != ECONNABORTED && errno != EINTR) {
            return;
        }
    }
}

void PeerLoop::addClient(int descriptor)
{
    const auto client = m_clients.try_emplace(descriptor, descriptor, *this).first;
    ++m_counters.connections;
    ++m_counters.openConnections;
    client->second.connection.start();
    client->second.watched = client->second.connection.wantedEvents();
    if (watch(descriptor, client->second.watched, EPOLL_CTL_ADD))
        return settle(client);
    m_clients.erase(client); // rather than a client that nobody answers
    --m_counters.openConnections;
}

/// Out of descriptors: clients wait in the backlog, instead of this loop spinning on a listener that stays readable.
void PeerLoop::pauseAccepting()
{
    ++m_counters.acceptPauses;
    m_accepting = !watch(m_listener, 0, EPOLL_CTL_MOD); // while it can't be paused, accepting is tried again at once
    m_pausedAt = Clock::now();
}

void PeerLoop::resumeAccepting()
{
    m_accepting = watch(m_listener, EPOLLIN, EPOLL_CTL_MOD); // if not, the next turn tries again
}

/// Waits for what the connection waits for, or forgets it when it is over.
void PeerLoop::settle(Clients::iterator client)
{
    auto &[descriptor, entry] = *client;
    const unsigned wanted = entry.connection.wantedEvents();
    const bool isServed =
        !entry.connection.isOver() && (wanted == entry.watched || watch(descriptor, wanted, EPOLL_CTL_MOD));
    setDue(descriptor, entry, isServed ? entry.connection.dueAt() : PeerConnection::notDue);
    entry.watched = wanted;
    if (isServed)
        return;
    m_clients.erase(client);
    --m_counters.openConnections;
}

void PeerLoop::setDue(int descriptor, Client &client, Clock::time_point due)
{
    if (client.due == due)
        return;
    if (client.due != PeerConnection::notDue)
        m_due.erase({client.due, descriptor});
    client.due = due;
    if (due != PeerConnection::notDue)
        m_due.emplace(due, descriptor);
}

bool PeerLoop::watch(int descriptor, unsigned events, int operation)
{
    epoll_event event{};
    event.events = events;
    event.data.fd = descriptor;
    return ::epoll_ctl(m_epoll, operation, descriptor, &event) == 0;
}

} // namespace sockscope
