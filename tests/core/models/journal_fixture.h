// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "journal/journal_reader.h"
#include "journal/journal_writer.h"

#include <QFile>
#include <QTemporaryDir>

namespace sockscope {

/// A real journal that a test writes and reads at the same time.
class JournalFixture
{
public:
    JournalFixture()
        : path(m_folder.filePath(QStringLiteral("session.journal")))
        , writer(JournalWriter::create(path, {}, nullptr))
    {
        reader.open(path);
    }

    /// Appends a record of the kind for a socket.
    void add(RecordKind kind, std::uint32_t socket = 0, QByteArrayView payload = {}, QByteArrayView cause = {},
             const ScriptLocation &location = {})
    {
        RecordHead head;
        head.kind = kind;
        head.socket = socket;
        head.vu = 1;
        head.location = location;
        writer->append(head, payload, cause);
    }
    void addState(std::uint32_t socket, JournalState before, JournalState after, QByteArrayView cause)
    {
        RecordHead head;
        head.kind = RecordKind::StateChanged;
        head.socket = socket;
        head.stateBefore = before;
        head.stateAfter = after;
        writer->append(head, {}, cause);
    }
    void addText(RecordKind kind, LogLevel level, QByteArrayView text, const ScriptLocation &location = {})
    {
        RecordHead head;
        head.kind = kind;
        head.level = level;
        head.location = location;
        writer->append(head, text);
    }

    /// What was appended since the last call, read back from the file.
    [[nodiscard]] QList<Record> read()
    {
        QList<Record> records;
        while (auto record = reader.next())
            records.append(*std::move(record));
        return records;
    }

private:
    QTemporaryDir m_folder;

public:
    QString path;
    std::unique_ptr<JournalWriter> writer;
    JournalReader reader;
};

} // namespace sockscope
