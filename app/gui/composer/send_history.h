// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "payload/payload_types.h"

#include <QList>

#include <optional>

namespace sockscope {

/// What was sent, to be walked through as in a terminal: back from what is being written, and forward to it again. In
/// memory only.
class SendHistory
{
public:
    static constexpr qsizetype MaxEntries = 200; ///< the oldest go first

    /// Adds what was sent, unless it is the newest entry already, and ends the walk.
    void add(const PayloadDraft &draft);
    /// The entry before the current one; nothing at the oldest. `current` is what stands in the composer: it is kept
    /// when a walk begins, and skipped over where it is the newest entry itself.
    [[nodiscard]] std::optional<PayloadDraft> back(const PayloadDraft &current);
    /// The entry behind the current one, at last what was being written; nothing there.
    [[nodiscard]] std::optional<PayloadDraft> forward();
    void endWalk() { m_at = -1; }

    [[nodiscard]] qsizetype size() const { return m_entries.size(); }
    [[nodiscard]] bool isWalking() const { return m_at >= 0; }

private:
    QList<PayloadDraft> m_entries; ///< the oldest first
    PayloadDraft m_written;        ///< what the walk began with
    qsizetype m_at = -1;           ///< -1 outside of a walk
};

} // namespace sockscope
