// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "journal/journal_format.h"

#include <QByteArray>
#include <QByteArrayView>
#include <QString>

#include <optional>

namespace sockscope {

/// The reading side of a journal file: whole records as bytes, with every length checked against the file. Reads with
/// pread(), since a mapped file that somebody truncates is a SIGBUS. Not thread-safe.
class JournalBlocks
{
public:
    JournalBlocks() = default;
    ~JournalBlocks();
    JournalBlocks(const JournalBlocks &) = delete;
    JournalBlocks &operator=(const JournalBlocks &) = delete;

    bool open(const QString &path); ///< false and error() unless it is a journal that this version can read
    [[nodiscard]] std::optional<journal_format::FileHeader> readHeader() const;
    [[nodiscard]] std::int64_t firstRecord() const { return m_firstRecord; }
    /// The bytes of the whole record at `offset`, valid until the next call; empty where there is none (yet) or error()
    /// is set.
    [[nodiscard]] QByteArrayView recordAt(std::int64_t offset);
    /// The first `bytes` bytes of the record at `offset` past what is buffered, empty where there is no whole record.
    /// Sets no error.
    [[nodiscard]] QByteArray peek(std::int64_t offset, std::int64_t bytes) const;
    /// The bytes [offset, offset + bytes) of the file, all of which were written before `end`, where records that were
    /// read already end: they change no more, so neighbouring stretches come from one read. Valid until the next call;
    /// fewer where the file ends. Sets no error.
    [[nodiscard]] QByteArrayView settled(std::int64_t offset, std::int64_t bytes, std::int64_t end);
    [[nodiscard]] QString error() const { return m_error; }
    [[nodiscard]] bool isCut() const; ///< the file ends inside a record, or before the end that its header names

private:
    bool fill(std::int64_t offset);
    [[nodiscard]] std::int64_t committedBytes(std::int64_t size);
    [[nodiscard]] std::int64_t read(std::int64_t offset, std::int64_t bytes);
    [[nodiscard]] std::int64_t fileSize() const;
    bool checkHeader();
    bool fail(const QString &sentence);

    QString m_path;
    QString m_error;
    int m_fd = -1;
    bool m_isCut = false;
    std::int64_t m_firstRecord = 0;
    QByteArray m_buffer;
    std::int64_t m_bufferStart = 0;
    std::int64_t m_bufferBytes = 0; ///< of whole records only
    QByteArray m_settled;
    std::int64_t m_settledStart = 0;
};

/// Why a record's length can't be right, or an empty string.
[[nodiscard]] QString lengthProblem(std::int64_t length);

} // namespace sockscope
