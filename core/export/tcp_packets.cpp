// SPDX-License-Identifier: GPL-3.0-or-later
#include "export/tcp_packets.h"

#include <QtEndian>

namespace sockscope {

namespace {

constexpr char ProtocolTcp = 6;
constexpr qsizetype TcpHeader = 20;

template <typename T>
void append(QByteArray &to, T value)
{
    const T big = qToBigEndian(value);
    to.append(reinterpret_cast<const char *>(&big), sizeof big);
}

QByteArray v6Bytes(const QHostAddress &address)
{
    const Q_IPV6ADDR bytes = address.toIPv6Address(); // maps IPv4
    return QByteArray(reinterpret_cast<const char *>(bytes.c), sizeof bytes.c);
}

/// The Internet checksum (RFC 1071).
std::uint16_t checksum(const QByteArray &bytes)
{
    std::uint64_t sum = 0;
    for (qsizetype i = 0; i < bytes.size(); ++i)
        sum += static_cast<std::uint64_t>(static_cast<unsigned char>(bytes.at(i))) << (i % 2 == 0 ? 8 : 0);
    while (sum >> 16 != 0)
        sum = (sum & 0xFFFF) + (sum >> 16);
    return static_cast<std::uint16_t>(~sum);
}

void setChecksum(QByteArray &bytes, qsizetype at, std::uint16_t value)
{
    qToBigEndian(value, bytes.data() + at);
}

} // namespace

TcpPackets::TcpPackets(Endpoint local, Endpoint remote)
    : m_ends{std::move(local), std::move(remote)}
    , m_isV6(m_ends[0].address.protocol() == QAbstractSocket::IPv6Protocol ||
             m_ends[1].address.protocol() == QAbstractSocket::IPv6Protocol)
{
}

QByteArray TcpPackets::packet(Sender sender, std::uint8_t flags, const QByteArray &payload)
{
    const auto me = static_cast<std::size_t>(sender);
    QByteArray made = withHeader(m_ends[me], m_ends[1 - me], segment(sender, flags, payload));
    m_next[me] += static_cast<std::uint32_t>(payload.size()) + ((flags & (Syn | Fin)) != 0 ? 1 : 0);
    return made;
}

QByteArray TcpPackets::segment(Sender sender, std::uint8_t flags, const QByteArray &payload)
{
    const auto me = static_cast<std::size_t>(sender);
    QByteArray bytes;
    bytes.reserve(TcpHeader + payload.size());
    append(bytes, m_ends[me].port);
    append(bytes, m_ends[1 - me].port);
    append(bytes, m_next[me]);
    append(bytes, (flags & Ack) != 0 ? m_next[1 - me] : 0U);
    append(bytes, std::uint8_t{TcpHeader / 4 << 4});
    append(bytes, flags);
    append(bytes, std::uint16_t{0xFFFF}); // the window
    append(bytes, std::uint16_t{0});      // the checksum, later
    append(bytes, std::uint16_t{0});      // urgent
    return bytes + payload;
}

QByteArray TcpPackets::withHeader(const Endpoint &from, const Endpoint &to, QByteArray segment) const
{
    const auto length = static_cast<std::uint32_t>(segment.size());
    QByteArray addresses;
    if (m_isV6) {
        addresses = v6Bytes(from.address) + v6Bytes(to.address);
    } else {
        append(addresses, from.address.toIPv4Address());
        append(addresses, to.address.toIPv4Address());
    }
    QByteArray pseudo = addresses;
    append(pseudo, length);
    append(pseudo, std::uint32_t{ProtocolTcp});
    setChecksum(segment, 16, checksum(pseudo + segment));

    QByteArray header;
    if (m_isV6) {
        append(header, std::uint32_t{6U << 28});
        append(header, static_cast<std::uint16_t>(length));
        header.append(ProtocolTcp);
        header.append(char(64)); // hop limit
        return header + addresses + segment;
    }
    append(header, std::uint16_t{0x4500});
    append(header, static_cast<std::uint16_t>(length + 20));
    append(header, std::uint32_t{0x4000}); // no identification, don't fragment
    header.append(char(64));               // time to live
    header.append(ProtocolTcp);
    append(header, std::uint16_t{0});
    header += addresses;
    setChecksum(header, 10, checksum(header));
    return header + segment;
}

} // namespace sockscope
