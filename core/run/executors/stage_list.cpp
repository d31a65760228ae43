// SPDX-License-Identifier: GPL-3.0-or-later
#include "run/executors/stage_list.h"

#include <algorithm>

namespace sockscope {

using namespace Qt::StringLiterals;

QStringList problemsOf(const QList<Stage> &stages)
{
    QStringList problems;
    if (stages.isEmpty())
        problems.append(u"at least one stage has to be specified"_s);
    for (qsizetype i = 0; i < stages.size(); ++i) {
        const Stage &stage = stages.at(i);
        if (!stage.duration)
            problems.append(u"stage %1 doesn't have a duration"_s.arg(i + 1));
        else if (*stage.duration < 0)
            problems.append(u"the duration for stage %1 can't be negative"_s.arg(i + 1));
        if (!stage.target)
            problems.append(u"stage %1 doesn't have a target"_s.arg(i + 1));
        else if (*stage.target < 0)
            problems.append(u"the target for stage %1 can't be negative"_s.arg(i + 1));
    }
    return problems;
}

std::int64_t totalDuration(const QList<Stage> &stages)
{
    std::int64_t total = 0;
    for (const Stage &stage : stages)
        total += stage.duration.value_or(0);
    return total;
}

std::int64_t highestTarget(std::int64_t start, const QList<Stage> &stages)
{
    for (const Stage &stage : stages)
        start = std::max(start, stage.target.value_or(0));
    return start;
}

} // namespace sockscope
