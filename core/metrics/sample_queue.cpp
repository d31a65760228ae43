// SPDX-License-Identifier: GPL-3.0-or-later
#include "metrics/sample_queue.h"

#include <algorithm>
#include <utility>

namespace sockscope {

SampleQueue::SampleQueue(Outputs outputs, std::function<void(const QString &)> warn, std::size_t capacity)
    : m_outputs(std::move(outputs))
    , m_warn(std::move(warn))
    , m_capacity(std::max<std::size_t>(capacity, 1))
{
}

SampleQueue::~SampleQueue()
{
    stop();
}

bool SampleQueue::start(QString *error)
{
    for (auto output = m_outputs.begin(); output != m_outputs.end(); ++output) {
        if ((*output)->start(error))
            continue;
        std::for_each(m_outputs.begin(), output, [](const auto &started) { started->stop(); });
        return false;
    }
    m_isRunning = true;
    m_thread = std::thread([this] { run(); });
    return true;
}

void SampleQueue::stop()
{
    {
        const std::scoped_lock lock(m_mutex);
        if (!std::exchange(m_isRunning, false))
            return;
    }
    m_isFilling.notify_one();
    m_hasRoom.notify_all();
    m_thread.join();
    for (const auto &output : m_outputs)
        output->stop();
}

void SampleQueue::sampleAdded(const Sample &sample)
{
    std::unique_lock lock(m_mutex);
    m_hasRoom.wait(lock, [this] { return m_waiting.size() < m_capacity || !m_isRunning; });
    if (!m_isRunning)
        return;
    m_waiting.push_back(sample);
    const bool isHalfFull = m_waiting.size() == (m_capacity + 1) / 2;
    lock.unlock();
    if (isHalfFull)
        m_isFilling.notify_one();
}

void SampleQueue::run()
{
    std::vector<Sample> batch;
    bool isRunning = true;
    while (isRunning) {
        batch.clear();
        {
            std::unique_lock lock(m_mutex);
            m_isFilling.wait_for(lock, Interval,
                                 [this] { return m_waiting.size() >= (m_capacity + 1) / 2 || !m_isRunning; });
            isRunning = m_isRunning;
            batch.swap(m_waiting);
        }
        m_hasRoom.notify_all();
        if (!batch.empty())
            handOn(batch);
    }
}

void SampleQueue::handOn(const std::vector<Sample> &batch)
{
    for (const auto &output : m_outputs)
        output->add(batch);
    for (const Sample &sample : batch)
        m_series.add(sample);
    if (const QString warning = m_series.takeWarning(); !warning.isEmpty() && m_warn)
        m_warn(warning);
}

} // namespace sockscope
