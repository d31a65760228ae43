// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <atomic>
#include <cstdint>
#include <thread>

namespace bench {

/// A blocking server on loopback, one thread a connection: what the baselines and the measured program talk to.
class RawServer
{
public:
    enum class Behaviour { Echo, Flood }; ///< Flood: sends as fast as it can until the client closes
    explicit RawServer(Behaviour behaviour);
    ~RawServer();
    RawServer(const RawServer &) = delete;
    RawServer &operator=(const RawServer &) = delete;
    [[nodiscard]] std::uint16_t port() const { return m_port; }

private:
    int m_listener = -1;
    std::uint16_t m_port = 0;
    std::thread m_acceptor;
};

// The baselines: blocking system calls and nothing else.
[[nodiscard]] double rawRoundTrips(std::uint16_t port, int count);       ///< 64-byte round trips a second
[[nodiscard]] double rawConnections(std::uint16_t port, int count);      ///< connect + close a second
[[nodiscard]] double rawReceive(std::uint16_t port, std::int64_t bytes); ///< bytes a second, in reads of 4096
/// Round trips a second of so many clients at once, each on a thread and a connection of its own.
[[nodiscard]] double rawLoad(std::uint16_t port, int clients, int seconds);
/// Sessions a second: connect, 20 round trips, close.
[[nodiscard]] double rawSessions(std::uint16_t port, int clients, int seconds);

} // namespace bench
