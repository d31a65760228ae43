// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QHash>
#include <QMutex>

#include <atomic>

namespace sockscope {

/// How often the probes of a debug run were reached, while somebody wants to know: counting costs each statement a
/// call. Thread-safe.
class Coverage
{
public:
    [[nodiscard]] bool isOn() const { return m_isOn; }
    void setOn(bool on) { m_isOn = on; }
    /// What a virtual user has counted since it last told: number of a probe and times, in turn.
    void add(const QList<qint64> &counted);
    void clear(); ///< the numbers of probes begin anew
    /// Whether anything was added since the last call.
    [[nodiscard]] bool takeChange() { return m_hasChanged.exchange(false); }
    [[nodiscard]] QHash<int, qint64> counts() const;

private:
    std::atomic<bool> m_isOn = false;
    std::atomic<bool> m_hasChanged = false;
    mutable QMutex m_mutex; ///< of what follows
    QHash<int, qint64> m_counts;
};

} // namespace sockscope
