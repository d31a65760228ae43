// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "export/journal_walk.h"

#include <QIODevice>

namespace sockscope {

/// Writes what the sockets of a journal sent and received as a hex dump: for each write and data event a line with the
/// time, the socket, the direction and the size, then the bytes, counted from the beginning of their stream.
class JournalHex
{
public:
    using Options = JournalWalkOptions;

    explicit JournalHex(Options options)
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
