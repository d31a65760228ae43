// SPDX-License-Identifier: GPL-3.0-or-later
#include "metrics/value_histogram.h"

#include <algorithm>
#include <bit>

namespace sockscope {

namespace {

constexpr int MantissaBits = 52;
constexpr int PartBits = 10;
constexpr std::size_t Exponents = 2048;
constexpr std::size_t ZeroPage = Exponents; // between those of the negative and those of the positive numbers
constexpr std::size_t Pages = 2 * Exponents + 1;

struct Place
{
    std::size_t page = ZeroPage;
    std::size_t bucket = 0;
};

/// Sign and exponent name the page, the upper mantissa bits the bucket. Of negative numbers both run backwards.
Place placeOf(double value)
{
    if (value == 0)
        return {}; // both zeros are one value
    const auto bits = std::bit_cast<std::uint64_t>(value);
    const auto exponent = static_cast<std::size_t>(bits >> MantissaBits) & (Exponents - 1);
    constexpr std::size_t LastPart = (std::size_t{1} << PartBits) - 1;
    const auto part = static_cast<std::size_t>(bits >> (MantissaBits - PartBits)) & LastPart;
    return value > 0 ? Place{ZeroPage + 1 + exponent, part} : Place{ZeroPage - 1 - exponent, LastPart - part};
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
    : m_pages(other.m_pages.size())
    , m_count(other.m_count)
{
    for (std::size_t i = 0; i < m_pages.size(); ++i) {
        if (other.m_pages[i])
            m_pages[i] = std::make_unique<Page>(*other.m_pages[i]);
    }
}

ValueHistogram &ValueHistogram::operator=(const ValueHistogram &other)
{
    if (this != &other)
        *this = ValueHistogram(other);
    return *this;
}

ValueHistogram::Page &ValueHistogram::page(std::size_t index)
{
    if (m_pages.empty())
        m_pages.resize(Pages);
    auto &found = m_pages[index];
    if (!found)
        found = std::make_unique<Page>();
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
    for (std::size_t i = 0; i < other.m_pages.size(); ++i) {
        if (!other.m_pages[i])
            continue;
        Page &target = page(i);
        target.count += other.m_pages[i]->count;
        for (std::size_t part = 0; part < Parts; ++part) {
            const Bucket &bucket = other.m_pages[i]->buckets[part];
            if (bucket.count > 0)
                target.buckets[part].add(bucket.count, bucket.min, bucket.max);
        }
    }
    m_count += other.m_count;
}

void ValueHistogram::subtract(const ValueHistogram &earlier)
{
    for (std::size_t i = 0; i < earlier.m_pages.size() && i < m_pages.size(); ++i) {
        if (!earlier.m_pages[i] || !m_pages[i])
            continue;
        m_pages[i]->count -= earlier.m_pages[i]->count;
        for (std::size_t part = 0; part < Parts; ++part)
            m_pages[i]->buckets[part].count -= earlier.m_pages[i]->buckets[part].count;
    }
    m_count -= earlier.m_count;
}

double ValueHistogram::valueAt(std::uint64_t rank) const
{
    for (const auto &page : m_pages) {
        if (!page || rank >= page->count) {
            rank -= page ? page->count : 0;
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
