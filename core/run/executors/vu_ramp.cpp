// SPDX-License-Identifier: GPL-3.0-or-later
#include "run/executors/vu_ramp.h"

#include <algorithm>
#include <cstdlib>
#include <set>

namespace sockscope {

namespace {

/// part / whole of a duration, without leaving 64 bits.
std::int64_t portion(std::int64_t duration, std::int64_t part, std::int64_t whole)
{
    return duration / whole * part + duration % whole * part / whole;
}

void addStep(QList<VuStep> &steps, std::int64_t offset, std::int64_t planned)
{
    if (steps.isEmpty() || steps.last().planned != planned)
        steps.append({offset, planned});
}

} // namespace

QList<VuStep> rampSteps(std::int64_t startVus, const QList<Stage> &stages, const SegmentShare &share, bool endsWithZero)
{
    QList<VuStep> steps;
    std::int64_t from = startVus;
    std::int64_t end = 0;
    addStep(steps, 0, share.scale(from));
    for (const Stage &stage : stages) {
        const std::int64_t duration = stage.duration.value_or(0);
        const std::int64_t to = stage.target.value_or(0);
        const std::int64_t change = std::abs(to - from);
        const std::int64_t direction = to > from ? 1 : -1;
        end += duration;
        if (duration == 0)
            addStep(steps, end, share.scale(to));
        for (std::int64_t vus = from + direction; duration > 0 && change > 0 && vus != to + direction; vus += direction)
            addStep(steps, end - portion(duration, std::abs(to - vus), change), share.scale(vus));
        from = to;
    }
    if (endsWithZero)
        addStep(steps, end, 0);
    return steps;
}

QList<VuStep> reservedSteps(const QList<VuStep> &ramp, std::int64_t grace, std::int64_t end)
{
    QList<VuStep> reserved;
    std::multiset<std::int64_t> held; // numbers of VUs that count at a moment
    qsizetype next = 0;
    qsizetype expiring = 0; // the number of this step counts until the grace after the following step is over
    while (next < ramp.size() || expiring + 1 < ramp.size()) {
        const std::int64_t expiry = expiring + 1 < ramp.size() ? ramp.at(expiring + 1).offset + grace : end;
        if (next < ramp.size() && ramp.at(next).offset <= expiry) {
            held.insert(ramp.at(next).planned);
            const std::int64_t offset = ramp.at(next++).offset;
            if (next == ramp.size() || ramp.at(next).offset > offset || reserved.isEmpty())
                addStep(reserved, offset, *held.rbegin());
            continue;
        }
        if (expiry >= end)
            break;
        held.erase(held.find(ramp.at(expiring++).planned));
        addStep(reserved, expiry, *held.rbegin());
    }
    if (reserved.isEmpty() || reserved.last().planned != 0)
        reserved.append({end, 0});
    return reserved;
}

std::int64_t highestPlanned(const QList<VuStep> &steps)
{
    std::int64_t highest = 0;
    for (const VuStep &step : steps)
        highest = std::max(highest, step.planned);
    return highest;
}

} // namespace sockscope
