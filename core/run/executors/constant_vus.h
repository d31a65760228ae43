// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "run/executors/executor.h"

namespace sockscope {

class ScenarioReader;

/// constant-vus: a number of VUs that iterate for a time
/// (https://grafana.com/docs/k6/latest/using-k6/scenarios/executors/constant-vus/).
class ConstantVus final : public Executor
{
public:
    explicit ConstantVus(ScenarioReader &reader);

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
    const std::int64_t m_vus;
    const std::optional<std::int64_t> m_duration;
    std::int64_t m_ownVus = 0;
};

} // namespace sockscope
