// SPDX-License-Identifier: GPL-3.0-or-later
#include "options/duration_text.h"

#include "options/go_json.h"
#include "options/go_text.h"

#include <QHash>

#include <cmath>

namespace sockscope {

using namespace Qt::StringLiterals;

namespace {

constexpr std::uint64_t Nanosecond = 1;
constexpr std::uint64_t Microsecond = 1'000;
constexpr std::uint64_t Millisecond = 1'000'000;
constexpr std::uint64_t Second = 1'000'000'000;
constexpr std::uint64_t Day = 86'400 * Second;
constexpr std::uint64_t Limit = 1ULL << 63; // one more than the greatest positive duration

std::uint64_t unitNanoseconds(const QString &unit)
{
    static const QHash<QString, std::uint64_t> units = {
        {u"ns"_s, Nanosecond},  {u"us"_s, Microsecond}, {u"µs"_s, Microsecond}, {u"μs"_s, Microsecond},
        {u"ms"_s, Millisecond}, {u"s"_s, Second},       {u"m"_s, 60 * Second},  {u"h"_s, 3600 * Second}};
    return units.value(unit, 0);
}

std::optional<std::int64_t> failed(QString *error, const QString &reason, const QString &text)
{
    *error = u"time: %1 duration %2"_s.arg(reason, quotedAsGo(text));
    return std::nullopt;
}

bool isDigit(const QString &text, qsizetype at)
{
    return at < text.size() && text.at(at) >= u'0' && text.at(at) <= u'9';
}

/// The digits from `at` on as a number; false where it needs more than 63 bits.
bool takeWhole(const QString &text, qsizetype &at, std::uint64_t &number)
{
    for (; isDigit(text, at); ++at) {
        if (number > Limit / 10)
            return false;
        number = number * 10 + static_cast<std::uint64_t>(text.at(at).digitValue());
        if (number > Limit)
            return false;
    }
    return true;
}

/// The digits behind a point, computed with as Go does. Those that don't fit into 63 bits are cut off.
struct Fraction
{
    std::uint64_t number = 0;
    double scale = 1;

    [[nodiscard]] std::uint64_t of(std::uint64_t factor) const
    {
        return static_cast<std::uint64_t>(static_cast<double>(number) * (static_cast<double>(factor) / scale));
    }
};

Fraction takeFraction(const QString &text, qsizetype &at)
{
    Fraction fraction;
    for (; isDigit(text, at); ++at) {
        if (fraction.number > (Limit - 1) / 10 - 1)
            continue;
        fraction.number = fraction.number * 10 + static_cast<std::uint64_t>(text.at(at).digitValue());
        fraction.scale *= 10;
    }
    return fraction;
}

QString takeUnit(const QString &text, qsizetype &at)
{
    const qsizetype start = at;
    while (at < text.size() && text.at(at) != u'.' && !isDigit(text, at))
        ++at;
    return text.mid(start, at - start);
}

/// "1.5" for 1500 of unit 1000: all digits, no trailing zeros.
QString withFraction(std::uint64_t amount, std::uint64_t unit)
{
    QString text = QString::number(amount / unit);
    if (amount % unit == 0)
        return text;
    QString digits = QString::number(unit + amount % unit).mid(1);
    while (digits.endsWith(u'0'))
        digits.chop(1);
    return text + u'.' + digits;
}

} // namespace

std::optional<std::int64_t> parseGoDuration(const QString &text, QString *error)
{
    const bool negative = text.startsWith(u'-');
    qsizetype at = negative || text.startsWith(u'+') ? 1 : 0;
    if (text.mid(at) == u"0")
        return 0;
    if (at == text.size())
        return failed(error, u"invalid"_s, text);
    std::uint64_t total = 0;
    while (at < text.size()) {
        const qsizetype start = at;
        std::uint64_t whole = 0;
        if (!takeWhole(text, at, whole))
            return failed(error, u"invalid"_s, text);
        qsizetype digits = at - start;
        Fraction fraction;
        if (at < text.size() && text.at(at) == u'.') {
            const qsizetype point = at++;
            fraction = takeFraction(text, at);
            digits += at - point - 1;
        }
        if (digits == 0)
            return failed(error, u"invalid"_s, text);
        const QString unit = takeUnit(text, at);
        const std::uint64_t factor = unitNanoseconds(unit);
        if (factor == 0)
            return failed(error, unit.isEmpty() ? u"missing unit in"_s : u"unknown unit %1 in"_s.arg(quotedAsGo(unit)),
                          text);
        if (whole > Limit / factor)
            return failed(error, u"invalid"_s, text);
        total += whole * factor + fraction.of(factor);
        if (total > Limit)
            return failed(error, u"invalid"_s, text);
    }
    if (total == Limit && !negative)
        return failed(error, u"invalid"_s, text);
    return static_cast<std::int64_t>(negative ? -total : total);
}

std::optional<std::int64_t> parseScriptDuration(const QJsonValue &value, QString *error)
{
    if (value.isString())
        return parseExtendedDuration(value.toString(), error);
    const std::optional<std::int64_t> nanoseconds = value.isDouble() ? nanosecondsOf(value.toDouble()) : std::nullopt;
    if (!nanoseconds)
        *error = u"'%1' is not a valid duration value"_s.arg(goJson::indented(goJson::value(value), 1));
    return nanoseconds;
}

std::optional<std::int64_t> nanosecondsOf(double milliseconds)
{
    const double nanoseconds = milliseconds * static_cast<double>(Millisecond);
    if (!(std::abs(nanoseconds) < static_cast<double>(Limit))) // NaN, too
        return std::nullopt;
    return static_cast<std::int64_t>(nanoseconds);
}

std::optional<std::int64_t> parseExtendedDuration(const QString &text, QString *error)
{
    if (const std::optional<double> milliseconds = parseGoFloat(text)) {
        const std::optional<std::int64_t> nanoseconds = nanosecondsOf(*milliseconds);
        return nanoseconds ? nanoseconds : failed(error, u"invalid"_s, text);
    }
    const qsizetype mark = text.indexOf(u'd');
    if (mark < 0)
        return parseGoDuration(text, error);
    const QString rest = text.mid(mark + 1);
    const std::optional<std::int64_t> within =
        rest.isEmpty() ? std::optional<std::int64_t>(0) : parseGoDuration(rest, error);
    if (within && *within < 0)
        *error = u"invalid time format '%1'"_s.arg(rest);
    const std::optional<std::int64_t> days =
        within && *within >= 0 ? parseGoInteger(text.left(mark), 10, error) : std::nullopt;
    if (!days)
        return std::nullopt;
    std::int64_t total = 0;
    if (__builtin_mul_overflow(*days, static_cast<std::int64_t>(Day), &total) ||
        __builtin_add_overflow(total, *days < 0 ? -*within : *within, &total))
        return failed(error, u"invalid"_s, text);
    return total;
}

QString formatGoDuration(std::int64_t nanoseconds)
{
    if (nanoseconds == 0)
        return u"0s"_s;
    const QString sign = nanoseconds < 0 ? u"-"_s : QString();
    const std::uint64_t size =
        nanoseconds < 0 ? -static_cast<std::uint64_t>(nanoseconds) : static_cast<std::uint64_t>(nanoseconds);
    if (size < Microsecond)
        return sign + QString::number(size) + u"ns"_s;
    if (size < Millisecond)
        return sign + withFraction(size, Microsecond) + u"µs"_s;
    if (size < Second)
        return sign + withFraction(size, Millisecond) + u"ms"_s;
    const std::uint64_t minutes = size / (60 * Second);
    QString text = sign;
    if (minutes >= 60)
        text += QString::number(minutes / 60) + u'h';
    if (minutes > 0)
        text += QString::number(minutes % 60) + u'm';
    return text + withFraction(size % (60 * Second), Second) + u's';
}

} // namespace sockscope
