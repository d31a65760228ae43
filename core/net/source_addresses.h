// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QHostAddress>
#include <QList>
#include <QString>

namespace sockscope {

/// The local addresses that virtual users connect from, in turn (option --local-ips, k6-reference 4.3). Plain data.
class SourceAddresses
{
public:
    SourceAddresses() = default;
    /// Addresses, ranges "a-b" and networks in CIDR notation, separated by commas; what is none of these is left out.
    /// The first and the last address of an IPv4 network that has more than two are not used.
    [[nodiscard]] static SourceAddresses parse(const QString &text);

    [[nodiscard]] bool isEmpty() const { return m_ranges.isEmpty(); }
    /// The address at `index`, which starts again at the end; a null one where there is none.
    [[nodiscard]] QHostAddress at(quint64 index) const;

private:
    struct Range
    {
        QHostAddress first;
        quint64 count = 1; ///< of an IPv6 network at most 2^63
    };
    static Range network(const QHostAddress &address, int prefix);
    static Range between(const QHostAddress &first, const QHostAddress &last);

    QList<Range> m_ranges;
};

} // namespace sockscope
