// SPDX-License-Identifier: GPL-3.0-or-later
#include "send_history.h"

namespace sockscope {

void SendHistory::add(const PayloadDraft &draft)
{
    endWalk();
    if (!m_entries.isEmpty() && m_entries.last() == draft)
        return;
    m_entries.append(draft);
    if (m_entries.size() > MaxEntries)
        m_entries.removeFirst();
}

std::optional<PayloadDraft> SendHistory::back(const PayloadDraft &current)
{
    qsizetype next = isWalking() ? m_at - 1 : m_entries.size() - 1;
    if (!isWalking() && next >= 0 && m_entries[next] == current)
        --next;
    if (next < 0)
        return std::nullopt;
    if (!isWalking())
        m_written = current;
    m_at = next;
    return m_entries[m_at];
}

std::optional<PayloadDraft> SendHistory::forward()
{
    if (!isWalking())
        return std::nullopt;
    ++m_at;
    if (m_at < m_entries.size() && m_entries[m_at] != m_written)
        return m_entries[m_at];
    endWalk();
    return m_written;
}

} // namespace sockscope
