// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>
#include <QString>

struct gzFile_s;

namespace sockscope {

/// A file that an output of a run appends to: one on disk, compressed where its name ends in ".gz", or standard output.
/// Errors are worded as Go words them ("open x.json: no such file or directory"). Not thread-safe.
class OutputFile
{
public:
    OutputFile() = default;
    ~OutputFile(); ///< closes
    OutputFile(const OutputFile &) = delete;
    OutputFile &operator=(const OutputFile &) = delete;

    /// Creates or empties the file. False and `error` set on failure.
    [[nodiscard]] bool open(const QString &path, QString *error);
    /// The same without compression, whatever the name.
    [[nodiscard]] bool openPlain(const QString &path, QString *error);
    void useStandardOutput();
    /// Buffers; flush() passes on. After a failure nothing is written any more.
    void write(const QByteArray &bytes);
    /// Hands everything written so far to the system, so that it can be read, also from a compressed file.
    void flush();
    /// Flushes and closes. True where everything has been written; otherwise `error` is set.
    bool close(QString *error);
    /// What went wrong with writing; empty where nothing did.
    [[nodiscard]] QString error() const { return m_error; }

private:
    void pass(const QByteArray &bytes);
    void fail(int systemError);

    QString m_path;
    QString m_error;
    QByteArray m_buffer;
    int m_descriptor = -1;
    gzFile_s *m_compressed = nullptr;
    bool m_isOwned = false;
};

/// "open PATH: permission denied": what the system said, in Go's words.
[[nodiscard]] QString goFileError(const QString &operation, const QString &path, int systemError);

} // namespace sockscope
