// SPDX-License-Identifier: GPL-3.0-or-later
#include "support/full_backlog_peer.h"

#include "support/loopback.h"

#include <cerrno>
#include <poll.h>
#include <sys/socket.h>
#include <unistd.h>

namespace sockscope::test {

namespace {

/// Connects without waiting for long; false when the listener no longer answers.
bool fill(std::vector<int> &fillers, int listener)
{
    sockaddr_storage address{};
    socklen_t size = sizeof address;
    ::getsockname(listener, reinterpret_cast<sockaddr *>(&address), &size);
    const int descriptor = ::socket(address.ss_family, SOCK_STREAM | SOCK_NONBLOCK | SOCK_CLOEXEC, 0);
    fillers.push_back(descriptor);
    if (::connect(descriptor, reinterpret_cast<const sockaddr *>(&address), size) == 0)
        return true;
    pollfd waiting{descriptor, POLLOUT, 0};
    return errno == EINPROGRESS && ::poll(&waiting, 1, 100) == 1;
}

} // namespace

FullBacklogPeer::FullBacklogPeer(const QHostAddress &address, quint16 port)
    : m_listener(listenOn(address, port, 0))
    , m_port(portOf(m_listener))
{
    while (m_port != 0 && m_fillers.size() < 64 && fill(m_fillers, m_listener)) {
    }
}

FullBacklogPeer::~FullBacklogPeer()
{
    for (const int descriptor : m_fillers)
        ::close(descriptor);
    ::close(m_listener);
}

} // namespace sockscope::test
