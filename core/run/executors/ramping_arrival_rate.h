// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "options/stage.h"
#include "run/executors/arrival_rate.h"

namespace sockscope {

/// ramping-arrival-rate: iterations that start at a rate which follows stages
/// (https://grafana.com/docs/k6/latest/using-k6/scenarios/executors/ramping-arrival-rate/).
class RampingArrivalRate : public ArrivalRate
{
public:
    explicit RampingArrivalRate(ScenarioReader &reader);

    [[nodiscard]] QString description() const override;

protected:
    [[nodiscard]] QStringList rateProblems() const override;
    [[nodiscard]] QStringList durationProblems() const override;
    [[nodiscard]] std::int64_t duration() const override;
    [[nodiscard]] std::optional<std::int64_t> dueTime(std::int64_t iteration) override;
    [[nodiscard]] double highestRate() const override;
    [[nodiscard]] double rateNow() const override;

private:
    const std::int64_t m_startRate;
    const QList<Stage> m_stages;

    // The stage that the last iteration asked for lies in; iterations are asked for in ascending order.
    qsizetype m_stage = 0;
    double m_rate = 0;         // at its start, iterations a nanosecond
    double m_before = 0;       // iterations due before it
    std::int64_t m_begins = 0; // nanoseconds
};

} // namespace sockscope
