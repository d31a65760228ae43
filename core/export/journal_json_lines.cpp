// SPDX-License-Identifier: GPL-3.0-or-later
#include "export/journal_json_lines.h"

#include "export/record_text.h"

#include <QDateTime>
#include <QJsonDocument>
#include <QJsonObject>

namespace sockscope {

using namespace Qt::StringLiterals;

namespace {

void insertPayload(const Record &record, QJsonObject &object)
{
    if (recordDirection(record.kind) != RecordDirection::None) {
        object.insert(u"bytes"_s, QString::fromLatin1(record.payload.toBase64()));
        return;
    }
    if (record.payload.isEmpty())
        return;
    const QJsonDocument json = QJsonDocument::fromJson(record.payload);
    if (json.isObject())
        object.insert(u"json"_s, json.object());
    else
        object.insert(u"text"_s, QString::fromUtf8(record.payload));
}

QJsonObject objectOf(const JournalReader &reader, const Record &record)
{
    QJsonObject object{{u"ns"_s, static_cast<qint64>(record.timeNs)}, {u"kind"_s, recordKindName(record.kind)}};
    if (record.vu != 0) {
        object.insert(u"vu"_s, static_cast<qint64>(record.vu));
        object.insert(u"iteration"_s, static_cast<qint64>(record.iteration));
    }
    if (record.socket != 0)
        object.insert(u"socket"_s, static_cast<qint64>(record.socket));
    if (record.kind == RecordKind::StateChanged) {
        object.insert(u"from"_s, stateWord(record.stateBefore));
        object.insert(u"to"_s, stateWord(record.stateAfter));
    }
    if (record.kind == RecordKind::Console || record.kind == RecordKind::Log)
        object.insert(u"level"_s, levelWord(record.level));
    if (!record.cause.isEmpty())
        object.insert(u"cause"_s, record.cause);
    if (record.location.file != 0) {
        object.insert(u"script"_s, reader.fileName(record.location.file));
        object.insert(u"line"_s, static_cast<qint64>(record.location.line));
        object.insert(u"column"_s, static_cast<qint64>(record.location.column));
    }
    insertPayload(record, object);
    return object;
}

bool writeLine(QIODevice &to, const QJsonObject &object)
{
    const QByteArray line = QJsonDocument(object).toJson(QJsonDocument::Compact) + '\n';
    return to.write(line) == line.size();
}

} // namespace

bool JournalJsonLines::write(const QString &path, QIODevice &to, QString *error) const
{
    JournalWalk walk(m_options);
    if (!walk.open(path))
        return walk.finish({}, error);
    const JournalReader &reader = walk.reader();
    bool isWritten = writeLine(to, {{u"kind"_s, u"journal"_s},
                                    {u"program"_s, reader.program()},
                                    {u"startedAt"_s, reader.startedAt().toString(Qt::ISODateWithMs)}});
    while (isWritten) {
        const std::optional<Record> record = walk.next();
        if (!record)
            break;
        if (walk.isWanted(*record) && record->kind != RecordKind::FileName)
            isWritten = writeLine(to, objectOf(reader, *record));
    }
    return walk.finish(isWritten ? QString() : u"the lines could not be written: %1"_s.arg(to.errorString()), error);
}

} // namespace sockscope
