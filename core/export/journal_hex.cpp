// SPDX-License-Identifier: GPL-3.0-or-later
#include "export/journal_hex.h"

#include "export/hex_dump.h"
#include "export/record_text.h"

#include <QDateTime>

#include <map>

namespace sockscope {

using namespace Qt::StringLiterals;

namespace {

QByteArray heading(const Record &record)
{
    const auto us = record.timeNs / 1000;
    const bool isOut = recordDirection(record.kind) == RecordDirection::Out;
    return u"%1.%2  #%3  %4  %5 B\n"_s.arg(us / 1'000'000)
        .arg(us % 1'000'000, 6, 10, QChar(u'0'))
        .arg(record.socket)
        .arg(isOut ? u"\u2192 sent"_s : u"\u2190 received"_s)
        .arg(record.payload.size())
        .toUtf8();
}

QByteArray dump(const QByteArray &bytes, std::int64_t offset)
{
    QByteArray text;
    for (qsizetype at = 0; at < bytes.size(); at += 16)
        text += hexDumpLine(QByteArrayView(bytes).sliced(at), offset + at) + '\n';
    return text + '\n';
}

} // namespace

bool JournalHex::write(const QString &path, QIODevice &to, QString *error) const
{
    JournalWalk walk(m_options);
    if (!walk.open(path))
        return walk.finish({}, error);
    std::map<std::pair<std::uint32_t, RecordKind>, std::int64_t> offsets;
    bool isWritten =
        to.write(u"Session of %1 UTC, recorded by %2. Seconds since its start, socket, direction, size.\n\n"_s
                     .arg(walk.reader().startedAt().toString(u"yyyy-MM-dd HH:mm:ss"_s), walk.reader().program())
                     .toUtf8()) > 0;
    while (isWritten) {
        const std::optional<Record> record = walk.next();
        if (!record)
            break;
        if (!walk.isWanted(*record) || recordDirection(record->kind) == RecordDirection::None)
            continue;
        std::int64_t &offset = offsets[{record->socket, record->kind}];
        const QByteArray text = heading(*record) + dump(record->payload, offset);
        offset += record->payload.size();
        isWritten = to.write(text) == text.size();
    }
    return walk.finish(isWritten ? QString() : u"the dump could not be written: %1"_s.arg(to.errorString()), error);
}

} // namespace sockscope
