// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "run/executors/executor.h"

#include <atomic>

namespace sockscope {

class ScenarioReader;

/// shared-iterations: a number of iterations that the VUs take from as they become free
/// (https://grafana.com/docs/k6/latest/using-k6/scenarios/executors/shared-iterations/).
class SharedIterations final : public Executor
{
public:
    explicit SharedIterations(ScenarioReader &reader);

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
    const std::int64_t m_iterations;
    const std::int64_t m_maxDuration;

    // This instance's part.
    std::int64_t m_ownVus = 0;
    std::int64_t m_ownIterations = 0;
    std::atomic<std::int64_t> m_attempted{0};
    std::atomic<std::int64_t> m_ended{0};
};

} // namespace sockscope
