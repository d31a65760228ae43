// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QtEndian>

#include <array>
#include <cstdint>

/// The bytes of a journal file, as docs/journal-format.md describes them. All numbers are little-endian.
namespace sockscope::journal_format {

/// As PNG's signature: a byte with the top bit set, a line ending of each sort and ^Z show a transfer that altered
/// bytes.
constexpr std::array<unsigned char, 8> Magic{0x89, 'S', 'S', 'J', '\r', '\n', 0x1a, '\n'};
constexpr std::uint32_t Version = 1;

enum HeaderFlag : std::uint32_t {
    ClosedFlag = 1,  ///< the writer closed the file: usedBytes and records are final
    StoppedFlag = 2, ///< capture stopped before the session ended
};

/// The first bytes of the file. The counters of what was dropped are kept up to date while the session runs.
struct FileHeader
{
    std::array<unsigned char, 8> magic;
    quint32_le version;
    quint32_le headerBytes;    ///< where the first record starts
    qint64_le startedAtNs;     ///< wall-clock time of time 0: nanoseconds since 1970-01-01 UTC
    qint64_le monotonicBaseNs; ///< CLOCK_MONOTONIC of time 0 on the machine that wrote the file
    std::uint64_t usedBytes;   ///< 0 until closed
    std::uint64_t records;     ///< 0 until closed
    std::uint64_t droppedRecords;
    std::uint64_t droppedBytes;
    std::uint32_t flags;
    quint32_le reserved;
    std::array<char, 56> program; ///< "sockscope 0.1.0", padded with zeros
};
static_assert(sizeof(FileHeader) == 128 && alignof(FileHeader) == 8);

/// What stands before a record's cause and payload. A length of zero marks the end of what was written so far.
struct RecordHeader
{
    std::uint32_t length; ///< of the whole record with padding, a multiple of 8; stored last, so a record is there
                          ///< whole or not at all
    std::uint8_t kind;
    std::uint8_t stateBefore;
    std::uint8_t stateAfter;
    std::uint8_t level;
    qint64_le timeNs;
    quint32_le vu;
    quint32_le iteration;
    quint32_le socket;
    quint32_le file;
    quint32_le line;
    quint32_le column;
    quint32_le causeBytes;
    quint32_le payloadBytes;
};
static_assert(sizeof(RecordHeader) == 48 && alignof(RecordHeader) == 8);

constexpr std::int64_t MaxCauseBytes = 64 << 10;
constexpr std::int64_t MaxPayloadBytes = 64LL << 20; ///< the writer splits longer payloads over several records

[[nodiscard]] constexpr std::int64_t recordLength(std::int64_t causeBytes, std::int64_t payloadBytes)
{
    return (static_cast<std::int64_t>(sizeof(RecordHeader)) + causeBytes + payloadBytes + 7) & ~std::int64_t{7};
}

constexpr std::int64_t MaxRecordBytes = recordLength(MaxCauseBytes, MaxPayloadBytes);

} // namespace sockscope::journal_format
