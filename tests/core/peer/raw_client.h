// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>

#include <algorithm>
#include <cerrno>
#include <netinet/in.h>
#include <poll.h>
#include <sys/socket.h>
#include <unistd.h>

namespace sockscope::test {

/// A blocking client in raw sockets, whose calls give up after some seconds.
class Client
{
public:
    explicit Client(quint16 port, int receiveBuffer = 0)
        : m_descriptor(::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0))
    {
        if (receiveBuffer > 0)
            ::setsockopt(m_descriptor, SOL_SOCKET, SO_RCVBUF, &receiveBuffer, sizeof receiveBuffer);
        const timeval limit{20, 0};
        ::setsockopt(m_descriptor, SOL_SOCKET, SO_RCVTIMEO, &limit, sizeof limit);
        ::setsockopt(m_descriptor, SOL_SOCKET, SO_SNDTIMEO, &limit, sizeof limit);
        sockaddr_in address{};
        address.sin_family = AF_INET;
        address.sin_port = htons(port);
        address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
        m_connected = ::connect(m_descriptor, reinterpret_cast<const sockaddr *>(&address), sizeof address) == 0;
    }
    ~Client() { ::close(m_descriptor); }
    Client(const Client &) = delete;
    Client &operator=(const Client &) = delete;

    [[nodiscard]] bool isConnected() const { return m_connected; }
    bool send(const QByteArray &bytes) const
    {
        for (qsizetype at = 0; at < bytes.size();) {
            const auto sent = ::sendto(m_descriptor, bytes.constData() + at, std::size_t(bytes.size() - at),
                                       MSG_NOSIGNAL, nullptr, 0); // send() is the peer's
            if (sent <= 0)
                return false;
            at += sent;
        }
        return true;
    }
    void finish() const { ::shutdown(m_descriptor, SHUT_WR); }
    /// Reads `size` bytes, or up to the end of the stream.
    [[nodiscard]] QByteArray receive(qsizetype size) const
    {
        QByteArray all(size, Qt::Uninitialized);
        qsizetype at = 0;
        while (at < size) {
            const auto got = ::recv(m_descriptor, all.data() + at, std::size_t(size - at), 0);
            if (got <= 0)
                break;
            at += got;
        }
        return all.first(at);
    }
    /// Reads up to and with the next line feed.
    [[nodiscard]] QByteArray receiveLine() const
    {
        QByteArray line;
        while (!line.endsWith('\n')) {
            const QByteArray byte = receive(1);
            if (byte.isEmpty())
                break;
            line += byte;
        }
        return line;
    }
    /// Whatever comes until the connection ends; errno is 0 after FIN, ECONNRESET after RST.
    [[nodiscard]] QByteArray receiveAll() const
    {
        QByteArray all;
        QByteArray block(65536, Qt::Uninitialized);
        for (;;) {
            errno = 0;
            const auto got = ::recv(m_descriptor, block.data(), std::size_t(block.size()), 0);
            if (got <= 0)
                return all;
            all.append(block.constData(), got);
        }
    }
    /// What one call reads.
    [[nodiscard]] QByteArray receiveSome() const
    {
        QByteArray block(65536, Qt::Uninitialized);
        const auto got = ::recv(m_descriptor, block.data(), std::size_t(block.size()), 0);
        return block.first(std::max<qsizetype>(0, got));
    }
    /// Nothing arrives for so long.
    [[nodiscard]] bool isQuiet(int ms) const
    {
        pollfd waiting{m_descriptor, POLLIN, 0};
        return ::poll(&waiting, 1, ms) == 0;
    }
    /// The connection ends within seconds, whatever came before.
    [[nodiscard]] bool sawEnd() const
    {
        char block[4096];
        ssize_t got = 0;
        do {
            got = ::recv(m_descriptor, block, sizeof block, 0);
        } while (got > 0);
        return got == 0 || errno == ECONNRESET;
    }
    [[nodiscard]] bool echoes(const QByteArray &bytes) const { return send(bytes) && receive(bytes.size()) == bytes; }

    [[nodiscard]] int descriptor() const { return m_descriptor; }

private:
    int m_descriptor;
    bool m_connected = false;
};

} // namespace sockscope::test
