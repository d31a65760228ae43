// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "export/journal_walk.h"

#include <QIODevice>

namespace sockscope {

/// Writes a journal as JSON lines, one object a record, for jq and other programs. Members, absent where they would
/// tell nothing: `ns` (nanoseconds since the start), `kind` (recordKindName()), `vu`, `iteration`, `socket`, `from` and
/// `to` (states), `level`, `cause`, `script`, `line`, `column`; `bytes` (base64) for data and writes, `text` or, where
/// it is one, `json` for other payloads. The first line is of kind "journal" with `program` and `startedAt` (ISO 8601,
/// UTC).
class JournalJsonLines
{
public:
    using Options = JournalWalk::Options;

    explicit JournalJsonLines(Options options)
        : m_options(std::move(options))
    {
    }

    /// False and `error` set to a sentence where the journal can't be opened, is damaged (what comes before the damage
    /// is written) or `to` takes no more. Reads the file as a stream.
    bool write(const QString &path, QIODevice &to, QString *error) const;

private:
    Options m_options;
};

} // namespace sockscope
