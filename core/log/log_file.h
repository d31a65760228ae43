// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>
#include <QString>

namespace sockscope {

/// A file descriptor that log lines are appended to: a file of its own, or a standard stream. Unbuffered, so that lines
/// are in the file when the process is killed. Not thread-safe.
class LogFile
{
public:
    LogFile() = default;
    ~LogFile();
    LogFile(const LogFile &) = delete;
    LogFile &operator=(const LogFile &) = delete;

    /// Opens for appending, creating with mode 0600. False and `error` set to a sentence on failure.
    bool open(const QString &path, QString *error);
    void useStream(int descriptor); ///< borrowed: it isn't closed
    [[nodiscard]] bool isOpen() const { return m_descriptor >= 0; }
    [[nodiscard]] bool isTerminal() const;
    /// Writes all bytes; false where that failed, as when a disk is full or a pipe's reader is gone.
    bool write(const QByteArray &bytes);

private:
    int m_descriptor = -1;
    bool m_isOwned = false;
};

} // namespace sockscope
