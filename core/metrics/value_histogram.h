// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <array>
#include <cstdint>
#include <memory>
#include <vector>

namespace sockscope {

/// Counts values in buckets that grow with the value: each power of two is cut into 1024 equal parts, which is what the
/// upper bits of a double already say, so adding needs no logarithm. A bucket remembers its least and greatest value.
/// A value read back is off by less than 1/1024 of itself (0.1 %) for normal numbers of either sign; zero, infinities
/// and equal values are exact. Memory: 24 kB for each power of two that occurs, so 0.5 MB from microseconds to hours in
/// milliseconds, and 98 MB at the very most. Not thread-safe.
class ValueHistogram
{
public:
    ValueHistogram() = default;
    ValueHistogram(const ValueHistogram &other);
    ValueHistogram(ValueHistogram &&other) noexcept = default;
    ValueHistogram &operator=(const ValueHistogram &other);
    ValueHistogram &operator=(ValueHistogram &&other) noexcept = default;
    ~ValueHistogram() = default;

    void add(double value); ///< not NaN
    void merge(const ValueHistogram &other);
    /// Takes out what an earlier copy of this one counted. Buckets that keep values keep their ends.
    void subtract(const ValueHistogram &earlier);
    [[nodiscard]] std::uint64_t count() const { return m_count; }
    /// The value of a rank, from 0 to count() - 1, in ascending order.
    [[nodiscard]] double valueAt(std::uint64_t rank) const;

private:
    struct Bucket
    {
        std::uint64_t count = 0;
        double min = 0;
        double max = 0;

        void add(std::uint64_t values, double least, double greatest);
        [[nodiscard]] double valueAt(std::uint64_t rank) const;
    };
    static constexpr std::size_t Parts = 1024;
    /// The buckets of one power of two, in ascending order.
    struct Page
    {
        std::uint64_t count = 0;
        std::array<Bucket, Parts> buckets{};
    };

    [[nodiscard]] Page &page(std::size_t index);

    std::vector<std::unique_ptr<Page>> m_pages; // by sign and exponent, ascending; empty until something is added
    std::uint64_t m_count = 0;
};

} // namespace sockscope
