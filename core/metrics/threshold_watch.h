// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "metrics/threshold_set.h"

#include <chrono>
#include <condition_variable>
#include <functional>
#include <mutex>
#include <thread>

namespace sockscope {

/// Evaluates the thresholds of a run every two seconds, as k6 does, on a thread of its own, and tells when one stops
/// the run. Runs from its construction to its end.
class ThresholdWatch
{
public:
    static constexpr std::chrono::milliseconds Interval{2000};

    /// `elapsedNs` is the run's time; `abort` gets k6's sentence, at most once. Both are called on the watch's thread.
    /// `thresholds` must outlive the watch.
    ThresholdWatch(ThresholdSet &thresholds, std::function<std::int64_t()> elapsedNs,
                   std::function<void(const QString &)> abort, std::chrono::milliseconds interval = Interval);
    ~ThresholdWatch(); ///< waits for an evaluation that is going on; neither function is called afterwards
    ThresholdWatch(const ThresholdWatch &) = delete;
    ThresholdWatch &operator=(const ThresholdWatch &) = delete;

private:
    void run();

    ThresholdSet &m_thresholds;
    const std::function<std::int64_t()> m_elapsedNs;
    const std::function<void(const QString &)> m_abort;
    const std::chrono::milliseconds m_interval;
    std::mutex m_mutex;
    std::condition_variable m_wake;
    bool m_isStopping = false;
    std::thread m_thread; // last: it uses the others
};

} // namespace sockscope
