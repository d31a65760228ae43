// SPDX-License-Identifier: GPL-3.0-or-later
#include "metrics/threshold_watch.h"

namespace sockscope {

ThresholdWatch::ThresholdWatch(ThresholdSet &thresholds, std::function<std::int64_t()> elapsedNs,
                               std::function<void(const QString &)> abort, std::chrono::milliseconds interval)
    : m_thresholds(thresholds)
    , m_elapsedNs(std::move(elapsedNs))
    , m_abort(std::move(abort))
    , m_interval(interval)
{
    if (!m_thresholds.isEmpty())
        m_thread = std::thread([this] { run(); });
}

ThresholdWatch::~ThresholdWatch()
{
    {
        const std::scoped_lock lock(m_mutex);
        m_isStopping = true;
    }
    m_wake.notify_one();
    if (m_thread.joinable())
        m_thread.join();
}

void ThresholdWatch::run()
{
    auto due = std::chrono::steady_clock::now() + m_interval; // fixed instants, however long an evaluation takes
    bool hasAborted = false;
    std::unique_lock lock(m_mutex);
    while (!m_wake.wait_until(lock, due, [this] { return m_isStopping; })) {
        lock.unlock();
        const ThresholdVerdict verdict = m_thresholds.evaluate(m_elapsedNs(), false);
        if (verdict.mustAbort && !std::exchange(hasAborted, true))
            m_abort(verdict.abortSentence());
        due = std::max(due + m_interval, std::chrono::steady_clock::now());
        lock.lock();
    }
}

} // namespace sockscope
