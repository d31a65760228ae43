// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>

#include <compare>
#include <cstdint>
#include <optional>

namespace sockscope {

/// A rational number in lowest terms, as execution segments are bounded by (k6-reference 4.5). The denominator is
/// positive; both fit into 62 bits, so that comparing needs no more than 128.
struct SegmentPoint
{
    std::int64_t numerator = 0;
    std::int64_t denominator = 1;

    /// "1/3", "0.25", "25%", "1e-2". Nothing and k6's sentence for anything else.
    [[nodiscard]] static std::optional<SegmentPoint> parse(const QString &text, QString *error);
    [[nodiscard]] QString toString() const; ///< "1/3", "1"
    [[nodiscard]] QString rounded() const;  ///< "0.33"

    [[nodiscard]] std::strong_ordering operator<=>(const SegmentPoint &other) const;
    bool operator==(const SegmentPoint &other) const = default;
};

} // namespace sockscope
