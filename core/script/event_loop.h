// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QMap>
#include <QObject>

#include <functional>
#include <memory>
#include <utility>

namespace sockscope {

class VirtualUser;

/// k6's event loop of one VU (k6-reference 1.8): a FIFO queue of callbacks, timers in order of due time and creation,
/// and registered operations that hold the iteration. After each callback all microtasks run; after each batch,
/// unhandled rejections are looked for. Lives on the VU's thread; only stop() may be called from others.
class EventLoop : public QObject
{
    Q_OBJECT
public:
    using Task = std::function<void()>;
    static constexpr int SilenceMs = 2000; ///< of runUntilIdle(), until VirtualUser::waitedForHolds() is told

    explicit EventLoop(VirtualUser &vu);
    ~EventLoop() override;

    /// Queues a callback. It runs on the VU's thread, never from inside the caller, in the order of posting. Typical
    /// body: `vu.callJs(handler, {args})`.
    void post(Task task);

    /// Holds the iteration open until the token is released or destroyed (an armed timer, a connect() in flight, a live
    /// socket).
    class Hold
    {
    public:
        Hold() = default;
        explicit Hold(EventLoop &loop);
        ~Hold() { release(); }
        Hold(Hold &&other) noexcept
            : m_loop(std::exchange(other.m_loop, nullptr))
        {
        }
        Hold &operator=(Hold &&other) noexcept;
        void release();

    private:
        EventLoop *m_loop = nullptr;
    };
    [[nodiscard]] Hold hold() { return Hold(*this); }

    /// setTimeout()/setInterval(): returns the id, from 1 in each VU. Delay in milliseconds, negative counts as 0. The
    /// callback stays on the JavaScript side; a due timer calls VirtualUser::fireTimer(id).
    int startTimer(double delayMs, bool repeat);
    void clearTimer(int id); ///< unknown ids are ignored

    enum class End { Idle, Failed, Stopped };
    /// Runs queued callbacks, timers and socket events until nothing is queued and nothing holds the iteration (Idle),
    /// until fail() (Failed: callbacks that were queued still run, nothing else) or stop() (Stopped).
    End runUntilIdle();
    /// Processes what is due; where nothing is, waits for something, at most `deadlineMs` (without limit where
    /// negative). For a session, which has no end of its own.
    void runFor(int deadlineMs);
    /// Ends the running iteration after an error.
    void fail();
    /// Ends the loop as soon as possible. Thread-safe.
    void stop();
    /// Forgets a stop(), and what was left behind. For a VU that goes on with another iteration.
    void resume();
    [[nodiscard]] bool hasFailed() const;
    void clearFailure(); ///< for a session, which goes on after an error
    /// Timers still armed, by id; true for intervals.
    [[nodiscard]] QMap<int, bool> armedTimers() const;
    /// Ends a wait for events. Thread-safe.
    void wakeUp();
    /// Forgets callbacks, timers and the failure, so that the next iteration starts clean.
    void reset();

protected:
    void timerEvent(QTimerEvent *event) override;

private:
    void runBatch();
    void fireDueTimers();
    void turnOrWait(int limitMs);
    void wait(int limitMs);
    void lookForSilence();
    [[nodiscard]] bool isIdle() const;

    struct Private;
    std::unique_ptr<Private> d;
};

} // namespace sockscope
