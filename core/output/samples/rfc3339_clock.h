// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>

#include <cstdint>

namespace sockscope {

/// Turns points in time into local time as Go writes it (RFC 3339): "2026-11-21T19:08:05.228381121Z". Remembers the
/// last second, so that many samples of one second are cheap.
class Rfc3339Clock
{
public:
    /// With up to nine digits of the second's fraction, without trailing zeros. `timeNs` counts from 1970 UTC.
    [[nodiscard]] QByteArray withNanoseconds(std::int64_t timeNs);
    [[nodiscard]] QByteArray withSeconds(std::int64_t timeNs);

private:
    void use(std::int64_t second);

    bool m_isUsed = false;
    std::int64_t m_second = 0;
    QByteArray m_dateAndTime;
    QByteArray m_offset;
};

} // namespace sockscope
