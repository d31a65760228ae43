// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "journal/journal_reader.h"

#include <QJsonObject>

/// Messages to an engine, and what it recorded.
namespace sockscope::test {

/// The console lines of a journal.
inline QByteArrayList consoleOf(const QString &path)
{
    JournalReader reader;
    QByteArrayList lines;
    if (reader.open(path))
        while (const auto record = reader.next())
            if (record->kind == RecordKind::Console)
                lines.append(record->payload);
    return lines;
}

inline QJsonObject load(const QString &source)
{
    return {{QStringLiteral("type"), QStringLiteral("load")},
            {QStringLiteral("script"), QStringLiteral("/tmp/unsaved.js")},
            {QStringLiteral("source"), source}};
}

inline QJsonObject typed(const QString &type)
{
    return {{QStringLiteral("type"), type}};
}

inline QJsonObject snippet(int id, const QString &text)
{
    return {
        {QStringLiteral("type"), QStringLiteral("eval")}, {QStringLiteral("id"), id}, {QStringLiteral("text"), text}};
}

} // namespace sockscope::test
