// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>

#include <array>
#include <cstdint>
#include <optional>

namespace sockscope {

/// An IP address of options: its bytes, and how it is printed. (QHostAddress belongs to Qt Network, which options don't
/// need.)
struct IpAddress
{
    std::array<std::uint8_t, 16> bytes{}; ///< the first four of an IPv4 address
    int size = 4;                         ///< 4 or 16

    /// Nothing where the text is no address. IPv4 in IPv6 notation is IPv4, as in Go.
    [[nodiscard]] static std::optional<IpAddress> parse(const QString &text);
    [[nodiscard]] QString toString() const;
    /// The first `bits` bits, the rest 0.
    [[nodiscard]] IpAddress masked(int bits) const;
};

/// "10.1.2.3/8" as "10.0.0.0/8". Nothing and Go's sentence where it is no CIDR notation.
[[nodiscard]] std::optional<QString> parseCidr(const QString &text, QString *error);

} // namespace sockscope
