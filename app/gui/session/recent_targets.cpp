// SPDX-License-Identifier: GPL-3.0-or-later
#include "recent_targets.h"

#include "settings.h"

#include <QSettings>

namespace sockscope {

void RecentTargets::add(const Target &target)
{
    const QString added = targetText(target);
    if (!parseTarget(added).target) // such as a host with a password in it
        return;
    QStringList texts{added};
    const QList<Target> known = all();
    for (const Target &other : known) {
        if (other != target && texts.size() < MaxTargets)
            texts += targetText(other);
    }
    m_settings.setValue(settings::recentTargets, texts);
}

QList<Target> RecentTargets::all() const
{
    QList<Target> targets;
    const QStringList texts = m_settings.value(settings::recentTargets).toStringList();
    for (const QString &text : texts) {
        if (const auto parsed = parseTarget(text); parsed.target && targets.size() < MaxTargets)
            targets += *parsed.target;
    }
    return targets;
}

void RecentTargets::clear()
{
    m_settings.remove(settings::recentTargets);
}

} // namespace sockscope
