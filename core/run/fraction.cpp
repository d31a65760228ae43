// SPDX-License-Identifier: GPL-3.0-or-later
#include "run/fraction.h"

#include <numeric>

namespace sockscope {

using namespace Qt::StringLiterals;

Fraction Fraction::of(std::int64_t numerator, std::int64_t denominator)
{
    const std::int64_t divisor = std::gcd(numerator, denominator);
    return {numerator / divisor, denominator / divisor};
}

Fraction Fraction::operator-(const Fraction &other) const
{
    return of(numerator * other.denominator - other.numerator * denominator, denominator * other.denominator);
}

std::strong_ordering Fraction::operator<=>(const Fraction &other) const
{
    return numerator * other.denominator <=> other.numerator * denominator;
}

double Fraction::toDouble() const
{
    return static_cast<double>(numerator) / static_cast<double>(denominator);
}

QString Fraction::toString() const
{
    if (denominator == 1)
        return QString::number(numerator);
    return u"%1/%2"_s.arg(numerator).arg(denominator);
}

} // namespace sockscope
