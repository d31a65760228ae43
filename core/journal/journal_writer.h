// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "journal/record.h"

#include <memory>

namespace sockscope {

/// Appends records to a journal file. Thread-safe: any thread may append; records get their time and place in the file
/// under one lock, so times never decrease. Appending copies into a mapped file and makes no system call but when a new
/// stretch of the file is reserved, so it doesn't block sockets on the disk, and what was appended outlives a kill of
/// the process.
class JournalWriter
{
public:
    struct Options
    {
        std::int64_t maxBytes = 1LL << 30; ///< size cap of the file; what comes later is counted, not written
    };
    struct Totals
    {
        std::uint64_t records = 0;
        std::int64_t bytes = 0;           ///< length of the file's used part
        std::uint64_t droppedRecords = 0; ///< not captured because of the cap or a full disk
        std::int64_t droppedBytes = 0;    ///< their payload bytes
        QString stopReason;               ///< empty while capturing; otherwise a sentence
    };

    /// Creates the file with mode 0600, or empties an earlier journal of that name. Returns null and sets `error` to a
    /// sentence on failure, also where a file of that name is something else.
    [[nodiscard]] static std::unique_ptr<JournalWriter> create(const QString &path, const Options &options,
                                                               QString *error);
    ~JournalWriter(); ///< closes
    JournalWriter(const JournalWriter &) = delete;
    JournalWriter &operator=(const JournalWriter &) = delete;

    /// Appends one record; `head.timeNs` is ignored and set to now().
    void append(const RecordHead &head, QByteArrayView payload = {}, QByteArrayView causeUtf8 = {});
    /// The id to use in ScriptLocation::file; the first use of a name writes its FileName record.
    [[nodiscard]] std::uint32_t fileId(const QString &name);
    /// Monotonic nanoseconds since creation.
    [[nodiscard]] std::int64_t now() const;
    [[nodiscard]] Totals totals() const;
    [[nodiscard]] QString path() const;
    /// Cuts the file to what was written and closes it. Appending afterwards counts as dropped.
    void close();

private:
    JournalWriter();
    struct Private;
    std::unique_ptr<Private> d;
};

} // namespace sockscope
