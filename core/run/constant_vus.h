// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "run/executor.h"

namespace sockscope {

/// constant-vus: a number of VUs that iterate for a time.
class ConstantVus final : public Executor
{
public:
    ConstantVus(int vus, std::int64_t duration);
    /// k6's sentence where the numbers make no sense, otherwise empty.
    [[nodiscard]] static QString validate(int vus, std::int64_t duration);

    [[nodiscard]] QString type() const override;
    [[nodiscard]] QString description() const override;
    [[nodiscard]] int vus() const override { return m_vus; }
    [[nodiscard]] std::int64_t maxDuration() const override { return m_duration; }
    [[nodiscard]] std::optional<std::uint64_t> next(int index, std::uint64_t doneByVu) override;
    [[nodiscard]] double progress(std::int64_t elapsed) const override;

private:
    const int m_vus;
    const std::int64_t m_duration;
};

} // namespace sockscope
