// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "peer/peer_counters.h"

#include <QByteArray>

#include <array>
#include <chrono>
#include <unordered_map>

struct epoll_event;

namespace sockscope {

/// The event loop behind EchoPeer: accepts and echoes on one thread with epoll(7). A client that doesn't read is not
/// read from either, so that a connection never holds more than one block.
class EchoLoop
{
public:
    /// Takes over `listener`, a non-blocking listening socket.
    EchoLoop(int listener, PeerCounters &counters);
    ~EchoLoop();
    EchoLoop(const EchoLoop &) = delete;
    EchoLoop &operator=(const EchoLoop &) = delete;

    [[nodiscard]] int error() const { return m_error; } ///< errno of what it lacks, 0 when it can run
    void run();                                         ///< returns after stop()
    void stop();                                        ///< from any thread

private:
    using Clock = std::chrono::steady_clock;
    struct Connection
    {
        QByteArray unsent; ///< echoed bytes the client's window has no room for
    };

    [[nodiscard]] bool dispatch(const epoll_event &event);
    void acceptClients();
    void pauseAccepting();
    void resumeAccepting();
    void addClient(int descriptor);
    void onReadable(int descriptor, Connection &connection);
    void onWritable(int descriptor, Connection &connection);
    [[nodiscard]] qint64 sendSome(int descriptor, const char *bytes, qint64 size);
    bool watch(int descriptor, unsigned events, int operation);
    void close(int descriptor);

    int m_listener;
    int m_epoll;
    int m_wakeup;
    int m_error = 0;
    bool m_accepting = true;
    Clock::time_point m_pausedAt;
    PeerCounters &m_counters;
    std::unordered_map<int, Connection> m_connections;
    std::array<char, 65536> m_block;
};

} // namespace sockscope
