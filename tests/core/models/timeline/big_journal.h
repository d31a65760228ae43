// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "journal/journal_writer.h"

#include <QString>

#include <cstdio>

namespace sockscope::big_journal {

/// A long journal whose contents are known by number: record i is a write where i is even and data where it is odd,
/// on socket 1 + i % Sockets; its payload is "GET <i>\r\n" or "+OK <i>\r\n", and every NeedleEvery-th holds " Needle"
/// before the line end.
constexpr std::uint32_t Sockets = 100;
constexpr int NeedleEvery = 1000;

inline void append(JournalWriter &writer, int number)
{
    RecordHead head;
    head.kind = number % 2 == 0 ? RecordKind::BytesSent : RecordKind::BytesReceived;
    head.vu = 1;
    head.socket = 1 + static_cast<std::uint32_t>(number) % Sockets;
    char text[40];
    const int length = std::snprintf(text, sizeof text, number % NeedleEvery == 0 ? "%s %d Needle\r\n" : "%s %d\r\n",
                                     number % 2 == 0 ? "GET" : "+OK", number);
    writer.append(head, QByteArrayView(text, length));
}

/// About 70 bytes a record. False where the file can't be written or is too small for all of them.
[[nodiscard]] inline bool write(const QString &path, int records)
{
    const auto writer = JournalWriter::create(path, {.maxBytes = 1LL << 31}, nullptr);
    for (int number = 0; writer && number < records; ++number)
        append(*writer, number);
    return writer && writer->totals().records == static_cast<std::uint64_t>(records);
}

} // namespace sockscope::big_journal
