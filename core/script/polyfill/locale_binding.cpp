// SPDX-License-Identifier: GPL-3.0-or-later
#include "script/polyfill/locale_binding.h"

#include <QDateTime>
#include <QTimeZone>

namespace sockscope {

// English has no rules of its own: its order is the root one. The C locale would compare code units.
LocaleBinding::LocaleBinding(QObject *engine)
    : QObject(engine)
    , m_collator(QLocale(QLocale::English, QLocale::UnitedStates))
{
}

int LocaleBinding::compare(const QString &a, const QString &b) const
{
    const int order = m_collator.compare(a, b);
    return order < 0 ? -1 : order > 0 ? 1 : 0;
}

QString LocaleBinding::zoneName(double msSinceEpoch) const
{
    const QDateTime time = QDateTime::fromMSecsSinceEpoch(qint64(msSinceEpoch), Qt::UTC);
    return QTimeZone::systemTimeZone().abbreviation(time);
}

} // namespace sockscope
