// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "run/executors/executor.h"

#include <atomic>

namespace sockscope {

class ScenarioReader;

/// per-vu-iterations: each VU does a number of iterations of its own
/// (https://grafana.com/docs/k6/latest/using-k6/scenarios/executors/per-vu-iterations/).
class PerVuIterations final : public Executor
{
public:
    explicit PerVuIterations(ScenarioReader &reader);

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
    [[nodiscard]] std::int64_t total() const { return m_ownVus * m_iterations; }

    const std::int64_t m_vus;
    const std::int64_t m_iterations; // of each VU, whatever this instance's share
    const std::int64_t m_maxDuration;
    std::int64_t m_ownVus = 0;
    std::atomic<std::int64_t> m_ended{0};
};

} // namespace sockscope
