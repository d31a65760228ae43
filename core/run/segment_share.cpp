// SPDX-License-Identifier: GPL-3.0-or-later
#include "run/segment_share.h"

#include <algorithm>
#include <numeric>

namespace sockscope {

using namespace Qt::StringLiterals;

SegmentShare::SegmentShare()
    : m_pattern(patternOf({Fraction{1, 1}}))
{
}

std::optional<SegmentShare> SegmentShare::make(const ExecutionSegment &segment, const SegmentSequence &sequence,
                                               QString *error)
{
    const SegmentSequence filled = filledSequence(sequence, segment);
    SegmentShare share;
    const qsizetype index = filled.indexOf(segment);
    if (index < 0) {
        *error = u"provided segment %1 can't be found in sequence %2"_s.arg(segment.toString(), toString(sequence));
        return std::nullopt;
    }
    std::vector<Fraction> lengths;
    for (const ExecutionSegment &part : filled)
        lengths.push_back(part.length());
    share.m_pattern = patternOf(std::move(lengths));
    share.m_index = static_cast<std::size_t>(index);
    if (!share.m_pattern) {
        *error = u"the points of the execution segments %1 have no common denominator up to %2: use simpler fractions"_s
                     .arg(toString(filled))
                     .arg(MaxPeriod);
        return std::nullopt;
    }
    return share;
}

/// Deals out one period: each place goes to the first segment that is behind its due, longer segments being asked
/// first. Null where the period would be too long.
std::shared_ptr<const SegmentShare::Pattern> SegmentShare::patternOf(std::vector<Fraction> lengths)
{
    auto pattern = std::make_shared<Pattern>();
    for (const Fraction &length : lengths) {
        const std::int64_t factor = length.denominator / std::gcd(pattern->period, length.denominator);
        if (factor > MaxPeriod / pattern->period)
            return nullptr;
        pattern->period *= factor;
    }
    const std::int64_t period = pattern->period;
    std::vector<std::int64_t> due;
    for (const Fraction &length : lengths)
        due.push_back(length.numerator * (period / length.denominator));
    std::vector<std::size_t> order(lengths.size());
    std::iota(order.begin(), order.end(), 0);
    std::stable_sort(order.begin(), order.end(), [&due](std::size_t a, std::size_t b) { return due[a] > due[b]; });
    pattern->places.resize(lengths.size());
    for (std::int64_t place = 0; place < period; ++place) {
        const auto next = std::find_if(order.begin(), order.end(), [&](std::size_t segment) {
            return static_cast<std::int64_t>(pattern->places[segment].size()) * period <= place * due[segment];
        });
        if (next != order.end())
            pattern->places[*next].push_back(place);
    }
    pattern->lengths = std::move(lengths);
    return pattern;
}

std::int64_t SegmentShare::scaleFor(std::size_t segment, std::int64_t value) const
{
    const auto &places = m_pattern->places[segment];
    const auto rest = std::lower_bound(places.begin(), places.end(), value % m_pattern->period) - places.begin();
    return value / m_pattern->period * static_cast<std::int64_t>(places.size()) + rest;
}

std::int64_t SegmentShare::scale(std::int64_t value) const
{
    return isWhole() ? value : scaleFor(m_index, value);
}

std::int64_t SegmentShare::placeOf(std::int64_t own) const
{
    if (isWhole())
        return own;
    const auto &places = m_pattern->places[m_index];
    const auto count = static_cast<std::int64_t>(places.size());
    return own / count * m_pattern->period + places[static_cast<std::size_t>(own % count)];
}

std::optional<SegmentShare> SegmentShare::forValue(std::int64_t value) const
{
    if (scale(value) < 1)
        return std::nullopt;
    if (value % m_pattern->period == 0)
        return *this;
    SegmentShare share;
    std::vector<Fraction> lengths;
    for (std::size_t segment = 0; segment < m_pattern->lengths.size(); ++segment) {
        const std::int64_t part = scaleFor(segment, value);
        if (segment == m_index)
            share.m_index = lengths.size();
        if (part > 0)
            lengths.push_back(Fraction::of(part, value));
    }
    share.m_pattern = patternOf(std::move(lengths));
    return share.m_pattern ? std::optional(share) : *this; // so many VUs that the difference is nothing
}

Fraction SegmentShare::length() const
{
    return m_pattern->lengths[m_index];
}

bool SegmentShare::isWhole() const
{
    return m_pattern->lengths.size() == 1;
}

} // namespace sockscope
