// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "export/journal_walk.h"

#include <QIODevice>
#include <QList>
#include <QString>

namespace sockscope {

/// A format that a journal can be written in.
struct ExportFormat
{
    QString name;      ///< on the command line and for exportJournal(): "pcapng"
    QString title;     ///< for people, translated: "Packet capture (pcapng)"
    QString extension; ///< of files, without a dot
    QString summary;   ///< a phrase on what it is, translated
};

/// All formats, the ones for people first.
[[nodiscard]] QList<ExportFormat> exportFormats();

/// Writes the journal at `path` to a device. Returns a sentence on what went wrong, also where the progress function
/// of the options has ended it; empty on success. May run on any thread.
[[nodiscard]] QString exportJournal(const QString &format, const QString &path, const JournalWalkOptions &options,
                                    QIODevice &to);

/// Writes it to a file with mode 0600, whole or not at all; an earlier file is replaced, but never the journal itself.
[[nodiscard]] QString exportJournalToFile(const QString &format, const QString &path, const JournalWalkOptions &options,
                                          const QString &file);

} // namespace sockscope
