// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "export/journal_walk.h"

#include <QIODevice>

namespace sockscope {

/// Writes the conversations of a journal as a k6 script: the same connects, the same bytes in the same order, and
/// before each action a wait until as much was received as had been seen by then; no sleeps. What has no call in
/// k6/x/tcp stands in comments. The script holds at most 64 MiB of what was sent and 50,000 steps.
class JournalScript
{
public:
    using Options = JournalWalkOptions;

    explicit JournalScript(Options options)
        : m_options(std::move(options))
    {
    }

    /// False and `error` set to a sentence where the journal can't be read whole, holds too much for a script or no
    /// socket, or `to` takes no more.
    bool write(const QString &path, QIODevice &to, QString *error) const;

private:
    Options m_options;
};

} // namespace sockscope
