// SPDX-License-Identifier: GPL-3.0-or-later
#include "peer/peer_server.h"

#include "peer/listen_socket.h"
#include "peer/peer_loop.h"

#include <sys/socket.h>

using namespace Qt::StringLiterals;

namespace sockscope {

PeerServer::PeerServer(PeerProtocolMaker makeProtocol, const PeerFaults &faults)
    : m_makeProtocol(std::move(makeProtocol))
    , m_faults(faults)
{
}

PeerServer::~PeerServer()
{
    stop();
}

bool PeerServer::start(const QHostAddress &address, quint16 port)
{
    stop();
    const ListenSocket listener = ListenSocket::open(address, port);
    m_error = listener.error;
    if (listener.descriptor < 0)
        return false;
    if (m_faults.slowRead) // inherited by accepted connections, whose windows are fixed when they begin
        ::setsockopt(listener.descriptor, SOL_SOCKET, SO_RCVBUF, &PeerFaults::slowReadBuffer, sizeof(int));
    m_loop = std::make_unique<PeerLoop>(listener.descriptor, m_makeProtocol, m_faults, m_counters);
    if (m_loop->error() != 0) {
        m_error = u"cannot serve on port %1: %2"_s.arg(listener.port).arg(ListenSocket::advice(m_loop->error()));
        m_loop.reset();
        return false;
    }
    m_port = listener.port;
    m_thread = std::thread([loop = m_loop.get()] { loop->run(); });
    return true;
}

void PeerServer::stop()
{
    if (!m_loop)
        return;
    m_loop->stop();
    m_thread.join();
    m_loop.reset();
    m_port = 0;
}

} // namespace sockscope
