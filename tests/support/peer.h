// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>
#include <QHostAddress>

#include <atomic>
#include <condition_variable>
#include <functional>
#include <list>
#include <mutex>
#include <optional>
#include <thread>

namespace sockscope::test {

/// One accepted connection of a Peer, used on the connection's own thread with blocking calls.
class PeerConnection
{
public:
    PeerConnection(int descriptor, std::atomic<qint64> &received, const std::atomic<bool> &stopping);

    /// What arrives next, empty at the end of the stream.
    QByteArray receive(qsizetype most = 65536);
    bool send(const QByteArray &bytes); ///< all of it; false when the connection is gone or the peer stops
    bool sendUrgent(char byte);
    void finish();      ///< sends FIN, keeps reading possible
    void reset();       ///< the connection ends with RST
    void waitForEnd();  ///< reads and drops until the client closes
    void waitForStop(); ///< does nothing, reads nothing, until the peer is told to stop
    void pause(int ms); ///< returns early when the peer is told to stop
    [[nodiscard]] int descriptor() const { return m_descriptor; }

private:
    int m_descriptor;
    std::atomic<qint64> &m_received;
    const std::atomic<bool> &m_stopping;
};

/// A real server on loopback for tests, with threads of its own so that a blocked test doesn't stop it. Everything ends
/// with it.
class Peer
{
public:
    using Behaviour = std::function<void(PeerConnection &)>; ///< run per connection; the connection is closed after it

    /// Listens at once; port 0 takes a free one.
    explicit Peer(Behaviour behaviour, const QHostAddress &address = QHostAddress::LocalHost, quint16 port = 0);
    virtual ~Peer();
    Peer(const Peer &) = delete;
    Peer &operator=(const Peer &) = delete;

    [[nodiscard]] quint16 port() const { return m_port; } ///< 0 when it couldn't listen
    [[nodiscard]] int connections() const { return m_accepted; }
    [[nodiscard]] int openConnections() const { return m_open; }
    [[nodiscard]] qint64 bytesReceived() const { return m_received; }

protected:
    void stop(); ///< to call from the destructor of a class whose behaviour uses its own members

private:
    void acceptLoop();
    void serve(int descriptor);

    Behaviour m_behaviour;
    int m_listener = -1;
    quint16 m_port = 0;
    std::atomic<bool> m_stopping{false};
    std::atomic<int> m_accepted{0}, m_open{0};
    std::atomic<qint64> m_received{0};
    std::mutex m_mutex;
    std::condition_variable m_allServed;
    std::list<int> m_descriptors; ///< of open connections
    int m_serving = 0;
    std::thread m_acceptor;
};

/// A port of loopback that nobody listens on.
[[nodiscard]] quint16 unusedPort();

} // namespace sockscope::test
