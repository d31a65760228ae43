// SPDX-License-Identifier: GPL-3.0-or-later
#include "peer/echo_peer.h"

#include "peer/echo_loop.h"
#include "peer/listen_socket.h"

using namespace Qt::StringLiterals;

namespace sockscope {

EchoPeer::EchoPeer() = default;

EchoPeer::~EchoPeer()
{
    stop();
}

bool EchoPeer::start(const QHostAddress &address, quint16 port)
{
    stop();
    const ListenSocket listener = ListenSocket::open(address, port);
    m_error = listener.error;
    if (listener.descriptor < 0)
        return false;
    m_loop = std::make_unique<EchoLoop>(listener.descriptor, m_counters);
    if (m_loop->error() != 0) {
        m_error = u"cannot serve on port %1: %2"_s.arg(listener.port).arg(ListenSocket::advice(m_loop->error()));
        m_loop.reset();
        return false;
    }
    m_port = listener.port;
    m_thread = std::thread([loop = m_loop.get()] { loop->run(); });
    return true;
}

void EchoPeer::stop()
{
    if (!m_loop)
        return;
    m_loop->stop();
    m_thread.join();
    m_loop.reset();
    m_port = 0;
}

} // namespace sockscope
