// SPDX-License-Identifier: GPL-3.0-or-later
#include "run/executors/arrival_rate.h"

#include "options/duration_text.h"
#include "run/executors/scenario_reader.h"
#include "run/fixed_width.h"
#include "run/scenario_run.h"

#include <algorithm>

namespace sockscope {

using namespace Qt::StringLiterals;

namespace {

constexpr std::int64_t WakeUpTime = 20'000'000; // an iteration due just before the end starts just after it

} // namespace

ArrivalRate::ArrivalRate(ScenarioReader &reader)
    : Executor(reader.fields())
    , m_timeUnit(reader.duration(u"timeUnit"_s).value_or(Second))
    , m_preAllocatedVus(reader.integer(u"preAllocatedVUs"_s))
    , m_maxVus(reader.integer(u"maxVUs"_s))
{
}

QStringList ArrivalRate::ownProblems() const
{
    QStringList problems = rateProblems();
    if (m_timeUnit <= 0)
        problems.append(u"the timeUnit must be more than 0"_s);
    problems.append(durationProblems());
    if (!m_preAllocatedVus)
        problems.append(u"the number of preAllocatedVUs isn't specified"_s);
    else if (*m_preAllocatedVus < 0)
        problems.append(u"the number of preAllocatedVUs can't be negative"_s);
    if (m_maxVus && *m_maxVus < m_preAllocatedVus.value_or(0))
        problems.append(u"maxVUs can't be less than preAllocatedVUs"_s);
    return problems;
}

void ArrivalRate::assigned()
{
    m_ownVus = share().scale(m_preAllocatedVus.value_or(0));
    m_ownMaxVus = share().scale(maxVus());
    m_ticks = share().forValue(std::max<std::int64_t>(maxVus(), 1));
}

QString ArrivalRate::vuRange() const
{
    QString range = u"maxVUs: %1"_s.arg(m_ownVus);
    if (m_ownMaxVus > m_ownVus)
        range += u"-%1"_s.arg(m_ownMaxVus);
    return range;
}

QList<VuStep> ArrivalRate::requirements() const
{
    return {{0, m_ownVus, m_ownMaxVus - m_ownVus}, {duration() + fields().gracefulStop, 0, 0}};
}

bool ArrivalRate::hasWork() const
{
    return m_ownMaxVus > 0 && m_ticks;
}

void ArrivalRate::run(ScenarioRun &run)
{
    m_unplanned = m_ownMaxVus - m_ownVus;
    run.divideIterationsAs(*m_ticks);
    run.begin(duration());
    bool hasVus = true;
    for (std::int64_t i = 0; hasVus && i < m_ownVus; ++i)
        hasVus = static_cast<bool>(run.activate(iterations()));
    m_vus = m_ownVus;
    if (hasVus) {
        m_queue.waitForVus(m_ownVus);
        run.begin(duration()); // anew: the first iteration is due at once, and the VUs took their time
        dispatch(run);
    }
    m_queue.close();
    run.waitForVus();
    m_isComplete = true;
}

void ArrivalRate::dispatch(ScenarioRun &run)
{
    std::int64_t before = 0;
    for (std::int64_t own = 0;; ++own) {
        const std::optional<std::int64_t> due = dueTime(m_ticks->placeOf(own));
        if (!due)
            return;
        if (!run.waitUntil(std::min(*due, duration())) || *due >= duration() || run.isOver(WakeUpTime))
            return;
        m_interval = *due - before;
        before = *due;
        startIteration(run);
    }
}

void ArrivalRate::startIteration(ScenarioRun &run)
{
    if (m_queue.start())
        return;
    run.drop(1);
    if (m_unplanned > 0) {
        askForVu(run);
    } else if (!m_hasWarned) {
        m_hasWarned = true;
        run.warn(u"Insufficient VUs, reached %1 active VUs and cannot initialize more"_s.arg(m_ownMaxVus));
    }
}

/// Has one VU made in the background, unless one is being made already.
void ArrivalRate::askForVu(ScenarioRun &run)
{
    if (m_isMakingVu.exchange(true))
        return;
    const auto made = [this](bool isThere) {
        m_vus += isThere ? 1 : 0;
        m_isMakingVu = false;
    };
    if (run.makeVu(iterations(), made))
        --m_unplanned;
    else
        m_isMakingVu = false;
}

double ArrivalRate::done(std::int64_t elapsed) const
{
    if (m_isComplete)
        return 1;
    return std::min(1.0, static_cast<double>(elapsed) / static_cast<double>(duration()));
}

QStringList ArrivalRate::columns(std::int64_t elapsed) const
{
    const QString limit = formatGoDuration(duration());
    return {
        u"%1/%2 VUs"_s.arg(fixedWidthInteger(m_queue.running(), m_ownMaxVus), fixedWidthInteger(m_vus, m_ownMaxVus)),
        elapsed > duration() ? limit : fixedWidthDuration(elapsed, duration()) + u'/' + limit,
        fixedWidthNumber(rateNow(), highestRate(), 2) + u" iters/s"_s};
}

IterationSource ArrivalRate::iterations()
{
    IterationSource source;
    source.next = [this, place = std::make_shared<ArrivalQueue::Place>()](VuWorker &) {
        return m_queue.waitForTurn(place);
    };
    source.ended = [this] { m_queue.ended(); };
    source.left = [this] { m_queue.vuLeft(); };
    return source;
}

} // namespace sockscope
