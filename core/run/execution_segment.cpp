// SPDX-License-Identifier: GPL-3.0-or-later
#include "run/execution_segment.h"

#include "options/segment_bounds.h"

#include <QStringList>

namespace sockscope {

using namespace Qt::StringLiterals;

namespace {

constexpr Fraction Zero{0, 1};
constexpr Fraction One{1, 1};

std::optional<Fraction> fractionOf(const SegmentPoint &point, QString *error)
{
    constexpr std::int64_t Most = 1'000'000'000; // what a Fraction computes with
    if (point.denominator <= Most)
        return Fraction{point.numerator, point.denominator};
    *error = u"the point %1 of an execution segment is too fine: use a fraction with at most 9 digits"_s.arg(
        point.toString());
    return std::nullopt;
}

std::optional<ExecutionSegment> segmentOf(const SegmentBounds &bounds, QString *error)
{
    const std::optional<Fraction> from = fractionOf(bounds.from, error);
    const std::optional<Fraction> to = from ? fractionOf(bounds.to, error) : std::nullopt;
    return to ? std::optional(ExecutionSegment{*from, *to}) : std::nullopt;
}

} // namespace

QString ExecutionSegment::toString() const
{
    return from.toString() + u':' + to.toString();
}

std::optional<ExecutionSegment> parseExecutionSegment(const QString &text, QString *error)
{
    const std::optional<SegmentBounds> bounds = parseSegmentBounds(text, error);
    return bounds ? segmentOf(*bounds, error) : std::nullopt;
}

std::optional<SegmentSequence> parseSegmentSequence(const QString &text, QString *error)
{
    const auto all = parseSegmentSequenceBounds(text, error);
    if (!all)
        return std::nullopt;
    SegmentSequence sequence;
    for (const SegmentBounds &bounds : *all) {
        const std::optional<ExecutionSegment> segment = segmentOf(bounds, error);
        if (!segment)
            return std::nullopt;
        sequence.append(*segment);
    }
    return sequence;
}

QString toString(const SegmentSequence &sequence)
{
    QStringList points;
    for (const ExecutionSegment &segment : sequence) {
        if (points.isEmpty())
            points.append(segment.from.toString());
        points.append(segment.to.toString());
    }
    return points.join(u',');
}

SegmentSequence filledSequence(SegmentSequence sequence, const ExecutionSegment &segment)
{
    if (sequence.isEmpty())
        sequence.append(segment);
    if (sequence.first().from != Zero)
        sequence.prepend({Zero, sequence.first().from});
    if (sequence.last().to != One)
        sequence.append({sequence.last().to, One});
    return sequence;
}

} // namespace sockscope
