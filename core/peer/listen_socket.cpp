// SPDX-License-Identifier: GPL-3.0-or-later
#include "peer/listen_socket.h"

#include "net/go_errors.h"

#include <cerrno>
#include <cstring>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <sys/socket.h>
#include <unistd.h>

using namespace Qt::StringLiterals;

namespace sockscope {

namespace {

constexpr int backlog = 4096;

socklen_t fill(sockaddr_storage &storage, const QHostAddress &address, quint16 port)
{
    if (address.protocol() == QAbstractSocket::IPv6Protocol) {
        sockaddr_in6 v6{};
        const Q_IPV6ADDR bytes = address.toIPv6Address();
        v6.sin6_family = AF_INET6;
        v6.sin6_port = htons(port);
        std::memcpy(&v6.sin6_addr, &bytes, sizeof bytes);
        std::memcpy(&storage, &v6, sizeof v6);
        return sizeof v6;
    }
    sockaddr_in v4{};
    v4.sin_family = AF_INET;
    v4.sin_port = htons(port);
    v4.sin_addr.s_addr = htonl(address.toIPv4Address());
    std::memcpy(&storage, &v4, sizeof v4);
    return sizeof v4;
}

quint16 portOf(int descriptor)
{
    sockaddr_storage storage{};
    socklen_t size = sizeof storage;
    ::getsockname(descriptor, reinterpret_cast<sockaddr *>(&storage), &size);
    // Both families have the port at the same place.
    sockaddr_in v4;
    std::memcpy(&v4, &storage, sizeof v4);
    return ntohs(v4.sin_port);
}

bool bindAndListen(int descriptor, const QHostAddress &address, quint16 port)
{
    const int on = 1;
    ::setsockopt(descriptor, SOL_SOCKET, SO_REUSEADDR, &on, sizeof on);
    ::setsockopt(descriptor, IPPROTO_TCP, TCP_NODELAY, &on, sizeof on);
    if (address.protocol() == QAbstractSocket::IPv6Protocol)
        ::setsockopt(descriptor, IPPROTO_IPV6, IPV6_V6ONLY, &on, sizeof on);
    sockaddr_storage storage{};
    const socklen_t size = fill(storage, address, port);
    return ::bind(descriptor, reinterpret_cast<const sockaddr *>(&storage), size) == 0 &&
           ::listen(descriptor, backlog) == 0;
}

} // namespace

QString ListenSocket::advice(int error)
{
    switch (error) {
    case EADDRINUSE:
        return u"the port is already in use; choose another port, or 0 for a free one"_s;
    case EACCES:
        return u"permission denied; ports below 1024 are reserved, choose a higher one"_s;
    case EADDRNOTAVAIL:
        return u"this machine has no such address; use 127.0.0.1 or one of its own"_s;
    case EMFILE:
    case ENFILE:
        return u"too many open files; raise the limit (ulimit -n)"_s;
    default:
        return QString::fromLocal8Bit(std::strerror(error));
    }
}

ListenSocket ListenSocket::open(const QHostAddress &address, quint16 port)
{
    const int family = address.protocol() == QAbstractSocket::IPv6Protocol ? AF_INET6 : AF_INET;
    const int descriptor = ::socket(family, SOCK_STREAM | SOCK_NONBLOCK | SOCK_CLOEXEC, 0);
    if (descriptor >= 0 && bindAndListen(descriptor, address, port)) {
        if (const quint16 got = portOf(descriptor); got != 0)
            return {descriptor, got, {}};
    }
    const QString why = advice(errno);
    if (descriptor >= 0)
        ::close(descriptor);
    return {-1, 0, u"cannot listen on %1: %2"_s.arg(go::endpoint(address, port), why)};
}

} // namespace sockscope
