// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QtGlobal>

#include <algorithm>
#include <deque>
#include <iterator>
#include <vector>

namespace sockscope {

/// The rows of an append-only model with an upper bound: when it is reached, the oldest tenth goes, so that views don't
/// shift with every line, and is counted.
template <typename Row>
class BoundedRows
{
public:
    explicit BoundedRows(int limit)
        : m_limit(std::max(limit, 1))
    {
    }

    [[nodiscard]] int count() const { return static_cast<int>(m_rows.size()); }
    [[nodiscard]] qint64 dropped() const { return m_dropped; }
    [[nodiscard]] const Row &operator[](int row) const { return m_rows[static_cast<std::size_t>(row)]; }
    [[nodiscard]] auto begin() const { return m_rows.begin(); }
    [[nodiscard]] auto end() const { return m_rows.end(); }

    /// Leaves of `added` what can be kept at all, and returns how many of the first rows have to be removed before it
    /// is appended.
    [[nodiscard]] int makeRoomFor(std::vector<Row> &added)
    {
        const auto tooMany = static_cast<std::ptrdiff_t>(added.size()) - m_limit;
        if (tooMany > 0) {
            added.erase(added.begin(), added.begin() + tooMany);
            m_dropped += tooMany;
        }
        const int total = count() + static_cast<int>(added.size());
        return total <= m_limit ? 0 : std::min(count(), total - (m_limit - m_limit / 10));
    }
    void removeFirst(int rows)
    {
        m_rows.erase(m_rows.begin(), m_rows.begin() + rows);
        m_dropped += rows;
    }
    void append(std::vector<Row> added)
    {
        m_rows.insert(m_rows.end(), std::make_move_iterator(added.begin()), std::make_move_iterator(added.end()));
    }
    void clear()
    {
        m_rows.clear();
        m_dropped = 0;
    }

private:
    std::deque<Row> m_rows; // grows without moving what is there
    qint64 m_dropped = 0;
    int m_limit;
};

} // namespace sockscope
