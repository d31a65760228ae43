// SPDX-License-Identifier: GPL-3.0-or-later
#include "output/samples/sample_file.h"

namespace sockscope {

using namespace Qt::StringLiterals;

SampleFile::SampleFile(const QString &type, const QString &path, std::chrono::milliseconds interval, LogSink *log)
    : m_type(type)
    , m_path(path)
    , m_interval(interval)
    , m_log(log)
{
}

bool SampleFile::open(QString *error)
{
    m_sinceFlush.start();
    if (!isStandardOutput())
        return m_file.open(m_path, error);
    m_file.useStandardOutput();
    return true;
}

void SampleFile::write(const QByteArray &bytes)
{
    m_file.write(bytes);
    if (m_sinceFlush.hasExpired(m_interval.count())) {
        m_file.flush();
        m_sinceFlush.restart();
    }
    reportFailure();
}

void SampleFile::close()
{
    m_file.close(nullptr);
    reportFailure();
}

void SampleFile::reportFailure()
{
    if (m_hasFailed || m_file.error().isEmpty())
        return;
    m_hasFailed = true;
    report(u"Samples couldn't be written; those that follow are left out"_s, {{u"error"_s, m_file.error()}});
}

void SampleFile::report(const QString &message, QMap<QString, QString> fields)
{
    if (!m_log)
        return;
    fields.insert(u"output"_s, m_type);
    fields.insert(u"filename"_s, m_path.isEmpty() ? u"-"_s : m_path);
    LogRecord record;
    record.level = LogLevel::Error;
    record.message = message;
    record.fields = fields;
    m_log->write(record);
}

} // namespace sockscope
