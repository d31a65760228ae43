// SPDX-License-Identifier: GPL-3.0-or-later
#include "peer/peer_connection.h"

#include <algorithm>
#include <cerrno>
#include <linux/sockios.h>
#include <sys/epoll.h>
#include <sys/ioctl.h>
#include <sys/socket.h>
#include <unistd.h>

namespace sockscope {

namespace {

constexpr std::chrono::seconds patience(2); ///< for a client that doesn't answer FIN
constexpr std::chrono::milliseconds drainCheck(2);

bool hasTakenAll(int descriptor)
{
    int unacknowledged = 0;
    return ::ioctl(descriptor, SIOCOUTQ, &unacknowledged) != 0 || unacknowledged == 0;
}

void closeWithReset(int descriptor)
{
    const linger now{1, 0};
    ::setsockopt(descriptor, SOL_SOCKET, SO_LINGER, &now, sizeof now);
}

} // namespace

PeerConnection::PeerConnection(int descriptor, std::unique_ptr<PeerProtocol> protocol, const PeerFaults &faults,
                               PeerCounters &counters)
    : m_descriptor(descriptor)
    , m_protocol(std::move(protocol))
    , m_faults(faults)
    , m_counters(counters)
{
}

PeerConnection::~PeerConnection()
{
    ::close(m_descriptor);
}

bool PeerConnection::isPassing(int error)
{
    return error == EAGAIN || error == EINTR;
}

void PeerConnection::start()
{
    m_isClosing = m_faults.cutAfter == 0;
    if (!m_isClosing)
        m_protocol->connected(*this);
    advance();
}

void PeerConnection::onReady(unsigned events, std::span<char> scratch)
{
    if ((events & EPOLLERR) != 0 || ((events & EPOLLHUP) != 0 && (wantedEvents() & EPOLLIN) == 0))
        return wait(State::Over);
    if (m_state == State::Reading)
        read(scratch);
    else if (m_state == State::Ending)
        discard(scratch);
    else if (m_state == State::Sending) {
        m_hasRoom = true;
        advance();
    }
}

void PeerConnection::onDue()
{
    if (m_state == State::Ending)
        wait(State::Over);
    else
        advance();
}

unsigned PeerConnection::wantedEvents() const
{
    if (m_state == State::Reading || m_state == State::Ending)
        return EPOLLIN;
    return m_state == State::Sending ? unsigned(EPOLLOUT) : 0U;
}

/// Does what needs neither the client nor the clock, then says what is waited for.
void PeerConnection::advance()
{
    while (m_state != State::Over) {
        if (!m_unsent.isEmpty()) {
            if (!flush())
                return;
        } else if (m_isClosing) {
            return finish();
        } else if (m_input.isEmpty() || !serveKept()) {
            return listen();
        }
    }
}

void PeerConnection::listen()
{
    if (m_faults.slowRead && m_readAt > Clock::now())
        wait(State::Resting, m_readAt);
    else
        wait(State::Reading);
}

/// Everything is sent and the server closes.
void PeerConnection::finish()
{
    if (m_giveUpAt == notDue)
        m_giveUpAt = Clock::now() + patience;
    if (m_faults.reset && !hasTakenAll(m_descriptor) && Clock::now() < m_giveUpAt)
        return wait(State::Draining, Clock::now() + drainCheck); // a reset would cost it these bytes
    if (m_faults.reset)
        return abandon();
    ::shutdown(m_descriptor, SHUT_WR);
    wait(State::Ending, m_giveUpAt);
}

/// There is nothing to say any more.
void PeerConnection::abandon()
{
    if (m_faults.reset)
        closeWithReset(m_descriptor);
    wait(State::Over);
}

void PeerConnection::wait(State state, Clock::time_point due)
{
    m_state = state;
    m_due = due;
}

} // namespace sockscope
