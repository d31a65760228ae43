// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "journal/record.h"

#include <QDateTime>
#include <QMap>
#include <QString>

namespace sockscope {

/// One log record as k6 knows it (k6-reference 1.6, 5.3): a message and sorted fields.
struct LogRecord
{
    LogLevel level = LogLevel::Info;
    QString message;
    QMap<QString, QString> fields; ///< sorted by name, as k6 prints them; "source" = "console" marks console.* lines
    QDateTime time = QDateTime::currentDateTimeUtc(); ///< any time zone; the log shows local time
};

/// Takes log records from any thread. Owned by whoever runs the session; outlives every VU.
class LogSink
{
public:
    virtual ~LogSink() = default;
    virtual void write(const LogRecord &record) = 0; ///< thread-safe
};

} // namespace sockscope
