// SPDX-License-Identifier: GPL-3.0-or-later
#include "output/json/js_number.h"

#include <array>
#include <charconv>
#include <cmath>
#include <cstdio>

namespace sockscope {

namespace {

constexpr double ExponentFrom = 1e21; // JavaScript writes no more digits before the point than 21

QByteArray nonFinite(double value)
{
    if (std::isnan(value))
        return "NaN";
    return value > 0 ? "Infinity" : "-Infinity";
}

/// The shortest digits of a positive number, and where the decimal point stands in or beside them.
struct Digits
{
    QByteArray text;
    qsizetype point = 0;
};

Digits shortestDigits(double value)
{
    std::array<char, 64> buffer{};
    const auto end = std::to_chars(buffer.data(), buffer.data() + buffer.size(), value, std::chars_format::scientific);
    const QByteArray scientific(buffer.data(), end.ptr - buffer.data());
    const qsizetype mark = scientific.indexOf('e');
    return {scientific.left(mark).replace(".", ""), scientific.mid(mark + 1).toLongLong() + 1};
}

QByteArray withExponent(const Digits &digits)
{
    QByteArray text = digits.text.left(1);
    if (digits.text.size() > 1)
        text += '.' + digits.text.mid(1);
    const qsizetype exponent = digits.point - 1;
    return text + (exponent < 0 ? "e-" : "e+") + QByteArray::number(std::abs(exponent));
}

/// The last digit of a decimal text one higher, with what that carries to the left.
QByteArray incremented(QByteArray text)
{
    for (qsizetype at = text.size() - 1; at >= 0; --at) {
        if (text[at] == '.')
            continue;
        if (text[at] != '9') {
            ++text[at];
            return text;
        }
        text[at] = '0';
    }
    return '1' + text;
}

} // namespace

QByteArray jsNumber(double value)
{
    if (!std::isfinite(value))
        return nonFinite(value);
    if (value == 0)
        return "0";
    if (value < 0)
        return '-' + jsNumber(-value);
    constexpr qsizetype mostDigits = 21;
    constexpr qsizetype mostZeros = 6;
    const Digits digits = shortestDigits(value);
    const qsizetype count = digits.text.size();
    if (digits.point > mostDigits || digits.point <= -mostZeros)
        return withExponent(digits);
    if (digits.point <= 0)
        return "0." + QByteArray(-digits.point, '0') + digits.text;
    if (digits.point >= count)
        return digits.text + QByteArray(digits.point - count, '0');
    return digits.text.left(digits.point) + '.' + digits.text.mid(digits.point);
}

QByteArray jsFixed(double value, int decimals)
{
    if (!std::isfinite(value) || std::abs(value) >= ExponentFrom)
        return jsNumber(value);
    if (value < 0)
        return '-' + jsFixed(-value, decimals);
    constexpr int more = 40; // enough to tell a half from what is just below it
    std::array<char, 160> buffer{};
    const int length = std::snprintf(buffer.data(), buffer.size(), "%.*f", decimals + more, value);
    const QByteArray exact(buffer.data(), length);
    const qsizetype kept = exact.size() - more;
    const QByteArray text = exact.left(decimals > 0 ? kept : kept - 1);
    return exact[kept] >= '5' ? incremented(text) : text;
}

} // namespace sockscope
