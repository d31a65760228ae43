// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "metrics/recent_trends.h"
#include "run/run_progress.h"

#include <chrono>
#include <condition_variable>
#include <mutex>
#include <thread>

namespace sockscope {

class JournalWriter;
class TestRun;

/// Writes how a run is doing into its journal about once a second, on a thread of its own, so that the charts of a
/// saved session are those of the live one. Lives while the run does.
class RunRecorder
{
public:
    static constexpr std::chrono::milliseconds Interval{1000};

    /// The run and the journal must outlive it. Says in the journal where there will be VUs above `recordedVus`.
    RunRecorder(const TestRun &run, RunPlan plan, JournalWriter &journal, int recordedVus);
    /// Records the run a last time.
    ~RunRecorder();
    RunRecorder(const RunRecorder &) = delete;
    RunRecorder &operator=(const RunRecorder &) = delete;

private:
    void work();
    void record();

    const TestRun &m_run;
    const RunPlan m_plan;
    JournalWriter &m_journal;
    RecentTrends m_recent; ///< of the thread, and of the destructor behind it
    std::mutex m_mutex;
    std::condition_variable m_wake;
    bool m_isStopping = false;
    std::thread m_thread; // last: it uses the others
};

} // namespace sockscope
