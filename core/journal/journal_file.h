// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "journal/journal_format.h"

#include <QString>

#include <cstdint>

namespace sockscope {

/// The writing side of a journal file: one shared mapping of its header and one that slides along its growing end. The
/// file's blocks are reserved on the disk before they are mapped, so that storing into them can't fail (a store into a
/// hole of a full disk is a SIGBUS). Not thread-safe.
class JournalFile
{
public:
    JournalFile() = default;
    ~JournalFile();
    JournalFile(const JournalFile &) = delete;
    JournalFile &operator=(const JournalFile &) = delete;

    /// Creates the file with mode 0600, or empties an earlier journal, and writes its header. False and error() on
    /// failure, also where the file is something else.
    bool create(const QString &path, const journal_format::FileHeader &header);
    /// Makes `bytes` bytes at `offset` (the end of what is used) writable. Null and error() where the disk doesn't give
    /// them.
    [[nodiscard]] unsigned char *reserve(std::int64_t offset, std::int64_t bytes);
    /// The mapped header, null when closed.
    [[nodiscard]] journal_format::FileHeader *header() const { return m_header; }
    void close(std::int64_t usedBytes); ///< cuts the file to its used length
    [[nodiscard]] bool isOpen() const { return m_header != nullptr; }
    [[nodiscard]] QString path() const { return m_path; }
    [[nodiscard]] QString error() const { return m_error; } ///< the reason in words: "No space left on device"

private:
    bool openExclusively();
    bool makeEmpty();
    bool writeHeader(const journal_format::FileHeader &header);
    bool mapHeader();
    bool grow(std::int64_t offset, std::int64_t bytes);
    [[nodiscard]] int allocateTo(std::int64_t end);
    bool moveWindow(std::int64_t offset);
    bool fail(const QString &reason);
    bool failWithErrno(int code);

    QString m_path;
    QString m_error;
    int m_fd = -1;
    journal_format::FileHeader *m_header = nullptr;
    unsigned char *m_window = nullptr; ///< maps [m_windowStart, m_allocated)
    std::int64_t m_windowStart = 0;
    std::int64_t m_windowBytes = 0;
    std::int64_t m_allocated = 0; ///< bytes of the file that are backed by disk blocks
};

} // namespace sockscope
