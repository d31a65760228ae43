// SPDX-License-Identifier: GPL-3.0-or-later
#include "net/host_policy.h"

#include <algorithm>

using namespace Qt::StringLiterals;

namespace sockscope {

namespace {

bool isIPv4(const QHostAddress &address)
{
    bool ok = false;
    address.toIPv4Address(&ok); // also true for ::ffff:a.b.c.d, which Go counts as IPv4
    return ok;
}

/// "ip" or "ip:port" or "[ip]:port" -> ip
QHostAddress addressOfTarget(const QString &target)
{
    if (const auto literal = literalAddress(target))
        return *literal;
    const qsizetype colon = target.lastIndexOf(u':');
    QString host = colon < 0 ? target : target.left(colon);
    if (host.startsWith(u'[') && host.endsWith(u']'))
        host = host.sliced(1, host.size() - 2);
    return literalAddress(host).value_or(QHostAddress());
}

QString rangeText(const QHostAddress &network, int bits)
{
    return network.toString() + u'/' + QString::number(bits);
}

/// The address with its host bits cleared.
QHostAddress masked(const QHostAddress &address, int bits)
{
    if (address.protocol() == QAbstractSocket::IPv4Protocol)
        return QHostAddress(bits <= 0 ? 0 : address.toIPv4Address() & (~quint32(0) << (32 - std::min(bits, 32))));
    Q_IPV6ADDR bytes = address.toIPv6Address();
    for (int i = 0; i < 16; ++i) {
        const int keep = std::clamp(bits - i * 8, 0, 8);
        bytes[i] = quint8(bytes[i] & (0xFF << (8 - keep)));
    }
    return QHostAddress(bytes);
}

} // namespace

std::optional<QString> matchHostPattern(const QString &host, const QStringList &patterns)
{
    const QString name = host.toLower();
    std::optional<QString> best;
    for (const QString &entry : patterns) {
        const QString pattern = entry.toLower();
        if (pattern == name)
            return pattern;
        if (pattern.startsWith(u'*') && name.endsWith(QStringView(pattern).sliced(1)) &&
            (!best || best->size() < pattern.size()))
            best = pattern;
    }
    return best;
}

std::optional<QHostAddress> literalAddress(const QString &host)
{
    QHostAddress address;
    if (host.isEmpty() || !address.setAddress(host))
        return std::nullopt;
    if (address.protocol() == QAbstractSocket::IPv4Protocol && address.toString() != host)
        return std::nullopt;
    return address;
}

std::optional<QHostAddress> mappedAddress(const QString &host, int port, const QHash<QString, QString> &hosts)
{
    if (hosts.isEmpty())
        return std::nullopt;
    const QStringList patterns = hosts.keys();
    auto match = matchHostPattern(u"%1:%2"_s.arg(host).arg(port), patterns);
    if (!match)
        match = matchHostPattern(host, patterns);
    if (!match)
        return std::nullopt;
    const auto entry =
        std::find_if(hosts.keyBegin(), hosts.keyEnd(), [&](const QString &key) { return key.toLower() == *match; });
    return addressOfTarget(hosts.value(*entry));
}

std::optional<QString> blacklistedRange(const QHostAddress &address, const QStringList &ranges)
{
    bool v4 = false;
    const quint32 number = address.toIPv4Address(&v4);
    const QHostAddress plain = v4 ? QHostAddress(number) : address;
    for (const QString &range : ranges) {
        const auto [network, bits] = QHostAddress::parseSubnet(range);
        if (bits >= 0 && plain.isInSubnet(network, bits))
            return rangeText(masked(network, bits), bits);
    }
    return std::nullopt;
}

QList<QHostAddress> orderByPolicy(const QList<QHostAddress> &addresses, const QString &dnsPolicy)
{
    QList<QHostAddress> first, second;
    const bool v6First = dnsPolicy == "preferIPv6"_L1 || dnsPolicy == "onlyIPv6"_L1 ||
                         (dnsPolicy == "any"_L1 && !addresses.isEmpty() && !isIPv4(addresses.first()));
    for (const QHostAddress &address : addresses)
        (isIPv4(address) == v6First ? second : first).append(address);
    if (dnsPolicy.startsWith("only"_L1))
        return first;
    QList<QHostAddress> ordered;
    for (qsizetype i = 0; i < std::max(first.size(), second.size()); ++i) {
        if (i < first.size())
            ordered.append(first.at(i));
        if (i < second.size())
            ordered.append(second.at(i));
    }
    return ordered;
}

QList<QHostAddress> withFirst(const QList<QHostAddress> &ordered, quint32 choice, const QString &dnsPolicy)
{
    QList<qsizetype> eligible;
    for (qsizetype i = 0; i < ordered.size(); ++i) {
        if (dnsPolicy == "any"_L1 || isIPv4(ordered.at(i)) == isIPv4(ordered.first()))
            eligible.append(i);
    }
    QList<QHostAddress> chosen = ordered;
    if (!eligible.isEmpty())
        chosen.move(eligible.at(choice % eligible.size()), 0);
    return chosen;
}

} // namespace sockscope
