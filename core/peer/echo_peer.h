// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "peer/peer_counters.h"

#include <QHostAddress>
#include <QString>

#include <memory>
#include <thread>

namespace sockscope {

class EchoLoop;

/// A TCP echo server (RFC 862) in a thread of its own: the built-in peer of labs and benchmarks. Needs no event loop of
/// the caller.
///
/// start() and stop() from one thread, everything else from any.
class EchoPeer
{
public:
    EchoPeer();
    ~EchoPeer(); ///< stops
    EchoPeer(const EchoPeer &) = delete;
    EchoPeer &operator=(const EchoPeer &) = delete;

    /// Listens and serves; port 0 takes a free one, see port(). False on failure, see errorString(). A running server
    /// is stopped first.
    [[nodiscard]] bool start(const QHostAddress &address = QHostAddress::LocalHost, quint16 port = 0);
    void stop(); ///< closes the listener and all connections

    [[nodiscard]] bool isRunning() const { return m_loop != nullptr; }
    [[nodiscard]] quint16 port() const { return m_port; } ///< 0 unless running
    [[nodiscard]] QString errorString() const { return m_error; }
    [[nodiscard]] const PeerCounters &counters() const { return m_counters; }

private:
    std::unique_ptr<EchoLoop> m_loop;
    std::thread m_thread;
    PeerCounters m_counters;
    quint16 m_port = 0;
    QString m_error;
};

} // namespace sockscope
