// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QBasicTimer>
#include <QObject>

#include <deque>

namespace sockscope {

/// What the sockets of one thread have to do at the next turn of its event loop. A Driver runs them where it suits it;
/// a thread without one has a timer do it, which costs a system call more and several times the instructions.
/// Not thread-safe: each thread has its own.
class TurnQueue : public QObject
{
    Q_OBJECT
public:
    /// Who takes turns; must forget() itself before it ends.
    class Client
    {
    public:
        virtual void takeTurn() = 0;

    protected:
        ~Client() = default;
    };

    /// While one lives on the thread, it has to call run() between any two waits for events.
    class Driver
    {
    public:
        Driver();
        ~Driver();
        Driver(const Driver &) = delete;
        Driver &operator=(const Driver &) = delete;
        [[nodiscard]] bool hasWork() const { return !m_queue.m_clients.empty(); }
        /// Has all clients that wait now take their turns, in the order in which they asked.
        void run() { m_queue.run(); }

    private:
        TurnQueue &m_queue;
    };

    [[nodiscard]] static TurnQueue &ofThread();
    ~TurnQueue() override;
    /// Asks for one turn.
    void add(Client &client);
    void forget(Client &client);

protected:
    void timerEvent(QTimerEvent *event) override;

private:
    TurnQueue();
    void run();
    void arm();

    std::deque<Client *> m_clients; // one entry a turn
    QBasicTimer m_soon;
    int m_drivers = 0;
};

} // namespace sockscope
