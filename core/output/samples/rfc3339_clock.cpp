// SPDX-License-Identifier: GPL-3.0-or-later
#include "output/samples/rfc3339_clock.h"

#include <QDateTime>

namespace sockscope {

using namespace Qt::StringLiterals;

namespace {

constexpr std::int64_t NsPerSecond = 1'000'000'000;

std::int64_t secondOf(std::int64_t timeNs)
{
    const std::int64_t second = timeNs / NsPerSecond;
    return timeNs % NsPerSecond < 0 ? second - 1 : second;
}

QByteArray offsetText(int seconds)
{
    if (seconds == 0)
        return "Z";
    constexpr int secondsPerMinute = 60;
    const int minutes = std::abs(seconds) / secondsPerMinute;
    return (seconds < 0 ? '-' : '+') + QByteArray::number(minutes / 60).rightJustified(2, '0') + ':' +
           QByteArray::number(minutes % 60).rightJustified(2, '0');
}

} // namespace

void Rfc3339Clock::use(std::int64_t second)
{
    if (m_isUsed && second == m_second)
        return;
    const QDateTime local = QDateTime::fromSecsSinceEpoch(second);
    m_dateAndTime = local.toString(u"yyyy-MM-ddTHH:mm:ss"_s).toLatin1();
    m_offset = offsetText(local.offsetFromUtc());
    m_second = second;
    m_isUsed = true;
}

QByteArray Rfc3339Clock::withSeconds(std::int64_t timeNs)
{
    use(secondOf(timeNs));
    return m_dateAndTime + m_offset;
}

QByteArray Rfc3339Clock::withNanoseconds(std::int64_t timeNs)
{
    use(secondOf(timeNs));
    constexpr int digits = 9;
    QByteArray fraction = QByteArray::number(timeNs - m_second * NsPerSecond).rightJustified(digits, '0');
    while (fraction.endsWith('0'))
        fraction.chop(1);
    return m_dateAndTime + (fraction.isEmpty() ? QByteArray() : '.' + fraction) + m_offset;
}

} // namespace sockscope
