// SPDX-License-Identifier: GPL-3.0-or-later
#include "options/duration_text.h"

#include <QRegularExpression>

#include <cmath>
#include <limits>

namespace sockscope {

using namespace Qt::StringLiterals;

namespace {

constexpr std::int64_t Second = 1'000'000'000;
constexpr double MaxNanoseconds = 9.2e18; // of an int64, which is what Go holds a duration in

double unitNanoseconds(const QString &unit)
{
    static const QHash<QString, double> units = {{u"ns"_s, 1},   {u"us"_s, 1e3},   {u"µs"_s, 1e3},
                                                 {u"μs"_s, 1e3}, {u"ms"_s, 1e6},   {u"s"_s, 1e9},
                                                 {u"m"_s, 60e9}, {u"h"_s, 3600e9}, {u"d"_s, 86400e9}};
    return units.value(unit, 0);
}

std::optional<std::int64_t> failed(QString *error, const QString &reason, const QString &text)
{
    *error = u"time: %1 duration \"%2\""_s.arg(reason, text);
    return std::nullopt;
}

} // namespace

std::optional<std::int64_t> parseGoDuration(const QString &text, bool days, QString *error)
{
    static const QRegularExpression part(u"\\G(\\d+\\.?\\d*|\\.\\d+)([^\\d.]*)"_s);
    QString rest = text;
    const bool negative = rest.startsWith(u'-');
    if (negative || rest.startsWith(u'+'))
        rest.remove(0, 1);
    if (rest == u"0")
        return 0;
    double total = 0;
    qsizetype at = 0;
    while (at < rest.size()) {
        const QRegularExpressionMatch match = part.match(rest, at);
        if (!match.hasMatch())
            return failed(error, u"invalid"_s, text);
        const QString unit = match.captured(2);
        if (unit.isEmpty())
            return failed(error, u"missing unit in"_s, text);
        const double factor = unit == u"d" && !(days && at == 0) ? 0 : unitNanoseconds(unit);
        if (factor == 0)
            return failed(error, u"unknown unit \"%1\" in"_s.arg(unit), text);
        total += match.captured(1).toDouble() * factor;
        at = match.capturedEnd();
    }
    if (rest.isEmpty() || total > MaxNanoseconds)
        return failed(error, u"invalid"_s, text);
    const auto nanoseconds = static_cast<std::int64_t>(std::llround(total));
    return negative ? -nanoseconds : nanoseconds;
}

std::optional<std::int64_t> parseScriptDuration(const QJsonValue &value, QString *error)
{
    bool isNumber = value.isDouble();
    const double milliseconds = isNumber ? value.toDouble() : value.toString().toDouble(&isNumber);
    if (isNumber) {
        if (std::abs(milliseconds) * 1e6 > MaxNanoseconds)
            return failed(error, u"invalid"_s, value.toVariant().toString());
        return static_cast<std::int64_t>(milliseconds * 1e6);
    }
    if (!value.isString()) {
        *error = u"a duration is a string such as \"10s\" or a number of milliseconds"_s;
        return std::nullopt;
    }
    return parseGoDuration(value.toString(), true, error);
}

QString formatGoDuration(std::int64_t nanoseconds)
{
    if (nanoseconds == 0)
        return u"0s"_s;
    const QString sign = nanoseconds < 0 ? u"-"_s : QString();
    const std::uint64_t absolute =
        nanoseconds < 0 ? -static_cast<std::uint64_t>(nanoseconds) : static_cast<std::uint64_t>(nanoseconds);
    const auto fraction = [](double value) { return QString::number(value, 'g', 15); };
    if (absolute < 1'000)
        return sign + QString::number(absolute) + u"ns"_s;
    if (absolute < 1'000'000)
        return sign + fraction(static_cast<double>(absolute) / 1e3) + u"µs"_s;
    if (absolute < static_cast<std::uint64_t>(Second))
        return sign + fraction(static_cast<double>(absolute) / 1e6) + u"ms"_s;
    const std::uint64_t minutes = absolute / (60ULL * Second);
    QString text = sign;
    if (minutes >= 60)
        text += QString::number(minutes / 60) + u'h';
    if (minutes > 0)
        text += QString::number(minutes % 60) + u'm';
    return text + fraction(static_cast<double>(absolute % (60ULL * Second)) / 1e9) + u's';
}

} // namespace sockscope
