// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "run/executors/arrival_rate.h"

namespace sockscope {

/// constant-arrival-rate: iterations that start at even distances for a time, the first at once
/// (https://grafana.com/docs/k6/latest/using-k6/scenarios/executors/constant-arrival-rate/).
class ConstantArrivalRate final : public ArrivalRate
{
public:
    explicit ConstantArrivalRate(ScenarioReader &reader);

    [[nodiscard]] QString description() const override;

protected:
    [[nodiscard]] QStringList rateProblems() const override;
    [[nodiscard]] QStringList durationProblems() const override;
    [[nodiscard]] std::int64_t duration() const override;
    [[nodiscard]] std::optional<std::int64_t> dueTime(std::int64_t iteration) override;
    [[nodiscard]] double highestRate() const override;
    [[nodiscard]] double rateNow() const override { return highestRate(); }

private:
    const std::optional<std::int64_t> m_rate;
    const std::optional<std::int64_t> m_duration;
};

} // namespace sockscope
