// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "run/executors/executor.h"
#include "run/run_progress.h"
#include "run/run_state.h"
#include "run/vu_activation.h"

#include <condition_variable>
#include <mutex>
#include <vector>

namespace sockscope {

class VuPool;

/// One scenario while the test runs: its clock, its VUs and its iteration numbers. An executor runs on it; progress()
/// and what is marked so may be used from other threads.
class ScenarioRun
{
public:
    ScenarioRun(RunState &run, VuPool &pool, Executor &executor);
    ScenarioRun(const ScenarioRun &) = delete;
    ScenarioRun &operator=(const ScenarioRun &) = delete;

    /// Waits for the start time, `zero` being the start of all scenarios, runs the executor and waits for its VUs.
    void execute(RunClock::TimePoint zero);
    void wake();                                     ///< looks again whether the run is stopped; any thread
    [[nodiscard]] ScenarioProgress progress() const; ///< any thread

    // --- what executors use
    /// Numbers iterations among those of all instances by this share, which may differ from that of the run.
    void divideIterationsAs(const SegmentShare &share) { m_iterationShare = share; }
    /// Starts the clock. After `duration` nanoseconds no iteration starts; what runs then is interrupted after
    /// `longest` nanoseconds, or after the scenario's gracefulStop.
    void begin(std::int64_t duration, std::int64_t longest);
    void begin(std::int64_t duration);
    /// Whether no iteration may start any more, `late` nanoseconds after the time is over at the latest; any thread.
    [[nodiscard]] bool isOver(std::int64_t late = 0) const;
    /// Waits until so many nanoseconds after begin(); false where the run was stopped meanwhile.
    [[nodiscard]] bool waitUntil(std::int64_t offset);
    /// Sets a free VU to work. None, and the run ends with an error, where none comes free although it was planned.
    VuActivation activate(IterationSource source);
    /// Has a VU made in the background, or takes a free one where no more may be made, and sets it to work; `ready`
    /// tells on another thread whether it works. False where there is none to be had now.
    [[nodiscard]] bool makeVu(IterationSource source, std::function<void(bool)> ready);
    /// Waits until all VUs have left, at most until so many nanoseconds after begin(); true where they have.
    [[nodiscard]] bool waitForVusUntil(std::int64_t offset);
    /// Waits until all VUs have left, and interrupts those that still iterate when the graceful stop is over.
    void waitForVus();
    /// Takes a sample of planned iterations that won't start, of one VU or of all. Does nothing in a stopped run.
    void drop(std::int64_t iterations, const VuWorker *vu = nullptr);
    void warn(const QString &message); ///< with the fields of the scenario

    // --- what VUs use; any thread
    [[nodiscard]] const ScenarioFields &fields() const { return m_executor.fields(); }
    [[nodiscard]] const QString &function() const { return m_function; }
    [[nodiscard]] bool waitsBetweenIterations() const { return m_executor.waitsBetweenIterations(); }
    [[nodiscard]] std::int64_t startTimeMs() const { return m_startTimeMs; } ///< since 1970 UTC
    [[nodiscard]] double done() const;
    /// The numbers of the next iteration: in this instance and in the whole test.
    [[nodiscard]] std::pair<std::uint64_t, std::uint64_t> nextIterationNumbers();
    /// Of so many iterations that begin together.
    [[nodiscard]] std::vector<std::pair<std::uint64_t, std::uint64_t>> nextIterationNumbers(std::int64_t count);
    void vuLeft(VuWorker &vu, std::uint64_t activation);

private:
    using Clock = RunClock;

    [[nodiscard]] bool haveAllLeft() const { return m_active.empty() && m_making == 0; }
    [[nodiscard]] std::int64_t elapsed() const;
    void finish();

    RunState &m_run;
    VuPool &m_pool;
    Executor &m_executor;
    const QString m_function;
    SegmentShare m_iterationShare;
    std::atomic<std::int64_t> m_iterations{0};

    Clock::TimePoint m_zero;
    Clock::TimePoint m_start;
    Clock::TimePoint m_end;
    Clock::TimePoint m_longestEnd;
    std::int64_t m_startTimeMs = 0;

    mutable std::mutex m_mutex; // of what follows; VUs' and the pool's mutexes are taken inside
    std::condition_variable m_changed;
    std::vector<VuActivation> m_active;
    int m_making = 0;
    ScenarioStatus m_status = ScenarioStatus::Waiting;
    bool m_hasBegun = false;
    std::optional<std::int64_t> m_finalElapsed;
};

} // namespace sockscope
