// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>

#include <compare>
#include <cstdint>
#include <optional>

namespace sockscope {

/// An exact number such as 1/3, always in lowest terms and with a positive denominator. Numerators and denominators as
/// parsed are at most 10^9, so that sums and comparisons of two of them stay within 64 bits.
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

/// Reads "1/3", "0.25" or "25%" (whole percents only, as in k6). Nothing and k6's sentence in `error` for other text.
[[nodiscard]] std::optional<Fraction> parseFraction(const QString &text, QString *error);

} // namespace sockscope
