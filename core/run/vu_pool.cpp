// SPDX-License-Identifier: GPL-3.0-or-later
#include "run/vu_pool.h"

#include <algorithm>

namespace sockscope {

using namespace Qt::StringLiterals;

namespace {

constexpr std::chrono::seconds LongestWait(2); // k6 gives up after five times 400 ms

} // namespace

VuPool::VuPool(RunState &run)
    : m_run(run)
{
}

VuPool::~VuPool() = default;

/// Ids are given in the order of making; those of other instances lie between.
VuWorker *VuPool::make(VuWorker::Initialised initialised)
{
    const std::lock_guard lock(m_mutex);
    const auto number = static_cast<std::int64_t>(m_all.size());
    m_all.push_back(std::make_unique<VuWorker>(m_run, static_cast<int>(number + 1),
                                               static_cast<int>(m_run.share.placeOf(number) + 1),
                                               std::move(initialised)));
    return m_all.back().get();
}

CallOutcome VuPool::initialise(int count)
{
    CallOutcome first;
    const int atOnce = std::max(1, QThread::idealThreadCount());
    const auto initialised = [this, &first](VuWorker &vu, const CallOutcome &outcome) {
        const std::lock_guard lock(m_mutex);
        --m_initialising;
        if (outcome.kind == CallOutcome::Kind::Complete) {
            ++m_run.counters.vusInitialized;
            m_free.push_back(&vu);
        } else if (first.kind == CallOutcome::Kind::Complete) {
            first = {outcome.kind, {}, outcome.error, outcome.rejected}; // the value belongs to the VU's engine
        }
        m_changed.notify_all();
    };
    std::unique_lock lock(m_mutex);
    for (int made = 0; made < count && first.kind == CallOutcome::Kind::Complete; ++made) {
        m_changed.wait(lock, [&] { return m_initialising < atOnce; });
        if (m_run.stopping)
            break;
        ++m_initialising;
        lock.unlock();
        const bool hasStarted = make(initialised)->start();
        lock.lock();
        if (!hasStarted) {
            --m_initialising;
            first = {
                CallOutcome::Kind::Failed,
                {},
                u"the system has no thread for VU %1: use fewer VUs, or raise its limit of threads"_s.arg(made + 1),
                false};
        }
    }
    m_changed.wait(lock, [this] { return m_initialising == 0; });
    return first;
}

void VuPool::allowUnplanned(int count)
{
    const std::lock_guard lock(m_mutex);
    m_unplanned = count;
}

VuWorker *VuPool::take()
{
    std::unique_lock lock(m_mutex);
    m_changed.wait_for(lock, LongestWait, [this] { return !m_free.empty() || m_run.stopping; });
    if (m_free.empty() || m_run.stopping)
        return nullptr;
    VuWorker *vu = m_free.front();
    m_free.pop_front();
    return vu;
}

bool VuPool::makeOrTake(std::function<void(VuWorker *)> ready)
{
    std::unique_lock lock(m_mutex);
    if (m_run.stopping)
        return false;
    if (m_unplanned == 0) {
        if (m_free.empty())
            return false;
        VuWorker *vu = m_free.front();
        m_free.pop_front();
        lock.unlock();
        ready(vu);
        return true;
    }
    --m_unplanned;
    lock.unlock();
    VuWorker *vu = make([this, ready](VuWorker &made, const CallOutcome &outcome) {
        const bool isUsable = outcome.kind == CallOutcome::Kind::Complete;
        if (isUsable)
            ++m_run.counters.vusInitialized;
        else if (outcome.kind == CallOutcome::Kind::Failed)
            m_run.log(LogLevel::Error, u"Error while allocating unplanned VU"_s, {{u"error"_s, outcome.error}});
        ready(isUsable ? &made : nullptr);
    });
    if (vu->start())
        return true;
    m_run.log(LogLevel::Error, u"Error while allocating unplanned VU"_s,
              {{u"error"_s, u"the system has no thread left"_s}});
    ready(nullptr);
    return true;
}

void VuPool::giveBack(VuWorker &vu)
{
    const std::lock_guard lock(m_mutex);
    m_free.push_back(&vu);
    m_changed.notify_all();
    if (m_run.stopping)
        vu.end();
}

void VuPool::wake()
{
    const std::lock_guard lock(m_mutex);
    m_changed.notify_all();
    if (m_run.stopping) {
        for (VuWorker *vu : m_free)
            vu->end();
    }
}

void VuPool::interruptInits()
{
    const std::lock_guard lock(m_mutex);
    for (const auto &vu : m_all)
        vu->interruptInit();
}

void VuPool::endAll()
{
    for (const auto &vu : m_all) // all at once, then one after the other
        vu->end();
    m_all.clear();
    m_free.clear();
}

} // namespace sockscope
