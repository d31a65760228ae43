// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "journal/journal_reader.h"
#include "journal/journal_writer.h"

#include <QFile>
#include <QList>

namespace sockscope::samples {

/// One record of every kind, with every field different from its default and from its neighbours'.
inline QList<Record> everyKind()
{
    QList<Record> records;
    for (int kind = static_cast<int>(RecordKind::SessionStarted); kind <= static_cast<int>(RecordKind::Source);
         ++kind) {
        const auto number = static_cast<std::uint32_t>(kind);
        Record record;
        record.kind = static_cast<RecordKind>(kind);
        record.stateBefore = static_cast<JournalState>(kind % 4);
        record.stateAfter = static_cast<JournalState>((kind + 1) % 4);
        record.level = static_cast<LogLevel>(kind % 4);
        record.vu = 1000 + number;
        record.iteration = 2000 + number;
        record.socket = 0xffffff00u + number;
        record.location = {1, 3000 + number, 4000 + number};
        record.cause = QStringLiteral("cause \u00e9\u20ac %1").arg(kind);
        for (int i = 0; i < kind * 3; ++i)
            record.payload.append(static_cast<char>(i * 7 + kind));
        records.append(record);
    }
    records.last().cause.clear();
    records.first().payload.clear();
    return records;
}

inline void append(JournalWriter &writer, const Record &record)
{
    writer.append(record, record.payload, record.cause.toUtf8());
}

/// Equal but for time and offset.
inline bool sameContents(const Record &a, const Record &b)
{
    return a.kind == b.kind && a.stateBefore == b.stateBefore && a.stateAfter == b.stateAfter && a.level == b.level &&
           a.vu == b.vu && a.iteration == b.iteration && a.socket == b.socket && a.location == b.location &&
           a.cause == b.cause && a.payload == b.payload;
}

inline QList<Record> readAll(JournalReader &reader)
{
    QList<Record> records;
    while (auto record = reader.next())
        records.append(*std::move(record));
    return records;
}

inline QByteArray contents(const QString &path)
{
    QFile file(path);
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
}

inline bool setContents(const QString &path, const QByteArray &bytes)
{
    QFile file(path);
    return file.open(QIODevice::WriteOnly | QIODevice::Truncate) && file.write(bytes) == bytes.size();
}

} // namespace sockscope::samples
