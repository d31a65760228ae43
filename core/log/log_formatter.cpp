// SPDX-License-Identifier: GPL-3.0-or-later
#include "log/log_formatter.h"

#include "log/log_quoting.h"
#include "log/visible_text.h"

#include <algorithm>

using namespace Qt::StringLiterals;

namespace sockscope {

namespace {

QByteArray levelName(LogLevel level)
{
    switch (level) {
    case LogLevel::Debug:
        return "debug";
    case LogLevel::Info:
        return "info";
    case LogLevel::Warning:
        return "warning";
    case LogLevel::Error:
        return "error";
    }
    return "info";
}

/// The level's number of an ANSI colour: grey, cyan, yellow, red.
QByteArray levelColour(LogLevel level)
{
    switch (level) {
    case LogLevel::Debug:
        return "37";
    case LogLevel::Info:
        return "36";
    case LogLevel::Warning:
        return "33";
    case LogLevel::Error:
        return "31";
    }
    return "36";
}

/// Local time in RFC 3339 with whole seconds; Z for UTC.
QByteArray timeText(const QDateTime &time)
{
    const auto local = time.toLocalTime();
    return local.toOffsetFromUtc(local.offsetFromUtc()).toString(Qt::ISODate).toLatin1();
}

/// A field that has the name of a fixed one keeps both.
QMap<QString, QString> withoutClashes(const LogRecord &record)
{
    auto fields = record.fields;
    for (const auto &name : {u"time"_s, u"level"_s, u"msg"_s})
        if (fields.contains(name))
            fields.insert(u"fields."_s + name, fields.take(name));
    return fields;
}

QByteArray valueText(const QString &value)
{
    return needsQuotes(value) ? goQuoted(value) : value.toLatin1();
}

} // namespace

LogFormat logFormatOf(const QString &name, bool withColours)
{
    if (name == u"json"_s)
        return LogFormat::Json;
    if (name == u"raw"_s)
        return LogFormat::Raw;
    return withColours ? LogFormat::Terminal : LogFormat::Text;
}

LogFormatter::LogFormatter(LogFormat format, bool isForTerminal, const QDateTime &start)
    : m_format(format)
    , m_isForTerminal(isForTerminal)
    , m_start(start)
{
}

QByteArray LogFormatter::format(const LogRecord &record) const
{
    QByteArray line;
    switch (m_format) {
    case LogFormat::Text:
        line = formatText(record);
        break;
    case LogFormat::Terminal:
        line = formatTerminal(record);
        break;
    case LogFormat::Json:
        line = formatJson(record);
        break;
    case LogFormat::Raw:
        line = formatRaw(record);
        break;
    }
    line += '\n';
    return m_isForTerminal ? line.replace("\n", "\x1b[0K\n") : line; // what a progress bar left there
}

QByteArray LogFormatter::formatText(const LogRecord &record) const
{
    QByteArray line = "time=\"" + timeText(record.time) + "\" level=" + levelName(record.level);
    if (!record.message.isEmpty())
        line += " msg=" + valueText(record.message);
    const auto fields = withoutClashes(record);
    for (auto it = fields.begin(); it != fields.end(); ++it)
        line += ' ' + shown(it.key()).toUtf8() + '=' + valueText(it.value());
    return line;
}

QByteArray LogFormatter::formatTerminal(const LogRecord &record) const
{
    constexpr qsizetype messageWidth = 44;
    const auto colour = "\x1b[" + levelColour(record.level) + 'm';
    const auto seconds = QByteArray::number(std::max<qint64>(m_start.secsTo(record.time), 0)).rightJustified(4, '0');
    auto message = shown(record.message.endsWith(u'\n') ? record.message.chopped(1) : record.message);
    const auto characters = message.toUcs4().size();
    message += QString(std::max<qsizetype>(messageWidth - characters, 0), u' ');
    auto line =
        colour + levelName(record.level).first(4).toUpper() + "\x1b[0m[" + seconds + "] " + message.toUtf8() + ' ';
    const auto fields = withoutClashes(record);
    for (auto it = fields.begin(); it != fields.end(); ++it)
        line += ' ' + colour + shown(it.key()).toUtf8() + "\x1b[0m=" + valueText(it.value());
    return line;
}

QByteArray LogFormatter::formatJson(const LogRecord &record) const
{
    auto fields = withoutClashes(record);
    fields.insert(u"level"_s, QString::fromLatin1(levelName(record.level)));
    fields.insert(u"msg"_s, record.message);
    fields.insert(u"time"_s, QString::fromLatin1(timeText(record.time)));
    QByteArray line;
    for (auto it = fields.begin(); it != fields.end(); ++it)
        line += (line.isEmpty() ? '{' : ',') + jsonQuoted(it.key(), m_isForTerminal) + ':' +
                jsonQuoted(it.value(), m_isForTerminal);
    return line + '}';
}

QByteArray LogFormatter::formatRaw(const LogRecord &record) const
{
    return shown(record.message).toUtf8();
}

QString LogFormatter::shown(const QString &text) const
{
    return m_isForTerminal ? visibleText(text, LineBreaks::Kept) : text;
}

} // namespace sockscope
