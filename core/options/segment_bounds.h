// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "options/segment_point.h"

#include <QList>
#include <QString>

#include <optional>

namespace sockscope {

/// The part of a test's work that one instance does: (from, to] of 0 to 1 (k6-reference 4.5).
struct SegmentBounds
{
    SegmentPoint from;
    SegmentPoint to = {1, 1};

    [[nodiscard]] QString toString() const; ///< "1/4:1/2"
    bool operator==(const SegmentBounds &) const = default;
};

/// "1/4:1/2", "25%:0.5", or "1/4" for what begins at 0; blank is all. Nothing and k6's sentence otherwise.
[[nodiscard]] std::optional<SegmentBounds> parseSegmentBounds(const QString &text, QString *error);

/// "0,1/3,2/3,1": consecutive segments; blank for none. Nothing and k6's sentence otherwise.
[[nodiscard]] std::optional<QList<SegmentBounds>> parseSegmentSequenceBounds(const QString &text, QString *error);
[[nodiscard]] QString segmentSequenceText(const QList<SegmentBounds> &sequence);

} // namespace sockscope
