// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/journal/journal_samples.h"

#include <QTemporaryDir>

#include <memory>

namespace sockscope::test {

inline RecordHead headOf(RecordKind kind)
{
    RecordHead head;
    head.kind = kind;
    return head;
}

/// What tests of JournalWriter share: a place for one journal, and a writer of it.
class WriterFixture
{
protected:
    [[nodiscard]] QString path() const { return m_folder.filePath(QStringLiteral("session.journal")); }
    /// Null, with a warning, where that fails.
    [[nodiscard]] std::unique_ptr<JournalWriter> create(JournalWriter::Options options = {}) const
    {
        QString error;
        auto writer = JournalWriter::create(path(), options, &error);
        if (!writer)
            qWarning("%ls", qUtf16Printable(error));
        return writer;
    }

private:
    QTemporaryDir m_folder;
};

} // namespace sockscope::test
