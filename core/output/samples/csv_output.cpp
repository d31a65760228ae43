// SPDX-License-Identifier: GPL-3.0-or-later
#include "output/samples/csv_output.h"

#include <QByteArrayList>

#include <algorithm>
#include <array>
#include <cmath>
#include <cstdio>

namespace sockscope {

using namespace Qt::StringLiterals;

namespace {

/// "%f" of Go.
QByteArray valueText(double value)
{
    if (std::isnan(value))
        return "NaN";
    if (std::isinf(value))
        return value > 0 ? "+Inf" : "-Inf";
    std::array<char, 512> buffer{}; // 309 digits, sign, point and six decimals fit
    const int length = std::snprintf(buffer.data(), buffer.size(), "%f", value);
    return {buffer.data(), length};
}

QByteArray joined(const TagMap &tags)
{
    QStringList pairs;
    for (auto it = tags.begin(); it != tags.end(); ++it)
        pairs.append(it.key() + u'=' + it.value());
    return csvField(pairs.join(u'&'));
}

/// `vu` and `iter` are metadata, even where they are enabled.
QStringList columnsOf(const QStringList &systemTags)
{
    QStringList columns = systemTags;
    columns.removeAll(u"vu"_s);
    columns.removeAll(u"iter"_s);
    columns.sort();
    return columns;
}

} // namespace

QByteArray csvField(const QString &text)
{
    const auto isSpecial = [](QChar c) { return c == u',' || c == u'"' || c == u'\r' || c == u'\n'; };
    const bool needsQuotes = !text.isEmpty() && (text == u"\\." || text.front().isSpace() ||
                                                 std::any_of(text.begin(), text.end(), isSpecial));
    if (!needsQuotes)
        return text.toUtf8();
    return '"' + QString(text).replace(u'"', u"\"\""_s).toUtf8() + '"';
}

CsvOutput::CsvOutput(const CsvOptions &options, const OutputContext &context)
    : m_timeFormat(options.timeFormat)
    , m_columns(columnsOf(context.systemTags))
    , m_file(u"csv"_s, options.fileName, options.saveInterval, context.log)
{
}

bool CsvOutput::start(QString *error)
{
    if (!m_file.open(error)) {
        *error = u"could not create the 'csv' output: "_s + *error;
        return false;
    }
    const QStringList header = QStringList{u"metric_name"_s, u"timestamp"_s, u"metric_value"_s} + m_columns +
                               QStringList{u"extra_tags"_s, u"metadata"_s};
    m_file.write(header.join(u',').toUtf8() + '\n');
    return true;
}

QString CsvOutput::description() const
{
    return u"csv (%1)"_s.arg(m_file.isStandardOutput() ? u"stdout"_s : m_file.path());
}

void CsvOutput::add(const std::vector<Sample> &batch)
{
    QByteArray lines;
    for (const Sample &sample : batch)
        lines += line(sample);
    m_file.write(lines);
}

QByteArray CsvOutput::timeText(std::int64_t timeNs)
{
    constexpr std::int64_t nsPerMicro = 1000;
    constexpr std::int64_t nsPerMilli = 1'000'000;
    constexpr std::int64_t nsPerSecond = 1'000'000'000;
    switch (m_timeFormat) {
    case CsvTimeFormat::Unix:
        return QByteArray::number(static_cast<qint64>(timeNs / nsPerSecond));
    case CsvTimeFormat::UnixMilli:
        return QByteArray::number(static_cast<qint64>(timeNs / nsPerMilli));
    case CsvTimeFormat::UnixMicro:
        return QByteArray::number(static_cast<qint64>(timeNs / nsPerMicro));
    case CsvTimeFormat::UnixNano:
        return QByteArray::number(static_cast<qint64>(timeNs));
    case CsvTimeFormat::Rfc3339:
        return m_clock.withSeconds(timeNs);
    case CsvTimeFormat::Rfc3339Nano:
        return m_clock.withNanoseconds(timeNs);
    }
    return {};
}

QByteArray CsvOutput::line(const Sample &sample)
{
    QByteArrayList fields{sample.metric->name.toUtf8(), timeText(sample.timeNs), valueText(sample.value)};
    TagMap rest = sample.tags;
    for (const QString &column : m_columns)
        fields.append(csvField(rest.take(column)));
    fields.append(joined(rest));
    fields.append(joined(sample.metadata));
    return fields.join(',') + '\n';
}

std::unique_ptr<RunOutput> createCsvOutput(const QString &argument, const OutputContext &context, QString *error)
{
    const auto options = readCsvOptions(argument, context.environment, error);
    return options ? std::make_unique<CsvOutput>(*options, context) : nullptr;
}

} // namespace sockscope
