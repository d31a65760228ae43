// SPDX-License-Identifier: GPL-3.0-or-later
#include "net/connection_probe.h"

#include <cerrno>
#include <cstddef>
#include <fcntl.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <sys/socket.h>
#include <unistd.h>

namespace sockscope {

ConnectionProbe::~ConnectionProbe()
{
    close();
}

bool ConnectionProbe::open(int descriptor)
{
    close();
    m_descriptor = ::fcntl(descriptor, F_DUPFD_CLOEXEC, 0);
    m_writeShut = m_sawReset = m_sawBrokenPipe = false;
    return isOpen();
}

void ConnectionProbe::close()
{
    if (m_descriptor >= 0)
        ::close(m_descriptor);
    m_descriptor = -1;
}

void ConnectionProbe::shutdownWrite()
{
    ::shutdown(m_descriptor, SHUT_WR);
    m_writeShut = true;
}

void ConnectionProbe::beforeRead()
{
    if (!m_writeShut)
        return;
    char byte;
    if (::recv(m_descriptor, &byte, 1, MSG_PEEK | MSG_DONTWAIT) < 0 && errno != EAGAIN && errno != EINTR)
        m_sawReset = true; // reading this error also clears it: it would look like FIN from now on
}

void ConnectionProbe::beforeWrite()
{
    errno = 0;
}

void ConnectionProbe::afterFailedWrite()
{
    m_sawBrokenPipe = errno == EPIPE;
}

ConnectionProbe::PeerEnd ConnectionProbe::peerEnd() const
{
    if (m_sawBrokenPipe)
        return PeerEnd::Fin;
    if (m_writeShut)
        return m_sawReset ? PeerEnd::Reset : PeerEnd::Fin;
    tcp_info info{};
    socklen_t size = sizeof info;
    if (::getsockopt(m_descriptor, IPPROTO_TCP, TCP_INFO, &info, &size) != 0)
        return PeerEnd::Fin;
    int pending = 0;
    size = sizeof pending;
    ::getsockopt(m_descriptor, SOL_SOCKET, SO_ERROR, &pending, &size);
    // TCP_CLOSE is where RST leads. A pending EPIPE means that FIN came first, which is what a reader saw.
    return info.tcpi_state == TCP_CLOSE && pending != EPIPE ? PeerEnd::Reset : PeerEnd::Fin;
}

qint64 ConnectionProbe::receive(char *buffer, qint64 size) const
{
    ssize_t got;
    do {
        got = ::recv(m_descriptor, buffer, std::size_t(size), MSG_DONTWAIT);
    } while (got < 0 && errno == EINTR);
    return got > 0 ? got : 0;
}

} // namespace sockscope
