// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "peer/peer_counters.h"
#include "peer/peer_faults.h"
#include "peer/peer_protocol.h"

#include <QHostAddress>
#include <QString>

#include <memory>
#include <thread>

namespace sockscope {

class PeerLoop;

/// A built-in TCP server in a thread of its own. What it says is up to its protocol, how it misbehaves up to its
/// faults. Needs no event loop of the caller. Most callers get theirs from createPeer().
///
/// start() and stop() from one thread, everything else from any.
class PeerServer
{
public:
    /// `makeProtocol` is called on the server's thread, once a connection.
    explicit PeerServer(PeerProtocolMaker makeProtocol, const PeerFaults &faults = {});
    ~PeerServer(); ///< stops
    PeerServer(const PeerServer &) = delete;
    PeerServer &operator=(const PeerServer &) = delete;

    /// Listens and serves; port 0 takes a free one, see port(). False on failure, see errorString(). A running server
    /// is stopped first.
    [[nodiscard]] bool start(const QHostAddress &address = QHostAddress::LocalHost, quint16 port = 0);
    void stop(); ///< closes the listener and all connections

    [[nodiscard]] bool isRunning() const { return m_loop != nullptr; }
    [[nodiscard]] quint16 port() const { return m_port; } ///< 0 unless running
    [[nodiscard]] QString errorString() const { return m_error; }
    [[nodiscard]] const PeerCounters &counters() const { return m_counters; }

private:
    PeerProtocolMaker m_makeProtocol;
    PeerFaults m_faults;
    std::unique_ptr<PeerLoop> m_loop;
    std::thread m_thread;
    PeerCounters m_counters;
    quint16 m_port = 0;
    QString m_error;
};

} // namespace sockscope
