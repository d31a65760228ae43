// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "options/stage.h"
#include "run/executors/executor.h"
#include "run/vu_activation.h"

#include <atomic>
#include <deque>
#include <mutex>

namespace sockscope {

class ScenarioReader;

/// ramping-vus: a number of VUs that follows stages and iterate without pause
/// (https://grafana.com/docs/k6/latest/using-k6/scenarios/executors/ramping-vus/).
class RampingVus final : public Executor
{
public:
    explicit RampingVus(ScenarioReader &reader);

    [[nodiscard]] QString description() const override;
    [[nodiscard]] QList<VuStep> requirements() const override;
    [[nodiscard]] bool hasWork() const override;
    void run(ScenarioRun &run) override;
    [[nodiscard]] double done(std::int64_t elapsed) const override;
    [[nodiscard]] QStringList columns(std::int64_t elapsed) const override;

protected:
    [[nodiscard]] QStringList ownProblems() const override;
    void assigned() override;

private:
    /// A place for one VU; ramping up fills the lowest free ones, ramping down frees the highest.
    struct Slot
    {
        std::mutex mutex;
        VuActivation vu;
        std::uint64_t turn = 0; // the activation that the slot now means; an older one leaves by itself
        bool isTaken = false;
        bool mayIterate = false;
    };

    [[nodiscard]] bool start(ScenarioRun &run, Slot &slot);
    static void stop(Slot &slot);
    static void interrupt(Slot &slot);
    [[nodiscard]] static bool mayIterate(ScenarioRun &run, Slot &slot, std::uint64_t turn);
    [[nodiscard]] bool followRamp(ScenarioRun &run);
    [[nodiscard]] bool setWanted(ScenarioRun &run, std::int64_t vus);
    void setAllowed(std::int64_t vus);

    const std::int64_t m_startVus;
    const QList<Stage> m_stages;
    const std::int64_t m_gracefulRampDown;

    // This instance's part.
    QList<VuStep> m_ramp;
    QList<VuStep> m_reserved;
    std::int64_t m_maxVus = 0;
    std::deque<Slot> m_slots;
    qsizetype m_nextReserved = 0;
    std::int64_t m_wanted = 0;
    std::int64_t m_allowed = 0;
    std::atomic<std::int64_t> m_active{0};
};

} // namespace sockscope
