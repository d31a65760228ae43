// SPDX-License-Identifier: GPL-3.0-or-later
#include "run/vus_sampler.h"

namespace sockscope {

using namespace Qt::StringLiterals;

VusSampler::VusSampler(RunState &run)
    : m_run(run)
    , m_thread([this] { sample(); })
{
}

VusSampler::~VusSampler()
{
    {
        const std::lock_guard lock(m_mutex);
        m_isEnding = true;
    }
    m_changed.notify_all();
    m_thread.join();
}

void VusSampler::sample()
{
    const Metric *active = m_run.metrics.find(u"vus"_s);
    const Metric *initialised = m_run.metrics.find(u"vus_max"_s);
    auto due = std::chrono::steady_clock::now();
    std::unique_lock lock(m_mutex);
    while (true) {
        due += std::chrono::seconds(1);
        if (m_changed.wait_until(lock, due, [this] { return m_isEnding; }))
            return;
        m_run.metrics.add(active, static_cast<double>(m_run.counters.vusActive), m_run.context.tags);
        m_run.metrics.add(initialised, static_cast<double>(m_run.counters.vusInitialized), m_run.context.tags);
    }
}

} // namespace sockscope
