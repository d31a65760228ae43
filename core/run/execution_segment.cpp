// SPDX-License-Identifier: GPL-3.0-or-later
#include "run/execution_segment.h"

#include <QStringList>

namespace sockscope {

using namespace Qt::StringLiterals;

namespace {

constexpr Fraction Zero{0, 1};
constexpr Fraction One{1, 1};

QString twoDecimals(const Fraction &value)
{
    return QString::number(value.toDouble(), 'f', 2);
}

std::optional<ExecutionSegment> checkedSegment(const Fraction &from, const Fraction &to, QString *error)
{
    if (from < Zero)
        *error = u"segment start value must be at least 0 but was "_s + twoDecimals(from);
    else if (from >= to)
        *error = u"segment start(%1) must be less than its end(%2)"_s.arg(twoDecimals(from), twoDecimals(to));
    else if (to > One)
        *error = u"segment end value can't be more than 1 but was "_s + twoDecimals(to);
    else
        return ExecutionSegment{from, to};
    return std::nullopt;
}

} // namespace

QString ExecutionSegment::toString() const
{
    return from.toString() + u':' + to.toString();
}

std::optional<ExecutionSegment> parseExecutionSegment(const QString &text, QString *error)
{
    if (text.isEmpty())
        return ExecutionSegment();
    const qsizetype colon = text.indexOf(u':');
    const std::optional<Fraction> from = colon < 0 ? Zero : parseFraction(text.left(colon), error);
    if (!from)
        return std::nullopt;
    const std::optional<Fraction> to = parseFraction(text.mid(colon + 1), error);
    return to ? checkedSegment(*from, *to, error) : std::nullopt;
}

std::optional<SegmentSequence> parseSegmentSequence(const QString &text, QString *error)
{
    SegmentSequence sequence;
    if (text.isEmpty())
        return sequence;
    const QStringList points = text.split(u',');
    if (points.size() < 2) {
        *error = u"at least 2 points are needed for an execution segment sequence, %1 given"_s.arg(points.size());
        return std::nullopt;
    }
    std::optional<Fraction> from = parseFraction(points.first(), error);
    for (qsizetype i = 1; from && i < points.size(); ++i) {
        const std::optional<Fraction> to = parseFraction(points.at(i), error);
        const auto segment = to ? checkedSegment(*from, *to, error) : std::nullopt;
        if (!segment)
            return std::nullopt;
        sequence.append(*segment);
        from = to;
    }
    return from ? std::optional(sequence) : std::nullopt;
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
