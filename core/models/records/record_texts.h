// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "journal/journal_reader.h"

#include <QCache>

namespace sockscope {

/// What single records say, in words that can be shown; read from the journal when asked for, and kept for a while.
class RecordTexts
{
public:
    struct Text
    {
        QString cause;
        QString preview; ///< of the payload, one line
        QByteArray json; ///< the payload itself, of the kinds that have JSON
        QString location;
        QString filePath;
        quint32 line = 0;
        quint32 column = 0;
    };

    /// Of the record at an offset of the reader's file; empty texts where it can't be read any more.
    [[nodiscard]] Text at(JournalReader &reader, std::int64_t offset);
    void clear() { m_texts.clear(); }

private:
    QCache<std::int64_t, Text> m_texts{2000};
};

} // namespace sockscope
