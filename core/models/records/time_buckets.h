// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <array>
#include <cstdint>

namespace sockscope {

/// Sums over time in a fixed number of buckets from `start()` on. When a time lies behind the last one, buckets are
/// merged in pairs, so that the whole time always fits.
template <int Count>
class TimeBuckets
{
public:
    static constexpr int count = Count;

    explicit TimeBuckets(std::int64_t startNs = 0, std::int64_t firstWidthNs = 1'000'000)
        : m_start(startNs)
        , m_width(firstWidthNs)
    {
    }

    void add(std::int64_t timeNs, std::int64_t amount)
    {
        stretchTo(timeNs);
        m_sums[index(timeNs)] += amount;
    }
    /// Widens the buckets until this time fits.
    void stretchTo(std::int64_t timeNs)
    {
        while (timeNs - m_start >= m_width * Count)
            merge();
    }
    [[nodiscard]] std::int64_t start() const { return m_start; }
    [[nodiscard]] std::int64_t width() const { return m_width; } ///< of one bucket, nanoseconds
    [[nodiscard]] std::int64_t operator[](int bucket) const { return m_sums[static_cast<std::size_t>(bucket)]; }

private:
    [[nodiscard]] std::size_t index(std::int64_t timeNs) const
    {
        return timeNs <= m_start ? 0 : static_cast<std::size_t>((timeNs - m_start) / m_width);
    }
    void merge()
    {
        for (std::size_t i = 0; i < Count / 2; ++i)
            m_sums[i] = m_sums[2 * i] + m_sums[2 * i + 1];
        for (std::size_t i = Count / 2; i < Count; ++i)
            m_sums[i] = 0;
        m_width *= 2;
    }

    std::int64_t m_start;
    std::int64_t m_width;
    std::array<std::int64_t, Count> m_sums{};
    static_assert(Count % 2 == 0);
};

} // namespace sockscope
