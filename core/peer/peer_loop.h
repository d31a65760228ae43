// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "peer/peer_connection.h"

#include <array>
#include <set>
#include <unordered_map>
#include <utility>

struct epoll_event;

namespace sockscope {

/// The event loop behind PeerServer: accepts clients and serves them on one thread with epoll(7).
class PeerLoop
{
public:
    /// Takes over `listener`, a non-blocking listening socket.
    PeerLoop(int listener, PeerProtocolMaker makeProtocol, const PeerFaults &faults, PeerCounters &counters);
    ~PeerLoop();
    PeerLoop(const PeerLoop &) = delete;
    PeerLoop &operator=(const PeerLoop &) = delete;

    [[nodiscard]] int error() const { return m_error; } ///< errno of what it lacks, 0 when it can run
    void run();                                         ///< returns after stop()
    void stop();                                        ///< from any thread

private:
    using Clock = PeerConnection::Clock;
    struct Client
    {
        Client(int descriptor, const PeerLoop &loop);

        PeerConnection connection;
        unsigned watched = 0; ///< events that epoll was told
        Clock::time_point due = PeerConnection::notDue;
    };
    using Clients = std::unordered_map<int, Client>;

    [[nodiscard]] int timeout() const;
    [[nodiscard]] bool dispatch(const epoll_event &event);
    void serveDue();
    void acceptClients();
    void pauseAccepting();
    void resumeAccepting();
    void addClient(int descriptor);
    void settle(Clients::iterator client);
    void setDue(int descriptor, Client &client, Clock::time_point due);
    bool watch(int descriptor, unsigned events, int operation);

    int m_listener;
    int m_epoll;
    int m_wakeup;
    int m_error = 0;
    bool m_accepting = true;
    Clock::time_point m_pausedAt;
    PeerProtocolMaker m_makeProtocol;
    const PeerFaults m_faults;
    PeerCounters &m_counters;
    Clients m_clients; ///< by descriptor
    std::set<std::pair<Clock::time_point, int>> m_due;
    std::array<char, 65536> m_scratch;
};

} // namespace sockscope
