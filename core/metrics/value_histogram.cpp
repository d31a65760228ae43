// SPDX-License-Identifier: GPL-3.0-or-later
#include "metrics/value_histogram.h"

#include <algorithm>
#include <bit>
#include <utility>

namespace sockscope {

namespace {

constexpr int MantissaBits = 52;
constexpr int PartBits = 10;
constexpr std::size_t Parts = std::size_t{1} << PartBits;
constexpr int ExponentMask = 0x7ff;

struct Place
{
    int page = 0;
    std::size_t bucket = 0;
};

/// Sign and exponent name the page, the upper mantissa bits the bucket. Of negative numbers both run backwards.
Place placeOf(double value)
{
    if (value == 0)
        return {0, 0}; // both zeros are one value
    const auto bits = std::bit_cast<std::uint64_t>(value);
    const int exponent = static_cast<int>(bits >> MantissaBits) & ExponentMask;
    const auto part = static_cast<std::size_t>(bits >> (MantissaBits - PartBits)) & (Parts - 1);
    constexpr int First = 1; // page 0 is zero's own
    return value > 0 ? Place{First + exponent, part} : Place{-First - exponent, Parts - 1 - part};
}

} // namespace

void ValueHistogram::Bucket::add(std::uint64_t values, double least, double greatest)
{
    min = count == 0 ? least : std::min(min, least);
    max = count == 0 ? greatest : std::max(max, greatest);
    count += values;
}

/// Between its ends the values are taken to lie evenly.
double ValueHistogram::Bucket::valueAt(std::uint64_t rank) const
{
    if (rank == 0 || min == max)
        return min;
    return min + (max - min) * (static_cast<double>(rank) / static_cast<double>(count - 1));
}

ValueHistogram::ValueHistogram(const ValueHistogram &other)
    : m_count(other.m_count)
{
    for (const auto &[key, page] : other.m_pages)
        m_pages.emplace(key, std::make_unique<Page>(*page));
}

void ValueHistogram::swap(ValueHistogram &other) noexcept
{
    m_pages.swap(other.m_pages);
    std::swap(m_lastKey, other.m_lastKey);
    std::swap(m_lastPage, other.m_lastPage);
    std::swap(m_count, other.m_count);
}

ValueHistogram::Page &ValueHistogram::page(int key)
{
    if (m_lastPage && m_lastKey == key)
        return *m_lastPage;
    auto &found = m_pages[key];
    if (!found) {
        found = std::make_unique<Page>();
        found->buckets.resize(key == 0 ? 1 : Parts);
    }
    m_lastKey = key;
    m_lastPage = found.get();
    return *found;
}

void ValueHistogram::add(double value)
{
    const Place place = placeOf(value);
    Page &target = page(place.page);
    ++target.count;
    target.buckets[place.bucket].add(1, value, value);
    ++m_count;
}

void ValueHistogram::merge(const ValueHistogram &other)
{
    for (const auto &[key, theirs] : other.m_pages) {
        Page &target = page(key);
        target.count += theirs->count;
        for (std::size_t i = 0; i < theirs->buckets.size(); ++i) {
            const Bucket &bucket = theirs->buckets[i];
            if (bucket.count > 0)
                target.buckets[i].add(bucket.count, bucket.min, bucket.max);
        }
    }
    m_count += other.m_count;
}

double ValueHistogram::valueAt(std::uint64_t rank) const
{
    for (const auto &[key, page] : m_pages) {
        if (rank >= page->count) {
            rank -= page->count;
            continue;
        }
        for (const Bucket &bucket : page->buckets) {
            if (rank < bucket.count)
                return bucket.valueAt(rank);
            rank -= bucket.count;
        }
    }
    return 0;
}

} // namespace sockscope
