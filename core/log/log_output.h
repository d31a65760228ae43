// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "log/log.h"
#include "log/log_options.h"

#include <QByteArray>

#include <functional>
#include <memory>
#include <mutex>

namespace sockscope {

/// The log of a run on the command line: formats records and writes each at once, in one piece, to where the log flags
/// say.
class LogOutput : public LogSink
{
public:
    /// Null and `error` set to a sentence where a flag can't be understood or a file can't be opened.
    [[nodiscard]] static std::unique_ptr<LogOutput> create(const LogOptions &options, QString *error);
    ~LogOutput() override; ///< flushes
    LogOutput(const LogOutput &) = delete;
    LogOutput &operator=(const LogOutput &) = delete;

    void write(const LogRecord &record) override;
    /// Writes the line that says how many console lines the rate limit dropped, if it did.
    void flush();
    /// What stands at the bottom of the terminal, as a progress bar, and is written again behind each record; called
    /// from whichever thread logs, with lock() held.
    void setPersistentText(std::function<QByteArray()> text);
    /// Held while a record is written: take it to write to the terminal oneself.
    [[nodiscard]] std::unique_lock<std::mutex> lock();
    /// Records that couldn't be written, because of a full disk or a closed pipe.
    [[nodiscard]] std::uint64_t lostRecords() const;

private:
    LogOutput();
    struct Private;
    std::unique_ptr<Private> d;
};

} // namespace sockscope
