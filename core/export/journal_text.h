// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "journal/journal_reader.h"

#include <QByteArray>
#include <QIODevice>
#include <QSet>

namespace sockscope {

/// Prints a journal as text, one line a record:
///
///        0.012034  #1   →  write        6 B  PING␍␊  @ line.js:13:16  (cause)
///
/// Seconds since the start, the virtual user and iteration as 2/5 where there is more than one, the socket, an arrow
/// out or in, the kind, the size of payload bytes, a preview, the script location and the cause. The same journal gives
/// the same text everywhere. Reads the file as a stream, to where it ends now; memory doesn't grow with it.
class JournalText
{
public:
    struct Options
    {
        bool hex = false;              ///< dumps the bytes of data and write records below their lines
        QSet<std::uint32_t> sockets{}; ///< only records of these sockets, empty for all
        QSet<RecordKind> kinds{};      ///< only these kinds, empty for all but file names
        qsizetype previewChars = 120;
        bool numbers = false; ///< begins each line with the number of its record among all, as findings name it
    };

    explicit JournalText(const Options &options)
        : m_options(options)
    {
    }

    /// False and `error` set to a sentence where the file can't be opened, is damaged (what comes before the damage is
    /// printed) or `to` takes no more.
    bool print(const QString &path, QIODevice &to, QString *error) const;

private:
    [[nodiscard]] bool isWanted(RecordKind kind) const;
    [[nodiscard]] QByteArray line(const JournalReader &reader, const Record &record, bool withVu) const;

    Options m_options;
};

} // namespace sockscope
