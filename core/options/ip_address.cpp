// SPDX-License-Identifier: GPL-3.0-or-later
#include "options/ip_address.h"

#include <QRegularExpression>

#include <algorithm>
#include <arpa/inet.h>

namespace sockscope {

using namespace Qt::StringLiterals;

std::optional<IpAddress> IpAddress::parse(const QString &text)
{
    static constexpr std::array<std::uint8_t, 12> MappedPrefix = {0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0xff, 0xff};
    const QByteArray latin = text.toUtf8();
    if (latin.contains('\0'))
        return std::nullopt;
    IpAddress address;
    if (::inet_pton(AF_INET, latin.constData(), address.bytes.data()) == 1)
        return address;
    if (::inet_pton(AF_INET6, latin.constData(), address.bytes.data()) != 1)
        return std::nullopt;
    if (std::equal(MappedPrefix.begin(), MappedPrefix.end(), address.bytes.begin()))
        std::rotate(address.bytes.begin(), address.bytes.begin() + MappedPrefix.size(), address.bytes.end());
    else
        address.size = 16;
    return address;
}

QString IpAddress::toString() const
{
    std::array<char, INET6_ADDRSTRLEN> text{};
    ::inet_ntop(size == 4 ? AF_INET : AF_INET6, bytes.data(), text.data(), text.size());
    return QString::fromLatin1(text.data());
}

IpAddress IpAddress::masked(int bits) const
{
    IpAddress network = *this;
    for (std::size_t i = 0; i < network.bytes.size(); ++i) {
        const int kept = std::clamp(bits - static_cast<int>(i) * 8, 0, 8);
        network.bytes[i] = static_cast<std::uint8_t>(network.bytes[i] & (0xff00 >> kept));
    }
    return network;
}

std::optional<QString> parseCidr(const QString &text, QString *error)
{
    static const QRegularExpression number(u"\\A\\d{1,3}\\z"_s);
    const qsizetype slash = text.indexOf(u'/');
    const QString length = text.mid(slash + 1);
    const std::optional<IpAddress> address = slash < 0 ? std::nullopt : IpAddress::parse(text.left(slash));
    if (address && number.match(length).hasMatch() && length.toInt() <= address->size * 8)
        return address->masked(length.toInt()).toString() + u'/' + QString::number(length.toInt());
    *error = u"invalid CIDR address: %1"_s.arg(text);
    return std::nullopt;
}

} // namespace sockscope
