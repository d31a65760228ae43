// SPDX-License-Identifier: GPL-3.0-or-later
#include "raw_sockets.h"

#include <array>
#include <atomic>
#include <chrono>
#include <cstdio>
#include <cstdlib>
#include <vector>

#include <arpa/inet.h>
#include <netinet/tcp.h>
#include <sys/socket.h>
#include <unistd.h>

namespace bench {

namespace {

[[noreturn]] void die(const char *what)
{
    std::perror(what);
    std::exit(1);
}

sockaddr_in loopback(std::uint16_t port)
{
    sockaddr_in address{};
    address.sin_family = AF_INET;
    address.sin_port = htons(port);
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    return address;
}

const sockaddr *generic(const sockaddr_in &address)
{
    return reinterpret_cast<const sockaddr *>(&address);
}

void noDelay(int descriptor)
{
    const int on = 1;
    setsockopt(descriptor, IPPROTO_TCP, TCP_NODELAY, &on, sizeof on);
}

bool sendAll(int descriptor, const char *data, std::size_t size)
{
    for (std::size_t done = 0; done < size;) {
        const ssize_t sent = ::send(descriptor, data + done, size - done, MSG_NOSIGNAL);
        if (sent <= 0)
            return false;
        done += static_cast<std::size_t>(sent);
    }
    return true;
}

void serve(int descriptor, RawServer::Behaviour behaviour)
{
    std::vector<char> buffer(65536, 'a');
    if (behaviour == RawServer::Behaviour::Flood) {
        while (sendAll(descriptor, buffer.data(), buffer.size())) {
        }
    } else {
        for (ssize_t got = 0; (got = ::read(descriptor, buffer.data(), buffer.size())) > 0;) {
            if (!sendAll(descriptor, buffer.data(), static_cast<std::size_t>(got)))
                break;
        }
    }
    ::close(descriptor);
}

int connectTo(std::uint16_t port)
{
    const int descriptor = ::socket(AF_INET, SOCK_STREAM, 0);
    const sockaddr_in address = loopback(port);
    if (descriptor < 0 || ::connect(descriptor, generic(address), sizeof address) != 0)
        die("connect");
    return descriptor;
}

void roundTrip(int descriptor)
{
    std::array<char, 64> message{};
    if (!sendAll(descriptor, message.data(), message.size()))
        die("send");
    for (std::size_t got = 0; got < message.size();) {
        const ssize_t read = ::read(descriptor, message.data() + got, message.size() - got);
        if (read <= 0)
            die("read");
        got += static_cast<std::size_t>(read);
    }
}

class Stopwatch
{
public:
    [[nodiscard]] double seconds() const
    {
        return std::chrono::duration<double>(std::chrono::steady_clock::now() - m_start).count();
    }

private:
    std::chrono::steady_clock::time_point m_start = std::chrono::steady_clock::now();
};

/// How often a second so many threads together do something; `work(isOver)` returns how often one of them did.
template <typename Work>
double rateOf(int threads, int seconds, Work work)
{
    std::atomic<bool> isOver = false;
    std::atomic<std::int64_t> done = 0;
    std::vector<std::thread> running;
    const Stopwatch watch;
    for (int i = 0; i < threads; ++i)
        running.emplace_back([&] { done += work(isOver); });
    std::this_thread::sleep_for(std::chrono::seconds(seconds));
    isOver = true;
    for (std::thread &thread : running)
        thread.join();
    return static_cast<double>(done) / watch.seconds();
}

} // namespace

RawServer::RawServer(Behaviour behaviour)
    : m_listener(::socket(AF_INET, SOCK_STREAM, 0))
{
    sockaddr_in address = loopback(0);
    socklen_t length = sizeof address;
    if (::bind(m_listener, generic(address), sizeof address) != 0 || ::listen(m_listener, 4096) != 0 ||
        ::getsockname(m_listener, reinterpret_cast<sockaddr *>(&address), &length) != 0)
        die("listen");
    m_port = ntohs(address.sin_port);
    m_acceptor = std::thread([this, behaviour] {
        for (int client = 0; (client = ::accept(m_listener, nullptr, nullptr)) >= 0;) {
            noDelay(client);
            std::thread(serve, client, behaviour).detach();
        }
    });
}

RawServer::~RawServer()
{
    ::shutdown(m_listener, SHUT_RDWR);
    m_acceptor.join();
    ::close(m_listener);
}

double rawRoundTrips(std::uint16_t port, int count)
{
    const int descriptor = connectTo(port);
    noDelay(descriptor);
    const Stopwatch watch;
    for (int i = 0; i < count; ++i)
        roundTrip(descriptor);
    const double rate = count / watch.seconds();
    ::close(descriptor);
    return rate;
}

double rawConnections(std::uint16_t port, int count)
{
    const Stopwatch watch;
    for (int i = 0; i < count; ++i)
        ::close(connectTo(port));
    return count / watch.seconds();
}

double rawLoad(std::uint16_t port, int clients, int seconds)
{
    return rateOf(clients, seconds, [port](const std::atomic<bool> &isOver) {
        const int descriptor = connectTo(port);
        noDelay(descriptor);
        std::int64_t done = 0;
        for (; !isOver; ++done)
            roundTrip(descriptor);
        ::close(descriptor);
        return done;
    });
}

double rawSessions(std::uint16_t port, int clients, int seconds)
{
    return rateOf(clients, seconds, [port](const std::atomic<bool> &isOver) {
        std::int64_t done = 0;
        for (; !isOver; ++done) {
            const int descriptor = connectTo(port);
            noDelay(descriptor);
            for (int trip = 0; trip < 20; ++trip)
                roundTrip(descriptor);
            ::close(descriptor);
        }
        return done;
    });
}

double rawReceive(std::uint16_t port, std::int64_t bytes)
{
    const int descriptor = connectTo(port);
    std::array<char, 4096> buffer{};
    const Stopwatch watch;
    std::int64_t total = 0;
    while (total < bytes) {
        const ssize_t got = ::read(descriptor, buffer.data(), buffer.size());
        if (got <= 0)
            die("read");
        total += got;
    }
    const double rate = static_cast<double>(total) / watch.seconds();
    ::close(descriptor);
    return rate;
}

} // namespace bench
