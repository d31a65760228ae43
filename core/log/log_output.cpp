// SPDX-License-Identifier: GPL-3.0-or-later
#include "log/log_output.h"

#include "log/console_limiter.h"
#include "log/log_file.h"
#include "log/log_formatter.h"

#include <QElapsedTimer>

#include <unistd.h>

using namespace Qt::StringLiterals;

namespace sockscope {

namespace {

bool isConsole(const LogRecord &record)
{
    return record.fields.value(u"source"_s) == u"console";
}

void useDestination(LogFile &file, LogDestination::Kind kind)
{
    if (kind == LogDestination::Kind::Stderr)
        file.useStream(STDERR_FILENO);
    else if (kind == LogDestination::Kind::Stdout)
        file.useStream(STDOUT_FILENO);
}

} // namespace

struct LogOutput::Private
{
    mutable std::mutex mutex;
    LogLevel threshold = LogLevel::Info;
    std::optional<LogLevel> fileThreshold;
    LogFile log;
    LogFile console;
    LogFormatter logFormatter{LogFormat::Text};
    LogFormatter consoleFormatter{LogFormat::Text};
    ConsoleLimiter limiter;
    int linesPerSecond = 0;
    QElapsedTimer clock;
    std::function<QByteArray()> persistentText;
    std::uint64_t lost = 0;

    bool open(const LogOptions &options, QString *error);
    void write(const LogRecord &record);
    void writeConsole(const LogRecord &record);
    void writeLog(const LogRecord &record);
    void reportDropped(bool isFinal);
};

bool LogOutput::Private::open(const LogOptions &options, QString *error)
{
    const auto destination = parseLogOutput(options.output, error);
    if (!destination)
        return false;
    useDestination(log, destination->kind);
    if (destination->kind == LogDestination::Kind::File && !log.open(destination->path, error))
        return false;
    if (!options.consoleFile.isEmpty() && !console.open(options.consoleFile, error))
        return false;
    threshold = options.isVerbose ? LogLevel::Debug : LogLevel::Info;
    fileThreshold = destination->threshold;
    const bool isTerminal = log.isTerminal();
    logFormatter = LogFormatter(logFormatOf(options.format, isTerminal && !options.hasNoColor), isTerminal);
    consoleFormatter = LogFormatter(logFormatOf(options.format, false));
    linesPerSecond = options.consoleLinesPerSecond;
    limiter = ConsoleLimiter(linesPerSecond);
    clock.start();
    return true;
}

void LogOutput::Private::write(const LogRecord &record)
{
    if (record.level < threshold)
        return;
    reportDropped(false);
    if (!isConsole(record))
        writeLog(record);
    else if (limiter.admits(clock.elapsed()))
        writeConsole(record);
}

void LogOutput::Private::writeConsole(const LogRecord &record)
{
    if (!console.isOpen())
        return writeLog(record);
    auto bare = record; // the file holds nothing else, so k6 leaves the source out
    bare.fields.remove(u"source"_s);
    lost += console.write(consoleFormatter.format(bare)) ? 0 : 1;
}

void LogOutput::Private::writeLog(const LogRecord &record)
{
    if (!log.isOpen() || !fileThreshold || record.level < *fileThreshold)
        return;
    auto bytes = logFormatter.format(record);
    if (persistentText && log.isTerminal())
        bytes += persistentText();
    lost += log.write(bytes) ? 0 : 1;
}

void LogOutput::Private::reportDropped(bool isFinal)
{
    const auto dropped = limiter.takeDropped(clock.elapsed(), isFinal);
    if (dropped == 0)
        return;
    LogRecord record;
    record.level = LogLevel::Warning;
    record.message = u"%1 console lines dropped: more than %2 in a second"_s.arg(dropped).arg(linesPerSecond);
    record.fields.insert(u"source"_s, u"console"_s);
    writeConsole(record);
}

LogOutput::LogOutput()
    : d(std::make_unique<Private>())
{
}

LogOutput::~LogOutput()
{
    flush();
}

std::unique_ptr<LogOutput> LogOutput::create(const LogOptions &options, QString *error)
{
    std::unique_ptr<LogOutput> output(new LogOutput);
    if (!output->d->open(options, error))
        return nullptr;
    return output;
}

void LogOutput::write(const LogRecord &record)
{
    const auto guard = lock();
    d->write(record);
}

void LogOutput::flush()
{
    const auto guard = lock();
    d->reportDropped(true);
}

void LogOutput::setPersistentText(std::function<QByteArray()> text)
{
    const auto guard = lock();
    d->persistentText = std::move(text);
}

std::unique_lock<std::mutex> LogOutput::lock()
{
    return std::unique_lock(d->mutex);
}

std::uint64_t LogOutput::lostRecords() const
{
    const std::scoped_lock guard(d->mutex);
    return d->lost;
}

} // namespace sockscope
