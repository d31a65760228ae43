// SPDX-License-Identifier: GPL-3.0-or-later
#include "net/write_queue.h"

#include <algorithm>
#include <utility>

namespace sockscope {

quint64 WriteQueue::add(const QByteArray &bytes)
{
    m_added += bytes.size();
    m_pending.push_back({++m_lastTicket, bytes, m_added});
    skipFed();
    complete(); // an empty write behind nothing
    return m_lastTicket;
}

quint64 WriteQueue::addFailed(const QString &failure)
{
    m_settled.push_back({++m_lastTicket, 0, failure});
    return m_lastTicket;
}

std::span<const char> WriteQueue::next(qint64 limit) const
{
    if (m_fed == m_added || limit <= 0)
        return {};
    const Pending &write = m_pending[m_feeding];
    const qint64 left = write.end - m_fed;
    return {write.bytes.constData() + (write.bytes.size() - left), std::size_t(std::min(left, limit))};
}

void WriteQueue::fed(qint64 bytes)
{
    m_fed += bytes;
    skipFed();
}

void WriteQueue::skipFed()
{
    while (m_feeding < m_pending.size() && m_pending[m_feeding].end <= m_fed)
        ++m_feeding;
}

void WriteQueue::sent(qint64 total)
{
    m_sent = total;
    complete();
}

void WriteQueue::complete()
{
    while (!m_pending.empty() && m_pending.front().end <= m_sent) {
        m_settled.push_back({m_pending.front().ticket, m_pending.front().bytes.size(), {}});
        m_pending.pop_front();
        m_feeding -= m_feeding > 0 ? 1 : 0;
    }
}

void WriteQueue::clear()
{
    m_pending.clear();
    m_feeding = 0;
    m_added = m_fed = m_sent = 0;
}

WriteQueue::Settled WriteQueue::takeSettled()
{
    Settled first = std::move(m_settled.front());
    m_settled.pop_front();
    return first;
}

} // namespace sockscope
