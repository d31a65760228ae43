// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "journal/record.h"

#include <QDateTime>
#include <QHash>

#include <memory>
#include <optional>

namespace sockscope {

/// Reads a journal file from its start, also while another process appends to it, and also one that was cut at any
/// byte: next() ends at the last whole record. Every length is checked against the file; a damaged file ends with
/// error(), never with a crash. Not thread-safe: one reader a thread.
class JournalReader
{
public:
    static constexpr std::int64_t MaxPayload = 64LL << 20; ///< longer payloads are split over several records

    /// What the file's header says about the whole.
    struct Summary
    {
        bool closed = false; ///< the writer ended it; otherwise it is still being written, or its writer was killed
        bool captureStopped = false;      ///< see the CaptureStopped record
        std::uint64_t records = 0;        ///< 0 unless closed
        std::uint64_t droppedRecords = 0; ///< not captured because of the size cap or a full disk
        std::uint64_t droppedBytes = 0;   ///< their payload bytes
    };

    JournalReader();
    ~JournalReader();
    JournalReader(JournalReader &&) noexcept;
    JournalReader &operator=(JournalReader &&) noexcept;
    /// False and error() set to a sentence where the file is missing, not a journal, or of a newer version.
    bool open(const QString &path);
    /// The next whole record, or nothing yet: while the file grows, a later call may return more.
    [[nodiscard]] std::optional<Record> next();
    /// Reads the record that starts at `offset` (Record::offset) without moving the reader, with at most `maxPayload`
    /// bytes of its payload. Nothing where no whole record starts there.
    [[nodiscard]] std::optional<Record> at(std::int64_t offset, std::int64_t maxPayload = MaxPayload);
    /// `bytes` bytes of the payload of the record at `offset`, from its byte `from` on; fewer where it ends before.
    /// Reads no more of the record than that. Only of records that next() has returned; nothing of others.
    [[nodiscard]] QByteArray payload(std::int64_t offset, std::int64_t from, std::int64_t bytes);
    [[nodiscard]] QString path() const; ///< as given to open()
    /// Byte offset of the record that next() will read.
    [[nodiscard]] std::int64_t offset() const;
    /// The name behind ScriptLocation::file, known once its FileName record was read.
    [[nodiscard]] QString fileName(std::uint32_t id) const;
    [[nodiscard]] const QHash<std::uint32_t, QString> &fileNames() const; ///< all that were read, by id
    [[nodiscard]] QDateTime startedAt() const;                            ///< wall-clock time of time 0, UTC
    [[nodiscard]] QString error() const; ///< empty while all is well; a damaged record is named with its offset
    /// The file ends too early: next() found it to end inside a record, or before the end that its header states.
    [[nodiscard]] bool isCut() const;
    [[nodiscard]] Summary summary() const; ///< as of now, from the file's header
    [[nodiscard]] QString program() const; ///< what wrote the file: "sockscope 0.1.0"

private:
    struct Private;
    std::unique_ptr<Private> d;
};

/// "script.js:12:3" of a location, empty where unknown. The file's last path segment only.
[[nodiscard]] QString formatLocation(const JournalReader &reader, const ScriptLocation &location);

} // namespace sockscope
