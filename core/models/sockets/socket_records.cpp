// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/sockets/socket_records.h"

#include <algorithm>

namespace sockscope {

void SocketRecords::setSocket(std::uint32_t socket)
{
    m_socket = socket;
    m_first = 0;
    m_end = 0;
    m_numbers.clear();
}

std::int64_t SocketRecords::update(const RecordIndex &index)
{
    if (index.end() < m_end) // another journal
        setSocket(m_socket);
    std::int64_t gone = 0;
    if (index.first() > m_first) {
        gone = positionOf(index.first());
        m_first = index.first();
        if (m_socket != 0)
            m_numbers.erase(m_numbers.begin(), m_numbers.begin() + gone);
    }
    const auto from = std::max(m_end, m_first);
    m_end = index.end();
    if (m_socket == 0)
        return gone;
    const auto &all = index.ofSocket(m_socket);
    for (int i = all.partitionPoint([from](std::uint32_t number) { return number < from; }); i < all.count(); ++i)
        m_numbers.push_back(all[i]);
    return gone;
}

std::int64_t SocketRecords::count() const
{
    return m_socket == 0 ? m_end - m_first : static_cast<std::int64_t>(m_numbers.size());
}

std::int64_t SocketRecords::operator[](std::int64_t position) const
{
    return m_socket == 0 ? m_first + position : m_numbers[static_cast<std::size_t>(position)];
}

std::int64_t SocketRecords::positionOf(std::int64_t number) const
{
    if (m_socket == 0)
        return std::clamp<std::int64_t>(number - m_first, 0, count());
    return std::ranges::lower_bound(m_numbers, number) - m_numbers.begin();
}

} // namespace sockscope
