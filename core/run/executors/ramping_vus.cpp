// SPDX-License-Identifier: GPL-3.0-or-later
#include "run/executors/ramping_vus.h"

#include "options/duration_text.h"
#include "run/executors/scenario_reader.h"
#include "run/executors/stage_list.h"
#include "run/executors/vu_ramp.h"
#include "run/fixed_width.h"
#include "run/scenario_run.h"

#include <algorithm>

namespace sockscope {

using namespace Qt::StringLiterals;

namespace {

constexpr std::int64_t MaxVus = 100'000'000; // k6's limit

} // namespace

RampingVus::RampingVus(ScenarioReader &reader)
    : Executor(reader.fields())
    , m_startVus(reader.integer(u"startVUs"_s).value_or(1))
    , m_stages(reader.stages(u"stages"_s))
    , m_gracefulRampDown(reader.duration(u"gracefulRampDown"_s).value_or(30 * Second))
{
}

QStringList RampingVus::ownProblems() const
{
    QStringList problems;
    if (m_startVus < 0)
        problems.append(u"the number of start VUs can't be negative"_s);
    if (highestTarget(m_startVus, m_stages) <= 0)
        problems.append(u"either startVUs or one of the stages' target values must be greater than 0"_s);
    problems.append(problemsOf(m_stages));
    if (m_startVus > MaxVus)
        problems.append(u"the startVUs exceed max limit of %1"_s.arg(MaxVus));
    for (qsizetype i = 0; i < m_stages.size(); ++i) {
        if (m_stages.at(i).target.value_or(0) > MaxVus)
            problems.append(u"target for stage %1 exceeds max limit of %2"_s.arg(i + 1).arg(MaxVus));
    }
    return problems;
}

void RampingVus::assigned()
{
    m_ramp = rampSteps(m_startVus, m_stages, share(), true);
    m_reserved = reservedSteps(rampSteps(m_startVus, m_stages, share(), false), m_gracefulRampDown,
                               totalDuration(m_stages) + fields().gracefulStop);
    m_maxVus = highestPlanned(m_reserved);
}

QString RampingVus::description() const
{
    return u"Up to %1 looping VUs for %2 over %3 stages%4"_s.arg(share().scale(highestTarget(m_startVus, m_stages)))
        .arg(formatGoDuration(totalDuration(m_stages)))
        .arg(m_stages.size())
        .arg(fields().descriptionEnd({u"gracefulRampDown: "_s + formatGoDuration(m_gracefulRampDown)}));
}

QList<VuStep> RampingVus::requirements() const
{
    return m_reserved;
}

bool RampingVus::hasWork() const
{
    return m_maxVus > 0;
}

double RampingVus::done(std::int64_t elapsed) const
{
    const std::int64_t duration = m_ramp.last().offset;
    return elapsed >= duration ? 1 : static_cast<double>(elapsed) / static_cast<double>(duration);
}

QStringList RampingVus::columns(std::int64_t elapsed) const
{
    const std::int64_t duration = m_ramp.last().offset;
    const QString limit = fixedWidthDuration(duration, duration);
    return {u"%1/%2 VUs"_s.arg(fixedWidthInteger(m_active, m_maxVus)).arg(m_maxVus),
            elapsed > duration ? formatGoDuration(duration) : fixedWidthDuration(elapsed, duration) + u'/' + limit};
}

void RampingVus::run(ScenarioRun &run)
{
    for (std::int64_t i = 0; i < m_maxVus; ++i)
        m_slots.emplace_back();
    run.begin(m_ramp.last().offset, m_reserved.last().offset);
    bool goesOn = followRamp(run);
    while (goesOn && m_nextReserved < m_reserved.size() && !run.waitForVusUntil(m_reserved.at(m_nextReserved).offset))
        setAllowed(m_reserved.at(m_nextReserved++).planned);
    run.waitForVus();
}

/// Takes both kinds of steps in the order of their time; false where the run was stopped.
bool RampingVus::followRamp(ScenarioRun &run)
{
    for (const VuStep &step : m_ramp) {
        while (m_nextReserved < m_reserved.size() && m_reserved.at(m_nextReserved).offset < step.offset) {
            if (!run.waitUntil(m_reserved.at(m_nextReserved).offset))
                return false;
            setAllowed(m_reserved.at(m_nextReserved++).planned);
        }
        if (!run.waitUntil(step.offset) || !setWanted(run, step.planned))
            return false;
    }
    return true;
}

bool RampingVus::setWanted(ScenarioRun &run, std::int64_t vus)
{
    for (; m_wanted < vus; ++m_wanted) {
        if (!start(run, m_slots[static_cast<std::size_t>(m_wanted)]))
            return false;
    }
    for (; m_wanted > vus; --m_wanted)
        stop(m_slots[static_cast<std::size_t>(m_wanted - 1)]);
    return true;
}

void RampingVus::setAllowed(std::int64_t vus)
{
    for (; m_allowed > vus; --m_allowed)
        interrupt(m_slots[static_cast<std::size_t>(m_allowed - 1)]);
    m_allowed = vus;
}

/// A VU that still finishes its iteration just goes on.
bool RampingVus::start(ScenarioRun &run, Slot &slot)
{
    std::unique_lock lock(slot.mutex);
    slot.mayIterate = true;
    if (slot.isTaken)
        return true;
    slot.isTaken = true;
    const std::uint64_t turn = ++slot.turn;
    lock.unlock();
    IterationSource source;
    source.next = [&run, &slot, turn](VuWorker &) { return mayIterate(run, slot, turn); };
    source.left = [this] { --m_active; };
    ++m_active;
    const VuActivation vu = run.activate(std::move(source));
    if (!vu)
        --m_active;
    lock.lock();
    slot.vu = vu;
    return static_cast<bool>(vu);
}

bool RampingVus::mayIterate(ScenarioRun &run, Slot &slot, std::uint64_t turn)
{
    const std::lock_guard lock(slot.mutex);
    if (slot.turn != turn)
        return false;
    if (slot.mayIterate && !run.isOver())
        return true;
    slot.isTaken = false;
    return false;
}

void RampingVus::stop(Slot &slot)
{
    const std::lock_guard lock(slot.mutex);
    slot.mayIterate = false;
}

void RampingVus::interrupt(Slot &slot)
{
    const std::lock_guard lock(slot.mutex);
    slot.mayIterate = false;
    if (!slot.isTaken)
        return;
    slot.isTaken = false;
    ++slot.turn;
    slot.vu.interrupt();
}

} // namespace sockscope
