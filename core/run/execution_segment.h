// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "run/fraction.h"

#include <QList>

namespace sockscope {

/// The part of a test that one instance runs (k6-reference 4.5,
/// https://grafana.com/docs/k6/latest/using-k6/k6-options/reference/#execution-segment).
struct ExecutionSegment
{
    Fraction from{0, 1};
    Fraction to{1, 1};

    [[nodiscard]] Fraction length() const { return to - from; }
    [[nodiscard]] QString toString() const; ///< "1/3:2/3"
    [[nodiscard]] bool operator==(const ExecutionSegment &other) const = default;
};

using SegmentSequence = QList<ExecutionSegment>;

/// Reads "1/3:2/3", or "1/3" for "0:1/3"; empty text is the whole test. Nothing and k6's sentence for other text.
[[nodiscard]] std::optional<ExecutionSegment> parseExecutionSegment(const QString &text, QString *error);
/// Reads the points "0,1/3,2/3,1" between the segments of all instances; empty text gives no segment.
[[nodiscard]] std::optional<SegmentSequence> parseSegmentSequence(const QString &text, QString *error);
/// "0,1/3,2/3,1"
[[nodiscard]] QString toString(const SegmentSequence &sequence);
/// The sequence with what is missing at both ends; where it is empty, what stands around the segment.
[[nodiscard]] SegmentSequence filledSequence(SegmentSequence sequence, const ExecutionSegment &segment);

} // namespace sockscope
