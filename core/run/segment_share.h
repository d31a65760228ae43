// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "run/execution_segment.h"

#include <memory>
#include <vector>

namespace sockscope {

/// What one instance takes of things that all instances of a test share out among them: VUs, iterations, the ticks of
/// an arrival rate. Things are dealt out one by one in a pattern that repeats, as k6 does it, so that the shares of all
/// instances add up exactly, whatever is divided (k6-reference 4.5). Copies are cheap.
class SegmentShare
{
public:
    static constexpr std::int64_t MaxPeriod = 10'000'000; ///< longest pattern; a finer sequence is refused

    SegmentShare(); ///< the whole test
    /// Nothing and a sentence where the segment is no part of the sequence, or its points need too long a pattern.
    [[nodiscard]] static std::optional<SegmentShare> make(const ExecutionSegment &segment,
                                                          const SegmentSequence &sequence, QString *error);

    /// How many of the first `value` things are this instance's.
    [[nodiscard]] std::int64_t scale(std::int64_t value) const;
    /// The place among all things, from 0, of this instance's thing number `own`, from 0.
    [[nodiscard]] std::int64_t placeOf(std::int64_t own) const;
    /// The share of an instance that gets as much as this one gets of `value` things, at least one: a scenario divides
    /// its iterations as its VUs are divided. Nothing where this instance gets none.
    [[nodiscard]] std::optional<SegmentShare> forValue(std::int64_t value) const;
    [[nodiscard]] Fraction length() const;
    [[nodiscard]] bool isWhole() const;

private:
    struct Pattern
    {
        std::int64_t period = 1;
        std::vector<Fraction> lengths;
        std::vector<std::vector<std::int64_t>> places; // of each segment, ascending, below the period
    };
    [[nodiscard]] static std::shared_ptr<const Pattern> patternOf(std::vector<Fraction> lengths);
    [[nodiscard]] std::int64_t scaleFor(std::size_t segment, std::int64_t value) const;

    std::shared_ptr<const Pattern> m_pattern;
    std::size_t m_index = 0;
};

} // namespace sockscope
