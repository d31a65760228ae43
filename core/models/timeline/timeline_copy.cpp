// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/timeline/timeline_copy.h"

#include "export/hex_dump.h"
#include "export/record_text.h"

#include <array>

using namespace Qt::StringLiterals;

namespace sockscope {

namespace {

using Range = TimelineSelection::Range;

QString timeText(qint64 ns)
{
    const qint64 us = ns / 1000;
    return u"%1:%2.%3"_s.arg(us / 60'000'000, 2, 10, QChar(u'0'))
        .arg(us / 1'000'000 % 60, 2, 10, QChar(u'0'))
        .arg(us % 1'000'000, 6, 10, QChar(u'0'));
}

/// Writes one record after the other in one format.
class Writer
{
public:
    Writer(const TimelineFilterModel &rows, TimelineCopy::Format format, bool isOnly)
        : m_rows(rows)
        , m_format(format)
        , m_isOnly(isOnly)
    {
    }

    QString row(int row)
    {
        if (m_format == TimelineCopy::Lines)
            return line(row);
        const auto record = m_rows.timeline().reader().at(m_rows.offsetAt(row));
        if (!record)
            return {};
        ++m_number;
        switch (m_format) {
        case TimelineCopy::Text:
            return QString::fromUtf8(record->payload);
        case TimelineCopy::Hex:
            return QString::fromLatin1(record->payload.toHex()) + u'\n';
        case TimelineCopy::Dump:
            return heading(row) + u'\n' + QString::fromLatin1(hexDump(record->payload));
        case TimelineCopy::CArray:
            return u"%1const unsigned char %2[%3] = {\n%4};\n"_s.arg(comment(row), name())
                .arg(std::max<qsizetype>(record->payload.size(), 1)) // C has no empty arrays
                .arg(record->payload.isEmpty() ? u"    0 /* no bytes */\n"_s : list(record->payload));
        default:
            return u"%1const %2 = new Uint8Array([\n%3]);\n"_s.arg(comment(row), name(), list(record->payload));
        }
    }

private:
    QVariant value(int row, int role) const { return m_rows.index(row).data(role); }

    QString line(int row) const
    {
        const auto socket = value(row, TimelineModel::SocketRole).toUInt();
        const auto size = value(row, TimelineModel::SizeRole).toUInt();
        const auto cause = value(row, TimelineModel::CauseRole).toString();
        const auto note = value(row, TimelineFilterModel::NoteRole).toString();
        QStringList cells{timeText(value(row, TimelineModel::TimeRole).toLongLong()),
                          socket > 0 ? u"#%1"_s.arg(socket) : QString(),
                          value(row, TimelineModel::KindNameRole).toString(),
                          u"%1 B"_s.arg(size),
                          value(row, TimelineModel::PreviewRole).toString() +
                              (cause.isEmpty() ? QString() : u" (%1)"_s.arg(cause)),
                          value(row, TimelineModel::LocationRole).toString()};
        if (!note.isEmpty())
            cells.append(note.simplified());
        return cells.join(u'\t') + u'\n';
    }

    QString heading(int row) const
    {
        const auto socket = value(row, TimelineModel::SocketRole).toUInt();
        return u"%1 %2%3 %4 B"_s
            .arg(timeText(value(row, TimelineModel::TimeRole).toLongLong()),
                 socket > 0 ? u"#%1 "_s.arg(socket) : QString(), value(row, TimelineModel::KindNameRole).toString())
            .arg(value(row, TimelineModel::SizeRole).toUInt());
    }

    QString comment(int row) const { return u"// %1\n"_s.arg(heading(row)); }
    QString name() const { return m_isOnly ? u"bytes"_s : u"bytes%1"_s.arg(m_number); }

    static QString list(const QByteArray &bytes)
    {
        constexpr qsizetype perLine = 12;
        QString text;
        for (qsizetype at = 0; at < bytes.size(); ++at) {
            text += at % perLine == 0 ? u"    0x"_s : u" 0x"_s;
            text += QString::fromLatin1(bytes.sliced(at, 1).toHex()) + u',';
            if (at % perLine == perLine - 1 || at == bytes.size() - 1)
                text += u'\n';
        }
        return text;
    }

    const TimelineFilterModel &m_rows;
    TimelineCopy::Format m_format;
    bool m_isOnly;
    int m_number = 0;
};

bool carriesBytes(const TimelineFilterModel &rows, int row)
{
    return recordDirection(rows.timeline().fields(rows.sourceRow(row)).kind) != RecordDirection::None;
}

/// At most `limit` rows of the ranges, only ones that carry bytes where `carrying`.
QList<int> rowsOf(const TimelineFilterModel &rows, const QList<Range> &ranges, bool carrying, int limit)
{
    QList<int> chosen;
    for (const auto &range : ranges)
        for (int row = range.first; row <= range.last && chosen.size() < limit; ++row)
            if (!carrying || carriesBytes(rows, row))
                chosen.append(row);
    return chosen;
}

/// Characters that a row will take, nearly.
qint64 charsOf(const TimelineFilterModel &rows, int row, TimelineCopy::Format format)
{
    constexpr std::array<int, 6> perByte{0, 1, 2, 5, 6, 6};
    const qint64 bytes = rows.timeline().fields(rows.sourceRow(row)).size;
    return bytes * perByte.at(static_cast<std::size_t>(format));
}

} // namespace

TimelineCopy::Result TimelineCopy::copy(const TimelineFilterModel &rows, const QList<Range> &ranges, Format format,
                                        const Limits &limits)
{
    auto chosen = rowsOf(rows, ranges, format != Lines, limits.rows + 1);
    if (chosen.isEmpty())
        chosen = rowsOf(rows, ranges, false, limits.rows + 1);
    Writer writer(rows, format, chosen.size() == 1);
    Result result;
    for (const int row : chosen) {
        if (result.rows == limits.rows || result.text.size() + charsOf(rows, row, format) > limits.chars) {
            result.notice = tr("Only the first %n row(s) were copied: a copy holds up to %1 rows and %2 characters.",
                               nullptr, result.rows)
                                .arg(limits.rows)
                                .arg(limits.chars);
            break;
        }
        result.text += writer.row(row);
        ++result.rows;
    }
    return result;
}

} // namespace sockscope
