// SPDX-License-Identifier: GPL-3.0-or-later
#include "metrics/go_number.h"

#include "log/log_quoting.h"

#include <QRegularExpression>

#include <charconv>
#include <cmath>
#include <limits>

namespace sockscope {

using namespace Qt::StringLiterals;

namespace {

/// The value of "inf", "infinity" and "nan" without a sign; 0 for anything else.
double specialValue(QStringView text)
{
    if (text.compare(u"inf", Qt::CaseInsensitive) == 0 || text.compare(u"infinity", Qt::CaseInsensitive) == 0)
        return std::numeric_limits<double>::infinity();
    return text.compare(u"nan", Qt::CaseInsensitive) == 0 ? std::numeric_limits<double>::quiet_NaN() : 0;
}

/// The mantissa is a digit sequence with at most one point; an underscore stands between digits or behind "0x" only.
bool isNumber(QStringView text)
{
    static const QRegularExpression decimal(
        uR"(^(?:[0-9](?:_?[0-9])*(?:\.(?:[0-9](?:_?[0-9])*)?)?|\.[0-9](?:_?[0-9])*)(?:[eE][+-]?[0-9](?:_?[0-9])*)?\z)"_s);
    static const QRegularExpression hexadecimal(
        uR"(^0[xX](?:_?[0-9a-fA-F](?:_?[0-9a-fA-F])*(?:\.(?:[0-9a-fA-F](?:_?[0-9a-fA-F])*)?)?)"
        uR"(|\.[0-9a-fA-F](?:_?[0-9a-fA-F])*)[pP][+-]?[0-9](?:_?[0-9])*\z)"_s);
    return decimal.match(text).hasMatch() || hexadecimal.match(text).hasMatch();
}

/// from_chars tells that a number is out of range, but not at which end. There, only its power of ten matters: that of
/// its exponent and that of its first digit.
bool isBelowOne(const QByteArray &digits)
{
    const qsizetype mark =
        std::max({digits.indexOf('e'), digits.indexOf('E'), digits.indexOf('p'), digits.indexOf('P')});
    const QByteArray mantissa = mark < 0 ? digits : digits.first(mark);
    qsizetype first = 0;
    while (first < mantissa.size() && (mantissa.at(first) == '0' || mantissa.at(first) == '.'))
        ++first;
    const qsizetype point = mantissa.contains('.') ? mantissa.indexOf('.') : mantissa.size();
    const QByteArray exponent = mark < 0 ? QByteArray("0") : digits.sliced(mark + 1);
    bool isSmall = true; // the exponent
    const int power = exponent.toInt(&isSmall);
    return isSmall ? power + (point - first) < 0 : exponent.startsWith('-');
}

GoNumber readDigits(QByteArray digits)
{
    const bool isHexadecimal = digits.startsWith("0x") || digits.startsWith("0X");
    digits.replace('_', "");
    if (isHexadecimal)
        digits.remove(0, 2);
    GoNumber number;
    const auto format = isHexadecimal ? std::chars_format::hex : std::chars_format::general;
    const auto end = std::from_chars(digits.cbegin(), digits.cend(), number.value, format);
    if (end.ec == std::errc::result_out_of_range) {
        number.value = 0;
        number.problem = isBelowOne(digits) ? GoNumber::Problem::None : GoNumber::Problem::Range;
    } else if (end.ec != std::errc() || end.ptr != digits.cend()) {
        number.problem = GoNumber::Problem::Syntax;
    }
    return number;
}

} // namespace

QString GoNumber::error(QStringView text) const
{
    if (problem == Problem::None)
        return {};
    return u"strconv.ParseFloat: parsing %1: %2"_s.arg(
        QString::fromUtf8(goQuoted(text)), problem == Problem::Syntax ? u"invalid syntax"_s : u"value out of range"_s);
}

GoNumber parseGoNumber(QStringView text)
{
    QStringView digits = text;
    const bool hasSign = digits.startsWith(u'-') || digits.startsWith(u'+');
    const bool isNegative = digits.startsWith(u'-');
    if (hasSign)
        digits = digits.sliced(1);
    GoNumber number;
    if (const double special = specialValue(digits); special != 0 && !(hasSign && std::isnan(special)))
        number.value = special;
    else if (isNumber(digits))
        number = readDigits(digits.toLatin1());
    else
        number.problem = GoNumber::Problem::Syntax;
    if (isNegative)
        number.value = -number.value;
    return number;
}

} // namespace sockscope
