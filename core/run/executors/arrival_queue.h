// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <atomic>
#include <condition_variable>
#include <cstdint>
#include <deque>
#include <memory>
#include <mutex>
#include <semaphore>

namespace sockscope {

/// The VUs of an arrival-rate scenario that wait for an iteration to come due. The one that has waited longest gets it.
/// Thread-safe.
class ArrivalQueue
{
public:
    /// The place of one VU in the queue; shared, because who wakes a VU may still be at it when the VU goes.
    class Place
    {
        friend class ArrivalQueue;
        std::binary_semaphore m_turn{0};
        bool m_mayIterate = false;
    };

    /// Starts an iteration on a free VU; false where there is none.
    [[nodiscard]] bool start();
    /// Waits, on a VU's thread, until the VU is given an iteration; false once the queue is closed.
    [[nodiscard]] bool waitForTurn(const std::shared_ptr<Place> &place);
    void ended() { --m_running; } ///< a VU's iteration is over
    void vuLeft();                ///< a VU will not wait again
    /// Waits until so many VUs have come to wait, or have left.
    void waitForVus(std::int64_t count);
    void close(); ///< lets go of all that wait
    [[nodiscard]] int running() const { return m_running; }

private:
    std::mutex m_mutex;
    std::condition_variable m_come;
    std::deque<std::shared_ptr<Place>> m_free;
    std::int64_t m_left = 0;
    bool m_isAwaited = false; // waitForVus() waits
    bool m_isClosed = false;
    std::atomic<int> m_running{0};
};

} // namespace sockscope
