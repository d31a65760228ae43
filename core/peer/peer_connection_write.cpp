// SPDX-License-Identifier: GPL-3.0-or-later
// What goes out: at once, or delayed, sliced and cut by the faults.
#include "peer/peer_connection.h"

#include <algorithm>
#include <cerrno>
#include <sys/socket.h>

namespace sockscope {

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

} // namespace sockscope
