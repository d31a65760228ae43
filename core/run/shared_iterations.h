// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "run/executor.h"

namespace sockscope {

/// shared-iterations: a number of iterations that the VUs take from as they become free.
class SharedIterations final : public Executor
{
public:
    SharedIterations(int vus, std::int64_t iterations, std::int64_t maxDuration);
    /// k6's sentence where the numbers make no sense, otherwise empty.
    [[nodiscard]] static QString validate(int vus, std::int64_t iterations, std::int64_t maxDuration);

    [[nodiscard]] QString type() const override;
    [[nodiscard]] QString description() const override;
    [[nodiscard]] int vus() const override { return m_vus; }
    [[nodiscard]] std::int64_t maxDuration() const override { return m_maxDuration; }
    [[nodiscard]] std::optional<std::uint64_t> next(int index, std::uint64_t doneByVu) override;
    [[nodiscard]] double progress(std::int64_t elapsed) const override;

private:
    const int m_vus;
    const std::uint64_t m_iterations;
    const std::int64_t m_maxDuration;
};

} // namespace sockscope
