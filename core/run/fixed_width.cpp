// SPDX-License-Identifier: GPL-3.0-or-later
#include "run/fixed_width.h"

#include <algorithm>
#include <cmath>
#include <cstdlib>

namespace sockscope {

using namespace Qt::StringLiterals;

namespace {

constexpr std::int64_t Tenth = 100'000'000;
constexpr std::int64_t Minute = 600; // in tenths of seconds, as all below
constexpr std::int64_t Hour = 60 * Minute;
constexpr std::int64_t Day = 24 * Hour;

QString padded(std::int64_t value, int width)
{
    return QString::number(value).rightJustified(width, u'0');
}

} // namespace

QString fixedWidthInteger(std::int64_t value, std::int64_t largest)
{
    return padded(value, static_cast<int>(QString::number(largest).size()));
}

QString fixedWidthNumber(double value, double largest, int decimals)
{
    const int whole = largest >= 10 ? 1 + static_cast<int>(std::log10(largest)) : 1;
    return QString::number(value, 'f', decimals).rightJustified(whole + (decimals > 0 ? decimals + 1 : 0), u'0');
}

QString fixedWidthDuration(std::int64_t duration, std::int64_t longest)
{
    const std::int64_t own = (std::abs(duration) + Tenth / 2) / Tenth;
    const std::int64_t most = (std::max(std::abs(longest), std::abs(duration)) + Tenth / 2) / Tenth;
    const QString seconds = u"%1.%2s"_s.arg(padded(own % Minute / 10, most < 100 ? 1 : 2)).arg(own % 10);
    if (most < Minute)
        return seconds;
    const QString minutes = padded(own % Hour / Minute, most < 10 * Minute ? 1 : 2) + u'm' + seconds;
    if (most < Hour)
        return minutes;
    const QString hours = padded(own % Day / Hour, most < 10 * Hour ? 1 : 2) + u'h' + minutes;
    if (most < Day)
        return hours;
    return padded(own / Day, static_cast<int>(QString::number(most / Day).size())) + u'd' + hours;
}

} // namespace sockscope
