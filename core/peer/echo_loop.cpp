// SPDX-License-Identifier: GPL-3.0-or-later
#include "peer/echo_loop.h"

#include <algorithm>
#include <cerrno>
#include <sys/epoll.h>
#include <sys/eventfd.h>
#include <sys/socket.h>
#include <unistd.h>

namespace sockscope {

namespace {

constexpr int eventsPerTurn = 256;
constexpr int acceptsPerTurn = 256;
constexpr std::chrono::milliseconds retryAccept(50);

} // namespace

EchoLoop::EchoLoop(int listener, PeerCounters &counters)
    : m_listener(listener)
    , m_epoll(::epoll_create1(EPOLL_CLOEXEC))
    , m_wakeup(::eventfd(0, EFD_CLOEXEC | EFD_NONBLOCK))
    , m_counters(counters)
{
    if (m_epoll < 0 || m_wakeup < 0 || !watch(m_listener, EPOLLIN, EPOLL_CTL_ADD) ||
        !watch(m_wakeup, EPOLLIN, EPOLL_CTL_ADD))
        m_error = errno;
}

EchoLoop::~EchoLoop()
{
    for (const auto &[descriptor, connection] : m_connections)
        ::close(descriptor);
    m_counters.openConnections -= qint64(m_connections.size());
    for (const int descriptor : {m_listener, m_epoll, m_wakeup})
        ::close(descriptor);
}

void EchoLoop::run()
{
    std::array<epoll_event, eventsPerTurn> events;
    for (;;) {
        const int count =
            ::epoll_wait(m_epoll, events.data(), int(events.size()), m_accepting ? -1 : int(retryAccept.count()));
        if (count < 0 && errno != EINTR)
            return;
        for (int i = 0; i < count; ++i) {
            if (!dispatch(events[std::size_t(i)]))
                return;
        }
        if (!m_accepting && Clock::now() - m_pausedAt >= retryAccept)
            resumeAccepting();
    }
}

void EchoLoop::stop()
{
    const eventfd_t one = 1;
    ::eventfd_write(m_wakeup, one);
}

/// False when the loop is to end.
bool EchoLoop::dispatch(const epoll_event &event)
{
    const int descriptor = event.data.fd;
    if (descriptor == m_wakeup)
        return false;
    if (descriptor == m_listener) {
        acceptClients();
        return true;
    }
    const auto found = m_connections.find(descriptor);
    if (found == m_connections.end())
        return true;
    if ((event.events & EPOLLERR) != 0)
        close(descriptor);
    else if ((event.events & EPOLLOUT) != 0)
        onWritable(descriptor, found->second);
    else
        onReadable(descriptor, found->second);
    return true;
}

void EchoLoop::acceptClients()
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

void EchoLoop::addClient(int descriptor)
{
    m_connections.try_emplace(descriptor);
    ++m_counters.connections;
    ++m_counters.openConnections;
    if (!watch(descriptor, EPOLLIN, EPOLL_CTL_ADD))
        close(descriptor); // rather than a client that nobody answers
}

/// Out of descriptors: clients wait in the backlog, instead of this loop spinning on a listener that stays readable.
void EchoLoop::pauseAccepting()
{
    ++m_counters.acceptPauses;
    m_accepting = !watch(m_listener, 0, EPOLL_CTL_MOD); // while it can't be paused, accepting is tried again at once
    m_pausedAt = Clock::now();
}

void EchoLoop::resumeAccepting()
{
    m_accepting = watch(m_listener, EPOLLIN, EPOLL_CTL_MOD); // if not, the next turn tries again
}

void EchoLoop::onReadable(int descriptor, Connection &connection)
{
    const ssize_t got = ::recv(descriptor, m_block.data(), m_block.size(), 0);
    if (got == 0 || (got < 0 && errno != EAGAIN && errno != EINTR))
        return close(descriptor);
    if (got < 0)
        return;
    m_counters.bytesReceived += got;
    const qint64 sent = sendSome(descriptor, m_block.data(), got);
    if (sent < 0)
        return close(descriptor);
    if (sent < got) {
        connection.unsent = QByteArray(m_block.data() + sent, qsizetype(got - sent));
        if (!watch(descriptor, EPOLLOUT, EPOLL_CTL_MOD))
            close(descriptor);
    }
}

void EchoLoop::onWritable(int descriptor, Connection &connection)
{
    const qint64 sent = sendSome(descriptor, connection.unsent.constData(), connection.unsent.size());
    if (sent < 0)
        return close(descriptor);
    connection.unsent.remove(0, sent);
    if (connection.unsent.isEmpty()) {
        connection.unsent = {};
        if (!watch(descriptor, EPOLLIN, EPOLL_CTL_MOD))
            close(descriptor);
    }
}

/// Bytes the kernel took, -1 when the connection is gone.
qint64 EchoLoop::sendSome(int descriptor, const char *bytes, qint64 size)
{
    const ssize_t sent = ::send(descriptor, bytes, std::size_t(size), MSG_NOSIGNAL);
    if (sent < 0)
        return errno == EAGAIN || errno == EINTR ? 0 : -1;
    m_counters.bytesSent += sent;
    return sent;
}

bool EchoLoop::watch(int descriptor, unsigned events, int operation)
{
    epoll_event event{};
    event.events = events;
    event.data.fd = descriptor;
    return ::epoll_ctl(m_epoll, operation, descriptor, &event) == 0;
}

void EchoLoop::close(int descriptor)
{
    ::close(descriptor);
    m_connections.erase(descriptor);
    --m_counters.openConnections;
}

} // namespace sockscope
