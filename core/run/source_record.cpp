// SPDX-License-Identifier: GPL-3.0-or-later
#include "run/source_record.h"

#include "journal/journal_writer.h"
#include "script/compile/program.h"

namespace sockscope {

namespace {

constexpr qsizetype MaxSourceBytes = 1 << 20;

} // namespace

void recordSources(Program &program, JournalWriter *journal)
{
    if (!journal)
        return;
    program.setSourceListener([journal](const QString &url, const QByteArray &text) {
        if (text.isEmpty()) // the prompt's own module
            return;
        RecordHead head;
        head.kind = RecordKind::Source;
        head.location.file = journal->fileId(url);
        const bool isCut = text.size() > MaxSourceBytes;
        const QByteArray cause = isCut ? "the first " + QByteArray::number(MaxSourceBytes) + " of " +
                                             QByteArray::number(text.size()) + " bytes"
                                       : QByteArray();
        journal->append(head, text.left(MaxSourceBytes), cause);
    });
}

} // namespace sockscope
