// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>
#include <QIODevice>

#include <cstdint>

namespace sockscope {

/// Writes a pcapng capture file (https://www.ietf.org/archive/id/draft-ietf-opsawg-pcapng-02.html) of raw IP packets
/// with nanosecond times: section header, one interface, then a block a packet. Integers are little-endian. What is
/// written stays with the device, which belongs to the caller.
class PcapngFile
{
public:
    explicit PcapngFile(QIODevice &to)
        : m_to(to)
    {
    }

    /// The blocks that stand before all packets. `application` and `comment` show in a reader's properties of the file.
    /// False where the device takes no more.
    bool begin(const QString &application, const QString &comment);
    /// One packet, beginning with its IP header, at nanoseconds since 1970. The comment may be empty.
    bool packet(std::int64_t timeNs, const QByteArray &bytes, const QString &comment);

private:
    bool block(std::uint32_t type, QByteArray body);

    QIODevice &m_to;
};

} // namespace sockscope
