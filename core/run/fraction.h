// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>

#include <compare>
#include <cstdint>
#include <optional>

namespace sockscope {

/// An exact number such as 1/3, always in lowest terms and with a positive denominator. Numerators and denominators of
/// segments are at most 10^9, so that sums and comparisons of two of them stay within 64 bits.
struct Fraction
{
    std::int64_t numerator = 0;
    std::int64_t denominator = 1;

    [[nodiscard]] static Fraction of(std::int64_t numerator, std::int64_t denominator);
    [[nodiscard]] Fraction operator-(const Fraction &other) const;
    [[nodiscard]] std::strong_ordering operator<=>(const Fraction &other) const;
    [[nodiscard]] bool operator==(const Fraction &other) const = default;
    [[nodiscard]] double toDouble() const;
    [[nodiscard]] QString toString() const; ///< "1/3", "1"
};

} // namespace sockscope
