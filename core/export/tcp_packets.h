// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>
#include <QHostAddress>

#include <array>
#include <cstdint>

namespace sockscope {

/// Makes the IP packets of one TCP connection as they could have been on the wire (RFC 9293, RFC 791, RFC 8200):
/// headers with sequence numbers that follow the bytes, and valid checksums. A socket's owner sees bytes and not
/// packets, so all of it is synthetic.
class TcpPackets
{
public:
    struct Endpoint
    {
        QHostAddress address;
        quint16 port = 0;
    };
    enum Flag : std::uint8_t { Fin = 1, Syn = 2, Rst = 4, Psh = 8, Ack = 16 };
    enum class Sender { Local, Remote };

    /// Longest payload of a packet.
    static constexpr qsizetype MaxPayload = 32768;

    /// Addresses of the same family; an IPv4 address beside an IPv6 one is written as a mapped IPv6 address.
    TcpPackets(Endpoint local, Endpoint remote);

    /// A packet with at most MaxPayload bytes; counts them, SYN and FIN as sent.
    [[nodiscard]] QByteArray packet(Sender sender, std::uint8_t flags, const QByteArray &payload = {});

private:
    [[nodiscard]] QByteArray segment(Sender sender, std::uint8_t flags, const QByteArray &payload);
    [[nodiscard]] QByteArray withHeader(const Endpoint &from, const Endpoint &to, QByteArray segment) const;

    std::array<Endpoint, 2> m_ends;            // local, remote
    std::array<std::uint32_t, 2> m_next{0, 0}; // sequence numbers
    bool m_isV6;
};

} // namespace sockscope
