// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "journal/record.h"

#include <QList>

namespace sockscope {

/// When the debugger had a session's scripts stand still. Bounded: later pauses than MaxPauses are not kept.
class PausedTimes
{
public:
    static constexpr qsizetype MaxPauses = 10'000;

    struct Pause
    {
        std::int64_t fromNs = 0; ///< since the session's start
        std::int64_t toNs = 0;
        std::uint32_t vu = 0;
    };

    void append(const QList<Record> &records); ///< takes from them what concerns it
    void clear() { m_pauses.clear(); }
    [[nodiscard]] const QList<Pause> &all() const { return m_pauses; } ///< in the order of their ends

private:
    QList<Pause> m_pauses;
};

} // namespace sockscope
