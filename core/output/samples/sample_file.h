// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "log/log.h"
#include "output/samples/output_file.h"

#include <QElapsedTimer>

#include <chrono>

namespace sockscope {

/// The file behind an output of samples: standard output or a path, flushed at intervals, and one log line where
/// writing fails.
class SampleFile
{
public:
    /// An empty path or "-" means standard output. `log` isn't owned and may be null.
    SampleFile(const QString &type, const QString &path, std::chrono::milliseconds interval, LogSink *log);

    [[nodiscard]] bool isStandardOutput() const { return m_path.isEmpty() || m_path == u"-"; }
    [[nodiscard]] QString path() const { return m_path; }
    [[nodiscard]] bool open(QString *error);
    void write(const QByteArray &bytes);
    void close();
    /// Logs an error with the output's name and file.
    void report(const QString &message, QMap<QString, QString> fields);

private:
    void reportFailure();

    QString m_type;
    QString m_path;
    std::chrono::milliseconds m_interval;
    LogSink *m_log;
    OutputFile m_file;
    QElapsedTimer m_sinceFlush;
    bool m_hasFailed = false;
};

} // namespace sockscope
