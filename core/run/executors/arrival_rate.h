// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "run/executors/arrival_queue.h"
#include "run/executors/executor.h"
#include "run/vu_activation.h"

#include <atomic>

namespace sockscope {

class ScenarioReader;

/// What the two executors have in common that start iterations at given moments, whether or not earlier ones are done:
/// the VUs and the handing out (https://grafana.com/docs/k6/latest/using-k6/scenarios/concepts/open-vs-closed/).
class ArrivalRate : public Executor
{
public:
    [[nodiscard]] QList<VuStep> requirements() const final;
    [[nodiscard]] bool hasWork() const final;
    [[nodiscard]] bool waitsBetweenIterations() const final { return true; }
    void run(ScenarioRun &run) final;
    [[nodiscard]] double done(std::int64_t elapsed) const final;
    [[nodiscard]] QStringList columns(std::int64_t elapsed) const final;

protected:
    explicit ArrivalRate(ScenarioReader &reader);

    [[nodiscard]] QStringList ownProblems() const override;
    void assigned() override;
    [[nodiscard]] virtual QStringList rateProblems() const = 0;
    [[nodiscard]] virtual QStringList durationProblems() const = 0;
    [[nodiscard]] virtual std::int64_t duration() const = 0;
    /// Nanoseconds from the start to the iteration with this number, from 0, among those of all instances; nothing
    /// after the last.
    [[nodiscard]] virtual std::optional<std::int64_t> dueTime(std::int64_t iteration) = 0;
    [[nodiscard]] virtual double highestRate() const = 0; ///< of this instance, a second
    [[nodiscard]] virtual double rateNow() const = 0;     ///< what the progress shows

    [[nodiscard]] std::int64_t timeUnit() const { return m_timeUnit; }
    [[nodiscard]] std::int64_t ownVus() const { return m_ownVus; } ///< initialised before the test
    [[nodiscard]] std::int64_t ownMaxVus() const { return m_ownMaxVus; }
    [[nodiscard]] std::int64_t maxVus() const { return m_maxVus.value_or(m_preAllocatedVus.value_or(0)); }
    [[nodiscard]] QString vuRange() const; ///< "maxVUs: 1-4"
    /// Nanoseconds between the last two iterations that came due; 0 before.
    [[nodiscard]] std::int64_t interval() const { return m_interval; }

private:
    void dispatch(ScenarioRun &run);
    void startIteration(ScenarioRun &run);
    [[nodiscard]] IterationSource iterations();
    void askForVu(ScenarioRun &run);

    const std::int64_t m_timeUnit;
    const std::optional<std::int64_t> m_preAllocatedVus;
    const std::optional<std::int64_t> m_maxVus;

    // This instance's part.
    std::int64_t m_ownVus = 0;
    std::int64_t m_ownMaxVus = 0;
    std::optional<SegmentShare> m_ticks;
    ArrivalQueue m_queue;
    std::int64_t m_unplanned = 0; // VUs that may still be made
    bool m_hasWarned = false;
    std::atomic<std::int64_t> m_interval{0};
    std::atomic<bool> m_isMakingVu{false};
    std::atomic<bool> m_isComplete{false};
    std::atomic<std::int64_t> m_vus{0};
};

} // namespace sockscope
