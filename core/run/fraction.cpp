// SPDX-License-Identifier: GPL-3.0-or-later
#include "run/fraction.h"

#include <QRegularExpression>

#include <numeric>

namespace sockscope {

using namespace Qt::StringLiterals;

namespace {

constexpr qsizetype MaxDigits = 9;

std::optional<Fraction> parseDecimal(const QRegularExpressionMatch &match)
{
    const QString whole = match.captured(2);
    const QString decimals = match.captured(3);
    if (whole.isEmpty() && decimals.isEmpty())
        return std::nullopt;
    std::int64_t denominator = 1;
    for (qsizetype i = 0; i < decimals.size(); ++i)
        denominator *= 10;
    const std::int64_t value = (whole + decimals).toLongLong();
    return Fraction::of(match.captured(1) == u"-" ? -value : value, denominator);
}

} // namespace

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

std::optional<Fraction> parseFraction(const QString &text, QString *error)
{
    static const QRegularExpression percentage(u"^[+-]?[0-9]{1,9}%$"_s);
    static const QRegularExpression quotient(u"^([+-]?[0-9]{1,9})/([0-9]{1,9})$"_s);
    static const QRegularExpression decimal(u"^([+-]?)([0-9]*)\\.?([0-9]*)$"_s);
    if (text.endsWith(u'%')) {
        if (percentage.match(text).hasMatch())
            return Fraction::of(text.chopped(1).toLongLong(), 100);
        *error = u"'%1' is not a valid percentage"_s.arg(text);
        return std::nullopt;
    }
    if (const auto match = quotient.match(text); match.hasMatch() && match.captured(2).toLongLong() != 0)
        return Fraction::of(match.captured(1).toLongLong(), match.captured(2).toLongLong());
    if (const auto match = decimal.match(text); match.hasMatch()) {
        if (match.capturedLength(2) + match.capturedLength(3) > MaxDigits) {
            *error =
                u"'%1' has too many digits: a point of an execution segment has at most %2"_s.arg(text).arg(MaxDigits);
            return std::nullopt;
        }
        if (const auto value = parseDecimal(match))
            return value;
    }
    *error = u"'%1' is not a valid percentage, decimal, fraction or interval value"_s.arg(text);
    return std::nullopt;
}

} // namespace sockscope
