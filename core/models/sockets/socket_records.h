// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/records/record_index.h"

#include <vector>

namespace sockscope {

/// The numbers of one socket's entries in a RecordIndex, in order; of all sockets for number 0, which keeps nothing.
class SocketRecords
{
public:
    void setSocket(std::uint32_t socket);
    [[nodiscard]] std::uint32_t socket() const { return m_socket; }
    /// Takes over what the index has got since the last time, and forgets what it has dropped. Returns how many were
    /// forgotten: all positions are less by that.
    std::int64_t update(const RecordIndex &index);

    [[nodiscard]] std::int64_t count() const;
    /// The number in the index of the entry at this position, from 0.
    [[nodiscard]] std::int64_t operator[](std::int64_t position) const;
    /// Position of the first entry whose number in the index is at least this.
    [[nodiscard]] std::int64_t positionOf(std::int64_t number) const;

private:
    std::uint32_t m_socket = 0;
    std::int64_t m_first = 0; ///< of the index
    std::int64_t m_end = 0;   ///< entries of the index that were looked at
    std::vector<std::int64_t> m_numbers;
};

} // namespace sockscope
