// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/bytes/message_borders.h"

#include <QCoreApplication>
#include <QStringList>

namespace sockscope {

using namespace Qt::StringLiterals;

namespace {

QString tr(const char *text)
{
    return QCoreApplication::translate("sockscope::MessageBorders", text);
}

QString nameOfOne(int number, bool begins, bool ends)
{
    if (begins)
        return tr("msg %1").arg(number) + (ends ? QString() : u" ▸"_s);
    return (ends ? tr("ends msg %1") : tr("in msg %1")).arg(number);
}

} // namespace

QString MessageBorders::label(bool brief) const
{
    if (first == 0)
        return {};
    if (first == last && !brief)
        return nameOfOne(first, begins, ends);
    if (brief) {
        const auto what = first == last ? QString::number(first) : u"×%1"_s.arg(last - first + 1);
        return (begins ? QString() : u"▸"_s) + what + (ends ? QString() : u"▸"_s);
    }
    return (begins ? QString() : u"▸ "_s) + tr("msgs %1–%2").arg(first).arg(last) + (ends ? QString() : u" ▸"_s);
}

QString MessageBorders::text() const
{
    if (first == 0)
        return {};
    if (first == last && !begins && !ends)
        return tr("within message %1").arg(first);
    QStringList parts;
    const int firstWhole = first + (begins ? 0 : 1);
    const int lastWhole = last - (ends ? 0 : 1);
    if (!begins)
        parts += tr("ends message %1").arg(first);
    if (firstWhole == lastWhole)
        parts += tr("holds message %1").arg(firstWhole);
    else if (firstWhole < lastWhole)
        parts += tr("holds messages %1 to %2").arg(firstWhole).arg(lastWhole);
    if (!ends)
        parts += tr("begins message %1").arg(last);
    return parts.join(u", "_s);
}

} // namespace sockscope
