// SPDX-License-Identifier: GPL-3.0-or-later
#include "script/event_loop.h"

#include "net/turn_queue.h"
#include "script/virtual_user.h"
#include "script/vu_facts.h"

#include <QAbstractEventDispatcher>
#include <QBasicTimer>
#include <QCoreApplication>
#include <QElapsedTimer>
#include <QEventLoop>
#include <QScopeGuard>
#include <QThread>
#include <QTimerEvent>

#include <algorithm>
#include <atomic>
#include <cmath>
#include <limits>
#include <map>
#include <vector>

namespace sockscope {

using namespace Qt::StringLiterals;

namespace {

/// So often what sockets have to do may go before a look at what the system has for them: with 1, half of all looks
/// would find nothing.
constexpr int MaxTurnsBetweenLooks = 8;
constexpr qsizetype MaxFacts = 200; ///< timers told of at once

struct TimerEntry
{
    int id = 0;
    qint64 intervalNs = 0;
    bool repeat = false;
    QString place; ///< of the call in the script; in debug runs
};

constexpr int SilenceLooks = 2; // in SilenceMs; a silence is told up to one look late

/// Due time, then order of arming: equal due times fire in creation order.
using DueKey = std::pair<qint64, quint64>;

} // namespace

struct EventLoop::Private
{
    explicit Private(VirtualUser &user)
        : vu(user)
    {
    }

    VirtualUser &vu;
    TurnQueue::Driver turns; // of the thread's sockets
    int turnsSinceLook = 0;
    std::vector<Task> queue;
    std::vector<Task> batch; // kept for its capacity
    std::map<DueKey, TimerEntry> timers;
    QHash<int, DueKey> timerKeys;
    QElapsedTimer clock;
    QBasicTimer wakeTimer;
    QBasicTimer silenceTimer; // looks now and then, so that no turn of the loop costs a timer
    bool hasRun = false;      // a callback, since the last look
    int silentLooks = 0;
    qint64 wakeAtNs = -1;
    quint64 armed = 0;
    int nextTimerId = 1;
    int holds = 0;
    bool failed = false;
    std::atomic<bool> stopped = false;
    QThread *thread = QThread::currentThread();

    void arm(const TimerEntry &timer, qint64 dueNs)
    {
        const DueKey key(dueNs, armed++);
        timers.emplace(key, timer);
        timerKeys.insert(timer.id, key);
    }
};

EventLoop::Hold::Hold(EventLoop &loop)
    : m_loop(&loop)
{
    ++m_loop->d->holds;
}

EventLoop::Hold &EventLoop::Hold::operator=(Hold &&other) noexcept
{
    if (this != &other) {
        release();
        m_loop = std::exchange(other.m_loop, nullptr);
    }
    return *this;
}

void EventLoop::Hold::release()
{
    if (EventLoop *loop = std::exchange(m_loop, nullptr))
        --loop->d->holds;
}

namespace {

/// What a debugger is told of the timers, the next one first.
template <typename Private>
QJsonArray timerFacts(const Private &loop)
{
    const qint64 now = loop.clock.nsecsElapsed();
    QJsonArray facts;
    for (const auto &[due, timer] : loop.timers) {
        if (facts.size() == MaxFacts)
            break;
        facts.append(QJsonObject{{u"id"_s, timer.id},
                                 {u"repeats"_s, timer.repeat},
                                 {u"intervalMs"_s, static_cast<double>(timer.intervalNs) / 1e6},
                                 {u"dueMs"_s, static_cast<double>(due.first - now) / 1e6},
                                 {u"place"_s, timer.place}});
    }
    return facts;
}

} // namespace

EventLoop::EventLoop(VirtualUser &vu)
    : d(std::make_unique<Private>(vu))
{
    d->clock.start();
    vu.service<VuFacts>().add(u"timers"_s, [this] { return timerFacts(*d); });
    vu.service<VuFacts>().add(u"loop"_s, [this] {
        return QJsonArray{QJsonObject{{u"queued"_s, static_cast<int>(d->queue.size())},
                                      {u"holds"_s, d->holds},
                                      {u"timerCount"_s, static_cast<int>(d->timers.size())}}};
    });
}

EventLoop::~EventLoop() = default;

void EventLoop::post(Task task)
{
    d->queue.push_back(std::move(task));
}

int EventLoop::startTimer(double delayMs, bool repeat)
{
    constexpr double MaxDelayMs = 1e12; // thirty years; keeps the arithmetic in range
    const double bounded = std::isfinite(delayMs) ? std::clamp(delayMs, 0.0, MaxDelayMs) : 0.0;
    const TimerEntry timer{d->nextTimerId++, static_cast<qint64>(bounded * 1e6), repeat,
                           d->vu.debugger() ? d->vu.currentFrame() : QString()};
    d->arm(timer, d->clock.nsecsElapsed() + timer.intervalNs);
    return timer.id;
}

void EventLoop::clearTimer(int id)
{
    if (const auto it = d->timerKeys.constFind(id); it != d->timerKeys.constEnd()) {
        d->timers.erase(*it);
        d->timerKeys.erase(it);
    }
}

void EventLoop::fireDueTimers()
{
    const qint64 now = d->clock.nsecsElapsed();
    while (!d->timers.empty() && d->timers.begin()->first.first <= now) {
        const TimerEntry timer = d->timers.begin()->second;
        d->timers.erase(d->timers.begin());
        d->timerKeys.remove(timer.id);
        if (timer.repeat) // at least a nanosecond on, so that an interval of 0 can't hold this loop
            d->arm(timer, now + std::max<qint64>(timer.intervalNs, 1));
        post([this, id = timer.id] { d->vu.fireTimer(id); });
    }
}

/// k6 takes the callbacks queued so far as one batch; what they queue belongs to the next one, and rejections that are
/// still without a handler after a batch fail the iteration.
void EventLoop::runBatch()
{
    d->batch.swap(d->queue);
    d->hasRun = d->hasRun || !d->batch.empty();
    for (const Task &task : d->batch) {
        if (d->stopped)
            break;
        d->vu.enterTask();
        task();
        d->vu.leaveTask();
    }
    d->batch.clear();
    d->vu.enterTask();
    d->vu.reportUnhandledRejections();
    d->vu.leaveTask();
}

bool EventLoop::isIdle() const
{
    return d->queue.empty() && d->timers.empty() && d->holds == 0;
}

/// What sockets have to do may fill the queue, and is then done before anything is waited for.
void EventLoop::turnOrWait(int limitMs)
{
    if (d->turns.hasWork() && ++d->turnsSinceLook < MaxTurnsBetweenLooks) {
        d->turns.run();
        return;
    }
    d->turnsSinceLook = 0;
    wait(d->turns.hasWork() ? 0 : limitMs);
    d->turns.run();
}

void EventLoop::wait(int limitMs)
{
    auto *dispatcher = QAbstractEventDispatcher::instance();
    QEventLoop::ProcessEventsFlags flags = QEventLoop::AllEvents;
    if (d->queue.empty() && limitMs != 0) {
        qint64 dueNs = d->timers.empty() ? std::numeric_limits<qint64>::max() : d->timers.begin()->first.first;
        if (limitMs > 0)
            dueNs = std::min(dueNs, d->clock.nsecsElapsed() + limitMs * 1'000'000LL);
        if (dueNs != d->wakeAtNs || !d->wakeTimer.isActive()) {
            d->wakeAtNs = dueNs;
            if (dueNs == std::numeric_limits<qint64>::max()) {
                d->wakeTimer.stop();
            } else {
                const qint64 leftMs = std::max<qint64>(0, (dueNs - d->clock.nsecsElapsed() + 999'999) / 1'000'000);
                d->wakeTimer.start(static_cast<int>(std::min<qint64>(leftMs, std::numeric_limits<int>::max())),
                                   Qt::PreciseTimer, this);
            }
        }
        flags |= QEventLoop::WaitForMoreEvents;
    }
    dispatcher->processEvents(flags);
    // Nothing here ever runs a QEventLoop, so deferred deletions are due whenever the stack is empty: now.
    QCoreApplication::sendPostedEvents(nullptr, QEvent::DeferredDelete);
}

void EventLoop::timerEvent(QTimerEvent *event)
{
    if (event->timerId() == d->silenceTimer.timerId()) {
        lookForSilence();
        return;
    }
    d->wakeTimer.stop();
    d->wakeAtNs = -1;
}

void EventLoop::lookForSilence()
{
    const bool isSilent = !std::exchange(d->hasRun, false) && d->queue.empty() && d->timers.empty();
    d->silentLooks = isSilent ? d->silentLooks + 1 : 0;
    if (d->silentLooks < SilenceLooks)
        return;
    d->silenceTimer.stop();
    Q_EMIT d->vu.waitedForHolds(SilenceMs);
}

EventLoop::End EventLoop::runUntilIdle()
{
    const QScopeGuard stopLooking([this] { d->silenceTimer.stop(); });
    d->silentLooks = 0;
    while (!d->stopped) {
        fireDueTimers();
        runBatch();
        if (d->failed) {
            runBatch();
            return d->stopped ? End::Stopped : End::Failed;
        }
        if (d->stopped)
            break;
        if (isIdle())
            return End::Idle;
        if (d->vu.journal() && !d->silenceTimer.isActive() && d->hasRun)
            d->silenceTimer.start(SilenceMs / SilenceLooks, Qt::CoarseTimer, this);
        turnOrWait(-1);
    }
    return End::Stopped;
}

void EventLoop::runFor(int deadlineMs)
{
    fireDueTimers();
    const bool hadWork = !d->queue.empty();
    runBatch();
    if (!d->stopped)
        turnOrWait(hadWork ? 0 : deadlineMs);
}

void EventLoop::fail()
{
    d->failed = true;
}

bool EventLoop::hasFailed() const
{
    return d->failed;
}

void EventLoop::clearFailure()
{
    d->failed = false;
}

QMap<int, bool> EventLoop::armedTimers() const
{
    QMap<int, bool> armed;
    for (const auto &[due, timer] : d->timers)
        armed.insert(timer.id, timer.repeat);
    return armed;
}

void EventLoop::stop()
{
    d->stopped = true;
    wakeUp();
}

void EventLoop::resume()
{
    d->stopped = false;
    reset();
}

void EventLoop::wakeUp()
{
    if (auto *dispatcher = QAbstractEventDispatcher::instance(d->thread))
        dispatcher->wakeUp();
}

void EventLoop::reset()
{
    d->queue.clear();
    d->timers.clear();
    d->timerKeys.clear();
    d->failed = false;
}

} // namespace sockscope
