// SPDX-License-Identifier: GPL-3.0-or-later
#include "export/journal_text.h"

#include "export/hex_dump.h"
#include "export/journal_walk.h"
#include "export/record_text.h"
#include "log/visible_text.h"

using namespace Qt::StringLiterals;

namespace sockscope {

namespace {

constexpr qsizetype MaxCauseChars = 200;

bool hasBytes(RecordKind kind)
{
    return recordDirection(kind) != RecordDirection::None;
}

QString arrow(RecordKind kind)
{
    switch (recordDirection(kind)) {
    case RecordDirection::In:
        return u"\u2190"_s;
    case RecordDirection::Out:
        return u"\u2192"_s;
    case RecordDirection::None:
        break;
    }
    return u" "_s;
}

/// Seconds with microseconds, by integers so that no rounding differs between machines.
QString seconds(std::int64_t ns)
{
    const auto us = ns / 1000;
    return u"%1.%2"_s.arg(us / 1'000'000).arg(us % 1'000'000, 6, 10, QChar(u'0'));
}

/// The location of a record; of a script's text, which has no line, the file.
QString placeOf(const JournalReader &reader, const Record &record)
{
    if (record.kind == RecordKind::Source)
        return reader.fileName(record.location.file).section(u'/', -1);
    return formatLocation(reader, record.location);
}

/// True where records of more than one virtual user or iteration are in the journal; reads no further than to the
/// second.
bool hasSeveralIterations(const QString &path)
{
    JournalWalk walk;
    if (!walk.open(path))
        return false;
    std::optional<std::pair<std::uint32_t, std::uint32_t>> first;
    while (const auto record = walk.next()) {
        const std::pair current(record->vu, record->iteration);
        if (record->vu != 0 && first.value_or(current) != current)
            return true;
        if (record->vu != 0)
            first = current;
    }
    return false;
}

QString plural(std::uint64_t count, const QString &noun)
{
    return u"%1 %2%3"_s.arg(count).arg(noun, count == 1 ? QString() : u"s"_s);
}

/// What a reader of the text must know about what isn't in it.
QByteArray footer(const JournalReader &reader)
{
    QString text;
    const auto summary = reader.summary();
    if (reader.isCut())
        text += u"-- the file was cut: its end is missing\n"_s;
    else if (!summary.closed)
        text += u"-- the journal was not closed: its session still runs, or its process was killed\n"_s;
    if (summary.droppedRecords > 0)
        text += u"-- not captured: %1 with %2\n"_s.arg(plural(summary.droppedRecords, u"record"_s),
                                                       plural(summary.droppedBytes, u"byte"_s));
    return text.toUtf8();
}

} // namespace

bool JournalText::print(const QString &path, QIODevice &to, QString *error) const
{
    JournalWalk walk({.sockets = m_options.sockets});
    if (!walk.open(path))
        return walk.finish({}, error);
    const bool withVu = hasSeveralIterations(path);
    bool isWritten = true;
    for (std::int64_t number = 1; isWritten; ++number) {
        const auto record = walk.next();
        if (!record)
            break;
        if (!walk.isWanted(*record) || !isWanted(record->kind))
            continue;
        const QByteArray start = m_options.numbers ? QByteArray::number(number).rightJustified(8) : QByteArray();
        isWritten = to.write(start + line(walk.reader(), *record, withVu)) >= 0;
    }
    if (!walk.finish(isWritten ? QString() : u"Can't write: %1."_s.arg(to.errorString()), error))
        return false;
    to.write(footer(walk.reader()));
    return true;
}

bool JournalText::isWanted(RecordKind kind) const
{
    return m_options.kinds.isEmpty() ? kind != RecordKind::FileName : m_options.kinds.contains(kind);
}

QByteArray JournalText::line(const JournalReader &reader, const Record &record, bool withVu) const
{
    auto text = seconds(record.timeNs).rightJustified(12) + u"  "_s;
    if (withVu)
        text += (record.vu == 0 ? QString() : u"%1/%2"_s.arg(record.vu).arg(record.iteration)).leftJustified(7) + u' ';
    text +=
        (record.socket == 0 ? QString() : u"#%1"_s.arg(record.socket)).leftJustified(5) + arrow(record.kind) + u"  "_s;
    const auto kind = recordKindName(record.kind);
    const auto size = hasBytes(record.kind) ? u"%1 B"_s.arg(record.payload.size()) : QString();
    text += kind + size.rightJustified(18 - kind.size()) + u"  "_s;
    text += recordPreview(record, m_options.previewChars);
    if (const auto location = placeOf(reader, record); !location.isEmpty())
        text += u"  @ "_s + visibleText(location);
    if (!record.cause.isEmpty())
        text += u"  ("_s + visibleBytes(record.cause.toUtf8(), MaxCauseChars) + u')';
    while (text.endsWith(u' '))
        text.chop(1);
    auto bytes = text.toUtf8() + '\n';
    if (m_options.hex && hasBytes(record.kind))
        bytes += hexDump(record.payload, QByteArray(14, ' '));
    return bytes;
}

} // namespace sockscope
