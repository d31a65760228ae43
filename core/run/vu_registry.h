// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QMutex>
#include <QSet>

namespace sockscope {

class VirtualUser;

/// The virtual users that are alive, so that other threads can interrupt them. Thread-safe.
class VuRegistry
{
public:
    /// Keeps a VU registered while it lives; made and destroyed on the VU's thread, inside the VU's lifetime.
    class Entry
    {
    public:
        Entry(VuRegistry &registry, VirtualUser &vu);
        ~Entry();
        Entry(const Entry &) = delete;
        Entry &operator=(const Entry &) = delete;

    private:
        VuRegistry &m_registry;
        VirtualUser &m_vu;
    };

    void interruptAll();
    void interruptTasks(); ///< VirtualUser::interruptTask() of all
    /// Makes the event loops come round, to look for what other threads have left for them.
    void wakeAll();
    /// VUs that were interrupted and still live.
    [[nodiscard]] bool hasInterrupted() const;

private:
    mutable QMutex m_mutex;
    QSet<VirtualUser *> m_live;
    QSet<VirtualUser *> m_interrupted;
};

} // namespace sockscope
