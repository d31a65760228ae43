// SPDX-License-Identifier: GPL-3.0-or-later
#include "output/summary/value_format.h"

#include "output/json/js_number.h"

#include <array>
#include <cmath>

namespace sockscope {

using namespace Qt::StringLiterals;

namespace {

QString text(const QByteArray &number)
{
    return QString::fromLatin1(number);
}

/// Cut off behind two decimals, as far as binary fractions allow: 8.29 becomes 8.28, in k6 too.
QString cut(double value)
{
    return text(jsNumber(std::trunc(value * 100) / 100));
}

QString inUnit(double milliseconds, const QString &unit)
{
    if (unit == u"s")
        return text(jsFixed(milliseconds * 0.001, 2)) + u's';
    if (unit == u"ms")
        return text(jsFixed(milliseconds, 2)) + u"ms"_s;
    return text(jsFixed(milliseconds * 1000, 2)) + u"µs"_s;
}

/// "1m1s", "1h0m1s". What is infinite shows as in k6: "InfinityhNaNmNaNs".
QString fromMinutes(double milliseconds)
{
    constexpr double secondsPerMinute = 60;
    const double seconds = std::trunc(milliseconds / 1000);
    const double minutes = std::trunc(seconds / secondsPerMinute);
    const QString rest = text(jsNumber(std::fmod(seconds, secondsPerMinute))) + u's';
    if (minutes < secondsPerMinute)
        return text(jsNumber(minutes)) + u'm' + rest;
    return text(jsNumber(std::trunc(minutes / secondsPerMinute))) + u'h' +
           text(jsNumber(std::fmod(minutes, secondsPerMinute))) + u'm' + rest;
}

} // namespace

QString formatShare(double share)
{
    return text(jsFixed(std::trunc(share * 100 * 100) / 100, 2)) + u'%';
}

QString formatBytes(double bytes)
{
    constexpr std::array units{u"B", u"kB", u"MB", u"GB", u"TB", u"PB", u"EB", u"ZB", u"YB"};
    constexpr double step = 1000;
    if (!(bytes >= 10) || std::isinf(bytes))
        return text(jsNumber(bytes)) + u" B"_s;
    const auto magnitude = static_cast<std::size_t>(std::log(bytes) / std::log(step));
    const std::size_t unit = std::min(magnitude, units.size() - 1);
    const double value = std::floor(bytes / std::pow(step, static_cast<double>(unit)) * 10 + 0.5) / 10;
    return text(jsFixed(value, value < 10 ? 1 : 0)) + u' ' + QStringView(units.at(unit)).toString();
}

QString formatMilliseconds(double milliseconds, const QString &unit)
{
    if (unit == u"s" || unit == u"ms" || unit == u"us")
        return inUnit(milliseconds, unit);
    if (milliseconds == 0)
        return u"0s"_s;
    if (milliseconds < 0.001)
        return text(jsNumber(std::trunc(milliseconds * 1e6))) + u"ns"_s;
    if (milliseconds < 1)
        return cut(milliseconds * 1000) + u"µs"_s;
    if (milliseconds < 1000)
        return cut(milliseconds) + u"ms"_s;
    if (milliseconds < 60'000)
        return cut(milliseconds / 1000) + u's';
    return fromMinutes(milliseconds);
}

QString formatPlain(double value)
{
    constexpr int decimals = 6;
    return text(jsNumber(std::isfinite(value) ? jsFixed(value, decimals).toDouble() : value));
}

QString formatValue(double value, MetricType type, MetricContains contains, const QString &timeUnit)
{
    if (type == MetricType::Rate)
        return formatShare(value);
    switch (contains) {
    case MetricContains::Data:
        return formatBytes(value);
    case MetricContains::Time:
        return formatMilliseconds(value, timeUnit);
    case MetricContains::Default:
        return formatPlain(value);
    }
    return formatPlain(value);
}

} // namespace sockscope
