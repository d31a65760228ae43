// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "metrics/metric_registry.h"
#include "metrics/sample_output.h"
#include "metrics/series_counter.h"

#include <chrono>
#include <condition_variable>
#include <functional>
#include <memory>
#include <mutex>
#include <thread>
#include <vector>

namespace sockscope {

/// Brings the samples of a run to its outputs: VUs put them in under a short lock, a thread of its own hands them on in
/// batches. No sample is dropped: where the outputs are slower than the run and `capacity` samples wait, VUs wait, too.
/// The samples of one VU keep their order.
class SampleQueue : public SampleObserver
{
public:
    using Outputs = std::vector<std::shared_ptr<SampleOutput>>;
    static constexpr std::size_t DefaultCapacity = 100'000;  ///< 5 MB, and the tags that aren't shared
    static constexpr std::chrono::milliseconds Interval{50}; ///< the longest that a sample waits for company

    /// `warn` gets sentences for the log, on the queue's thread; it may be empty.
    explicit SampleQueue(Outputs outputs, std::function<void(const QString &)> warn = {},
                         std::size_t capacity = DefaultCapacity);
    ~SampleQueue() override; ///< stops
    SampleQueue(const SampleQueue &) = delete;
    SampleQueue &operator=(const SampleQueue &) = delete;

    /// Starts the outputs, then the thread. Where an output can't start, those before it are stopped again.
    [[nodiscard]] bool start(QString *error);
    /// Hands on what waits and stops the outputs. To be called when no VU is left: what comes later is not taken.
    void stop();

    void sampleAdded(const Sample &sample) override; ///< any thread

private:
    void run();
    void handOn(const std::vector<Sample> &batch);

    const Outputs m_outputs;
    const std::function<void(const QString &)> m_warn;
    const std::size_t m_capacity;
    SeriesCounter m_series; // of the thread

    std::mutex m_mutex;
    std::condition_variable m_isFilling; // half full, or stopping
    std::condition_variable m_hasRoom;
    std::vector<Sample> m_waiting;
    bool m_isRunning = false;
    std::thread m_thread;
};

} // namespace sockscope
