// SPDX-License-Identifier: GPL-3.0-or-later
#include "support/peer.h"

#include "support/loopback.h"

#include <QRandomGenerator>

#include <cerrno>
#include <chrono>
#include <csignal>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <poll.h>
#include <sys/socket.h>
#include <unistd.h>

namespace sockscope::test {

namespace {

/// A write to a gone client must not end the test process; the tested code has to look after itself.
void blockSigpipe()
{
    sigset_t set;
    ::sigemptyset(&set);
    ::sigaddset(&set, SIGPIPE);
    ::pthread_sigmask(SIG_BLOCK, &set, nullptr);
}

} // namespace

PeerConnection::PeerConnection(int descriptor, std::atomic<qint64> &received, const std::atomic<bool> &stopping)
    : m_descriptor(descriptor)
    , m_received(received)
    , m_stopping(stopping)
{
}

QByteArray PeerConnection::receive(qsizetype most)
{
    QByteArray bytes(most, Qt::Uninitialized);
    ssize_t got;
    do {
        got = ::recv(m_descriptor, bytes.data(), std::size_t(most), 0);
    } while (got < 0 && errno == EINTR);
    bytes.truncate(std::max<ssize_t>(got, 0));
    m_received += bytes.size();
    return bytes;
}

bool PeerConnection::send(const QByteArray &bytes)
{
    for (qsizetype at = 0; at < bytes.size();) {
        const ssize_t sent = ::send(m_descriptor, bytes.constData() + at, std::size_t(bytes.size() - at), MSG_NOSIGNAL);
        if (sent < 0 && errno != EINTR)
            return false;
        at += std::max<ssize_t>(sent, 0);
    }
    return true;
}

bool PeerConnection::sendUrgent(char byte)
{
    return ::send(m_descriptor, &byte, 1, MSG_NOSIGNAL | MSG_OOB) == 1;
}

void PeerConnection::finish()
{
    ::shutdown(m_descriptor, SHUT_WR);
}

void PeerConnection::reset()
{
    const linger hard{1, 0};
    ::setsockopt(m_descriptor, SOL_SOCKET, SO_LINGER, &hard, sizeof hard); // close() sends RST
}

void PeerConnection::waitForEnd()
{
    while (!receive().isEmpty()) {
    }
}

void PeerConnection::waitForStop()
{
    while (!m_stopping)
        pause(20);
}

void PeerConnection::pause(int ms)
{
    const auto until = std::chrono::steady_clock::now() + std::chrono::milliseconds(ms);
    while (!m_stopping && std::chrono::steady_clock::now() < until)
        std::this_thread::sleep_for(std::chrono::milliseconds(std::min(ms, 5)));
}

Peer::Peer(Behaviour behaviour, const QHostAddress &address, quint16 port)
    : m_behaviour(std::move(behaviour))
    , m_listener(listenOn(address, port, 1024))
    , m_port(portOf(m_listener))
{
    if (m_port != 0)
        m_acceptor = std::thread([this] { acceptLoop(); });
}

Peer::~Peer()
{
    stop();
}

void Peer::stop()
{
    if (m_stopping.exchange(true))
        return;
    ::shutdown(m_listener, SHUT_RDWR); // wakes accept()
    if (m_acceptor.joinable())
        m_acceptor.join();
    ::close(m_listener);
    std::unique_lock lock(m_mutex);
    for (const int descriptor : m_descriptors)
        ::shutdown(descriptor, SHUT_RDWR);
    m_allServed.wait(lock, [this] { return m_serving == 0; });
}

void Peer::acceptLoop()
{
    blockSigpipe();
    while (!m_stopping) {
        const int descriptor = ::accept4(m_listener, nullptr, nullptr, SOCK_CLOEXEC);
        if (descriptor < 0) { // stopping, or a test has used up the descriptors
            std::this_thread::sleep_for(std::chrono::milliseconds(1));
            continue;
        }
        const std::lock_guard lock(m_mutex);
        m_descriptors.push_back(descriptor);
        ++m_serving;
        ++m_accepted;
        ++m_open;
        std::thread([this, descriptor] { serve(descriptor); }).detach();
    }
}

void Peer::serve(int descriptor)
{
    const int on = 1;
    ::setsockopt(descriptor, IPPROTO_TCP, TCP_NODELAY, &on, sizeof on);
    PeerConnection connection(descriptor, m_received, m_stopping);
    m_behaviour(connection);
    const std::lock_guard lock(m_mutex);
    m_descriptors.remove(descriptor);
    ::close(descriptor);
    --m_open;
    --m_serving;
    m_allServed.notify_all(); // under the lock: the peer may be gone as soon as it is released
}

/// Not one of those that the system gives to connections and listeners by itself: of these, anybody on the machine may
/// get the one in question a moment later, even the very connection that looks whether somebody listens there.
quint16 unusedPort()
{
    constexpr int lowest = 10'000;
    constexpr int highest = 32'000; // the system's begin at 32768, see ip_local_port_range in ip(7)
    for (;;) {
        const auto port = static_cast<quint16>(QRandomGenerator::system()->bounded(lowest, highest));
        if (const int listener = listenOn(QHostAddress::LocalHost, port, 1); listener >= 0) {
            ::close(listener);
            return port;
        }
    }
}

} // namespace sockscope::test
