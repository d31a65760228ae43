// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "k6/go_random.h"
#include "script/vu_stopwatch.h"

#include <QJSValue>
#include <QObject>
#include <QStringList>

#include <memory>
#include <vector>

namespace sockscope {

struct Metric;
class VirtualUser;

/// The native side of the module `k6`. Lives with its VU.
class K6CoreBinding : public QObject
{
    Q_OBJECT
public:
    explicit K6CoreBinding(VirtualUser &vu);

    Q_INVOKABLE bool inInit() const;
    Q_INVOKABLE bool isInterrupted() const;
    /// Tallies one condition of check() and takes its sample. `tags` is the flat list of the script's own tags.
    Q_INVOKABLE void recordCheck(const QString &name, bool passed, const QStringList &tags);
    Q_INVOKABLE void enterGroup(const QString &name);
    Q_INVOKABLE void leaveGroup(); ///< takes the group_duration sample
    Q_INVOKABLE void seed(double seed);
    Q_INVOKABLE double random();
    Q_INVOKABLE void sleep(double seconds);

private:
    struct OpenGroup
    {
        QString outerPath;
        VuStopwatch running;
    };

    VirtualUser &m_vu;
    const Metric *m_checks = nullptr;
    const Metric *m_groupDuration = nullptr;
    std::vector<OpenGroup> m_groups; // innermost last
    std::unique_ptr<GoRandom> m_random;
};

/// The exports of `k6`: check, fail, group, randomSeed, sleep (https://grafana.com/docs/k6/latest/javascript-api/k6/).
[[nodiscard]] QJSValue createK6Module(VirtualUser &vu);

} // namespace sockscope
