// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "run/run_state.h"

#include <condition_variable>
#include <mutex>
#include <thread>

namespace sockscope {

/// Takes samples of the gauges `vus` and `vus_max`, the active and the initialised VUs, once a second while it lives
/// (k6-reference 3.8).
class VusSampler
{
public:
    explicit VusSampler(RunState &run);
    ~VusSampler();
    VusSampler(const VusSampler &) = delete;
    VusSampler &operator=(const VusSampler &) = delete;

private:
    void sample();

    RunState &m_run;
    std::mutex m_mutex;
    std::condition_variable m_changed;
    bool m_isEnding = false;
    std::thread m_thread;
};

} // namespace sockscope
