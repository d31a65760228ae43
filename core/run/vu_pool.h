// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "run/vu_worker.h"

#include <deque>
#include <vector>

namespace sockscope {

/// The virtual users of a run: those planned are made before the test, others while it runs, and scenarios take and
/// return them. Thread-safe.
class VuPool
{
public:
    explicit VuPool(RunState &run);
    ~VuPool();

    /// Makes VUs 1 to `count` and waits for their init code, a few at a time. The outcome is that of the first that
    /// failed, or Complete.
    [[nodiscard]] CallOutcome initialise(int count);
    /// VUs that may be made on demand.
    void allowUnplanned(int count);

    /// A VU that works for nobody; null where none comes free for two seconds, as after a plan that doesn't hold, or
    /// where the run is stopped.
    [[nodiscard]] VuWorker *take();
    /// Makes a VU or takes a free one where all that are allowed were made, without waiting; `ready` is told it, on
    /// another thread or this one. Null where its init code failed. False where there is none to be had now.
    [[nodiscard]] bool makeOrTake(std::function<void(VuWorker *)> ready);
    void giveBack(VuWorker &vu);
    void wake(); ///< looks again whether the run is stopped
    void interruptInits();
    /// Ends all VUs and waits for them.
    void endAll();

private:
    [[nodiscard]] VuWorker *make(VuWorker::Initialised initialised);
    [[nodiscard]] bool startOne(CallOutcome &outcome);

    RunState &m_run;
    std::mutex m_mutex;
    std::condition_variable m_changed;
    std::vector<std::unique_ptr<VuWorker>> m_all;
    std::deque<VuWorker *> m_free; // the one that waits longest comes first
    int m_unplanned = 0;
    int m_initialising = 0;
};

} // namespace sockscope
