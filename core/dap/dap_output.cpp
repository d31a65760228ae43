// SPDX-License-Identifier: GPL-3.0-or-later
#include "dap/dap_output.h"

namespace sockscope {

using namespace Qt::StringLiterals;

namespace {

/// The cause of what a breakpoint with a message prints.
constexpr QStringView LogMessage(u"log message");

QString streamOf(LogLevel level)
{
    return level == LogLevel::Warning || level == LogLevel::Error ? u"stderr"_s : u"stdout"_s;
}

} // namespace

DapOutput::DapOutput()
{
    m_timer.setInterval(IntervalMs);
    connect(&m_timer, &QTimer::timeout, this, &DapOutput::drain);
}

void DapOutput::follow(const QString &journal)
{
    if (m_reader.open(journal))
        m_timer.start();
    else
        Q_EMIT printed(u"important"_s, u"what the script prints can't be shown: "_s + m_reader.error() + u'\n', {});
}

void DapOutput::stop()
{
    m_timer.stop();
}

void DapOutput::drain()
{
    if (!m_timer.isActive())
        return;
    while (const auto record = m_reader.next())
        report(*record);
    if (m_reader.error().isEmpty())
        return;
    m_timer.stop();
    Q_EMIT printed(u"important"_s, u"the rest of what the script prints can't be shown: "_s + m_reader.error() + u'\n',
                   {});
}

void DapOutput::report(const Record &record)
{
    QString category;
    switch (record.kind) {
    case RecordKind::Console:
    case RecordKind::Log:
    case RecordKind::Exception:
        category = record.cause == LogMessage ? u"console"_s : streamOf(record.level);
        break;
    case RecordKind::RunSummary:
        category = u"stdout"_s;
        break;
    case RecordKind::CaptureStopped:
        category = u"important"_s;
        break;
    default:
        return;
    }
    QJsonObject location;
    if (record.location.file != 0)
        location = {{u"url"_s, m_reader.fileName(record.location.file)},
                    {u"line"_s, static_cast<qint64>(record.location.line)},
                    {u"column"_s, static_cast<qint64>(record.location.column)}};
    const QString text = QString::fromUtf8(record.payload);
    if (record.kind == RecordKind::Exception)
        m_lastException = text;
    Q_EMIT printed(category, text + u'\n', location);
}

} // namespace sockscope
