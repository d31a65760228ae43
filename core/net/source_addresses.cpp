// SPDX-License-Identifier: GPL-3.0-or-later
#include "net/source_addresses.h"

#include <QtEndian>

#include <algorithm>

namespace sockscope {

namespace {

constexpr quint64 Most = 1ULL << 63; // so that sums of a few ranges don't overflow for any number of virtual users

bool isIPv4(const QHostAddress &address)
{
    return address.protocol() == QAbstractSocket::IPv4Protocol;
}

struct Halves
{
    quint64 high = 0;
    quint64 low = 0;
};

Halves halvesOf(const QHostAddress &address)
{
    if (isIPv4(address))
        return {0, address.toIPv4Address()};
    const Q_IPV6ADDR bytes = address.toIPv6Address();
    return {qFromBigEndian<quint64>(bytes.c), qFromBigEndian<quint64>(bytes.c + 8)};
}

QHostAddress plus(const QHostAddress &address, quint64 offset)
{
    if (isIPv4(address))
        return QHostAddress(address.toIPv4Address() + quint32(offset));
    Halves halves = halvesOf(address);
    halves.low += offset;
    halves.high += halves.low < offset ? 1 : 0;
    Q_IPV6ADDR bytes;
    qToBigEndian(halves.high, bytes.c);
    qToBigEndian(halves.low, bytes.c + 8);
    return QHostAddress(bytes);
}

} // namespace

SourceAddresses::Range SourceAddresses::network(const QHostAddress &address, int prefix)
{
    if (isIPv4(address)) {
        const quint64 count = 1ULL << (32 - prefix);
        const QHostAddress first(address.toIPv4Address() & ~quint32(count - 1));
        return count > 2 ? Range{plus(first, 1), count - 2} : Range{first, count};
    }
    const int hostBits = 128 - prefix;
    return {address, hostBits > 62 ? Most : 1ULL << hostBits};
}

SourceAddresses::Range SourceAddresses::between(const QHostAddress &first, const QHostAddress &last)
{
    const Halves from = halvesOf(first);
    const Halves to = halvesOf(last);
    const quint64 distance = to.high == from.high ? to.low - from.low : Most;
    return {first, std::min(distance, Most - 1) + 1};
}

SourceAddresses SourceAddresses::parse(const QString &text)
{
    SourceAddresses addresses;
    const QStringList parts = text.split(u',', Qt::SkipEmptyParts);
    for (const QString &part : parts) {
        const QHostAddress first(part.section(u'-', 0, 0));
        const QHostAddress last(part.section(u'-', 1));
        if (const auto [address, prefix] = QHostAddress::parseSubnet(part); part.contains(u'/') && prefix >= 0)
            addresses.m_ranges.append(network(address, prefix));
        else if (!first.isNull() && !last.isNull())
            addresses.m_ranges.append(between(first, last));
        else if (!first.isNull() && !part.contains(u'-'))
            addresses.m_ranges.append({first, 1});
    }
    return addresses;
}

QHostAddress SourceAddresses::at(quint64 index) const
{
    quint64 total = 0;
    for (const Range &range : m_ranges)
        total += std::min(range.count, ~0ULL - total);
    if (total > 0)
        index %= total;
    for (const Range &range : m_ranges) {
        if (index < range.count)
            return plus(range.first, index);
        index -= range.count;
    }
    return {};
}

} // namespace sockscope
