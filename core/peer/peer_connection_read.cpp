// SPDX-License-Identifier: GPL-3.0-or-later
// What comes in, and handing it to the protocol.
#include "peer/peer_connection.h"

#include <cerrno>
#include <sys/socket.h>

namespace sockscope {

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

} // namespace sockscope
