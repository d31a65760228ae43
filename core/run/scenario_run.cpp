// SPDX-License-Identifier: GPL-3.0-or-later
#include "run/scenario_run.h"

#include "run/fixed_width.h"
#include "run/vu_pool.h"

#include <QDateTime>

#include <algorithm>

namespace sockscope {

using namespace Qt::StringLiterals;
using std::chrono::nanoseconds;

ScenarioRun::ScenarioRun(RunState &run, VuPool &pool, Executor &executor)
    : m_run(run)
    , m_pool(pool)
    , m_executor(executor)
    , m_function(executor.fields().function())
    , m_iterationShare(run.share)
{
}

void ScenarioRun::execute(Clock::TimePoint zero)
{
    {
        std::unique_lock lock(m_mutex);
        m_zero = zero;
        m_run.clock().waitUntil(m_changed, lock, zero + nanoseconds(fields().startTime),
                                [this] { return m_run.stopping.load(); });
        if (m_run.stopping) {
            m_status = ScenarioStatus::Interrupted;
            return;
        }
        m_status = ScenarioStatus::Running;
    }
    m_executor.run(*this);
    finish();
}

void ScenarioRun::finish()
{
    const std::lock_guard lock(m_mutex);
    const std::int64_t ended = elapsed();
    m_finalElapsed = ended;
    const bool isComplete = !m_run.stopping && m_executor.done(ended) >= 1;
    m_status = isComplete ? ScenarioStatus::Done : ScenarioStatus::Interrupted;
}

void ScenarioRun::wake()
{
    const std::lock_guard lock(m_mutex);
    m_changed.notify_all();
}

void ScenarioRun::begin(std::int64_t duration)
{
    begin(duration, duration + fields().gracefulStop);
}

void ScenarioRun::begin(std::int64_t duration, std::int64_t longest)
{
    const std::lock_guard lock(m_mutex);
    m_start = m_run.clock().now();
    m_startTimeMs = QDateTime::currentMSecsSinceEpoch();
    m_end = m_start + nanoseconds(duration);
    m_longestEnd = m_start + nanoseconds(std::max(duration, longest));
    m_hasBegun = true;
}

bool ScenarioRun::isOver(std::int64_t late) const
{
    return m_run.stopping || m_run.clock().now() >= m_end + nanoseconds(late);
}

bool ScenarioRun::waitUntil(std::int64_t offset)
{
    std::unique_lock lock(m_mutex);
    return !m_run.clock().waitUntil(m_changed, lock, m_start + nanoseconds(offset),
                                    [this] { return m_run.stopping.load(); });
}

VuActivation ScenarioRun::activate(IterationSource source)
{
    VuWorker *vu = m_pool.take();
    if (!vu) {
        if (!m_run.stopping)
            m_run.fail(u"could not get a VU from the buffer in 2s"_s);
        return {};
    }
    const std::lock_guard lock(m_mutex);
    m_active.push_back(vu->activate(*this, std::move(source)));
    return m_active.back();
}

bool ScenarioRun::makeVu(IterationSource source, std::function<void(bool)> ready)
{
    {
        const std::lock_guard lock(m_mutex);
        ++m_making;
    }
    const auto made = [this, source = std::move(source), ready = std::move(ready)](VuWorker *vu) {
        const std::lock_guard lock(m_mutex);
        ready(vu != nullptr);
        if (vu)
            m_active.push_back(vu->activate(*this, source));
        --m_making;
        m_changed.notify_all();
    };
    if (m_pool.makeOrTake(made))
        return true;
    const std::lock_guard lock(m_mutex);
    --m_making;
    return false;
}

bool ScenarioRun::waitForVusUntil(std::int64_t offset)
{
    std::unique_lock lock(m_mutex);
    return m_run.clock().waitUntil(m_changed, lock, m_start + nanoseconds(offset), [this] { return haveAllLeft(); });
}

void ScenarioRun::waitForVus()
{
    const auto allLeft = [this] { return haveAllLeft(); };
    std::unique_lock lock(m_mutex);
    if (m_run.clock().waitUntil(m_changed, lock, m_end, allLeft))
        return;
    if (m_longestEnd > m_end)
        m_status = ScenarioStatus::Stopping;
    if (m_run.clock().waitUntil(m_changed, lock, m_longestEnd, allLeft))
        return;
    for (const VuActivation &vu : m_active)
        vu.interrupt();
    if (m_making > 0) {
        lock.unlock();
        m_pool.interruptInits();
        lock.lock();
    }
    m_changed.wait(lock, allLeft);
}

void ScenarioRun::drop(std::int64_t iterations, const VuWorker *vu)
{
    if (m_run.stopping)
        return;
    TagMap tags = m_run.context.tags;
    TagMap metadata;
    if (m_run.context.systemTags.has(SystemTags::Scenario))
        tags.insert(u"scenario"_s, fields().name);
    if (vu && m_run.context.systemTags.has(SystemTags::Vu))
        metadata.insert(u"vu"_s, QString::number(vu->idInTest()));
    m_run.metrics.add(m_run.droppedIterations, static_cast<double>(iterations), tags, metadata);
}

void ScenarioRun::warn(const QString &message)
{
    m_run.log(LogLevel::Warning, message, {{u"executor"_s, fields().type}, {u"scenario"_s, fields().name}});
}

std::pair<std::uint64_t, std::uint64_t> ScenarioRun::nextIterationNumbers()
{
    const std::int64_t own = m_iterations++;
    return {static_cast<std::uint64_t>(own), static_cast<std::uint64_t>(m_iterationShare.placeOf(own))};
}

std::vector<std::pair<std::uint64_t, std::uint64_t>> ScenarioRun::nextIterationNumbers(std::int64_t count)
{
    std::vector<std::pair<std::uint64_t, std::uint64_t>> numbers;
    for (std::int64_t i = 0; i < count; ++i)
        numbers.push_back(nextIterationNumbers());
    return numbers;
}

void ScenarioRun::vuLeft(VuWorker &vu, std::uint64_t activation)
{
    m_pool.giveBack(vu);
    const std::lock_guard lock(m_mutex);
    std::erase(m_active, VuActivation(vu, activation));
    m_changed.notify_all();
}

std::int64_t ScenarioRun::elapsed() const
{
    return m_hasBegun ? nanoseconds(m_run.clock().now() - m_start).count() : 0;
}

double ScenarioRun::done() const
{
    return m_executor.done(nanoseconds(m_run.clock().now() - m_start).count());
}

ScenarioProgress ScenarioRun::progress() const
{
    const std::lock_guard lock(m_mutex);
    ScenarioProgress progress{fields().name, m_status, 0, {}};
    if (m_status == ScenarioStatus::Waiting && m_zero != Clock::TimePoint()) {
        const std::int64_t left = nanoseconds(m_zero + nanoseconds(fields().startTime) - m_run.clock().now()).count();
        progress.columns = {u"waiting"_s, fixedWidthDuration(std::max<std::int64_t>(left, 0), fields().startTime)};
    } else if (m_hasBegun) {
        const std::int64_t at = m_finalElapsed.value_or(elapsed());
        progress.done = m_executor.done(at);
        progress.columns = m_executor.columns(at);
    }
    return progress;
}

} // namespace sockscope
