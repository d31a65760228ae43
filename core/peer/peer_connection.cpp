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

bool isPassing(int error)
{
    return error == EAGAIN || error == EINTR;
}

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

void PeerConnection::read(std::span<char> scratch)
{
    if (m_faults.slowRead)
        scratch = scratch.first(PeerFaults::slowReadBytes);
    const ssize_t got = ::recv(m_descriptor, scratch.data(), scratch.size(), 0);
    if (got <= 0) {
        if (got == 0 || !isPassing(errno))
            abandon();
        return;
    }
    m_counters.bytesReceived += got;
    if (m_faults.slowRead)
        m_readAt = Clock::now() + PeerFaults::slowReadGap;
    const QByteArrayView bytes(scratch.data(), got);
    if (m_input.isEmpty())
        m_input.append(bytes.sliced(serve(bytes)));
    else
        m_input.append(bytes);
    advance();
}

/// After FIN was sent: nobody answers what still arrives.
void PeerConnection::discard(std::span<char> scratch)
{
    const ssize_t got = ::recv(m_descriptor, scratch.data(), scratch.size(), 0);
    if (got > 0)
        m_counters.bytesReceived += got;
    else if (got == 0 || !isPassing(errno))
        wait(State::Over);
}

/// Answers one request after the other as long as the client takes the replies. Returns what is done of `input`.
qsizetype PeerConnection::serve(QByteArrayView input)
{
    qsizetype done = 0;
    while (isIdle() && done < input.size()) {
        const qsizetype taken = m_protocol->take(input.sliced(done), *this);
        if (taken == 0)
            break;
        done += taken;
    }
    return done;
}

/// False when there is nothing to answer among the bytes that were kept.
bool PeerConnection::serveKept()
{
    const qsizetype done = serve(m_input);
    m_input.remove(0, done);
    if (m_input.isEmpty())
        m_input = {};
    return done > 0;
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

void PeerConnection::write(QByteArrayView bytes)
{
    if (bytes.isEmpty() || m_isClosing || m_state == State::Over)
        return;
    if (m_faults.cutAfter) {
        bytes = bytes.first(std::min(bytes.size(), qsizetype(*m_faults.cutAfter - m_written)));
        m_written += bytes.size();
        m_isClosing = m_written == *m_faults.cutAfter;
    }
    if (m_unsent.isEmpty() && m_faults.writesAtOnce() && m_sendAt == Clock::time_point()) {
        const qint64 sent = sendSome(bytes);
        if (sent < 0)
            return wait(State::Over);
        bytes = bytes.sliced(sent);
    } else if (m_unsent.isEmpty() && m_faults.delay.count() > 0) {
        pause(m_faults.delay);
    }
    m_unsent.append(bytes);
}

void PeerConnection::pause(std::chrono::milliseconds time)
{
    m_sendAt = std::max(m_sendAt, Clock::now()) + time;
}

/// False when some bytes have to wait.
bool PeerConnection::flush()
{
    const bool isTimed = m_sendAt != Clock::time_point();
    if (isTimed && m_sendAt > Clock::now()) {
        wait(State::Holding, m_sendAt);
        return false;
    }
    if (!m_hasRoom) {
        wait(State::Sending);
        return false;
    }
    m_sendAt = {};
    const qsizetype size = m_faults.slice > 0 ? std::min(m_unsent.size(), qsizetype(m_faults.slice)) : m_unsent.size();
    const qint64 sent = sendSome(QByteArrayView(m_unsent).first(size));
    if (sent < 0) {
        wait(State::Over);
        return false;
    }
    m_unsent.remove(0, sent);
    if (m_unsent.isEmpty())
        m_unsent = {};
    else if (m_hasRoom)
        pause(PeerFaults::sliceGap);
    return true;
}

/// Bytes that the kernel took, -1 when the connection is gone.
qint64 PeerConnection::sendSome(QByteArrayView bytes)
{
    const ssize_t sent = ::send(m_descriptor, bytes.data(), std::size_t(bytes.size()), MSG_NOSIGNAL);
    m_hasRoom = sent == bytes.size();
    if (sent < 0)
        return isPassing(errno) ? 0 : -1;
    m_counters.bytesSent += sent;
    return sent;
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
