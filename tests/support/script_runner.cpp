// SPDX-License-Identifier: GPL-3.0-or-later
#include "support/script_runner.h"

#include <QDir>
#include <QFile>

namespace sockscope::test {

using namespace Qt::StringLiterals;

namespace {

void writeFile(const QString &path, const QString &text)
{
    QDir().mkpath(QFileInfo(path).path());
    QFile file(path);
    if (!file.open(QIODevice::WriteOnly) || file.write(text.toUtf8()) < 0)
        qFatal("%s can't be written", qPrintable(path));
}

} // namespace

void LogRecorder::write(const LogRecord &record)
{
    QMutexLocker lock(&m_mutex);
    m_records.append(record);
}

QList<LogRecord> LogRecorder::records() const
{
    QMutexLocker lock(&m_mutex);
    return m_records;
}

QStringList LogRecorder::console() const
{
    QStringList lines;
    for (const LogRecord &record : records()) {
        if (record.fields.value(u"source"_s) == u"console")
            lines.append(record.message);
    }
    return lines;
}

QStringList LogRecorder::messages(LogLevel level) const
{
    QStringList lines;
    for (const LogRecord &record : records()) {
        if (record.level == level && record.fields.value(u"source"_s) != u"console")
            lines.append(record.message);
    }
    return lines;
}

ScriptRun runScript(const QString &source, const ScriptOptions &options)
{
    const QTemporaryDir folder;
    for (auto it = options.files.cbegin(); it != options.files.cend(); ++it)
        writeFile(folder.filePath(it.key()), it.value());
    const QString path = folder.filePath(options.name);
    writeFile(path, source);
    LogRecorder log;
    TestRunConfig config;
    config.script = path;
    config.env = options.env;
    config.overrides = options.overrides;
    config.log = &log;
    config.journal = options.journal;
    config.debugger = options.debugger;
    ScriptRun run;
    run.result = TestRun(std::move(config)).execute();
    run.log = log.records();
    run.console = log.console();
    run.errors = log.messages(LogLevel::Error);
    run.warnings = log.messages(LogLevel::Warning);
    return run;
}

ScriptRun runBody(const QString &body, const ScriptOptions &options)
{
    return runScript(u"import { Socket } from 'k6/x/tcp'\nexport default async function () {\n"_s + body + u"\n}\n"_s,
                     options);
}

} // namespace sockscope::test
