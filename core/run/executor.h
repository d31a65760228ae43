// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "options/run_options.h"

#include <QString>

#include <atomic>
#include <cstdint>
#include <memory>
#include <optional>

namespace sockscope {

/// Hands out the iterations of one scenario to its virtual users; one file an executor
/// (https://grafana.com/docs/k6/latest/using-k6/scenarios/executors/). next() is thread-safe, the rest is read-only.
class Executor
{
public:
    virtual ~Executor() = default;
    [[nodiscard]] virtual QString type() const = 0;        ///< as in options: "shared-iterations"
    [[nodiscard]] virtual QString description() const = 0; ///< one line for people, as k6 prints it
    [[nodiscard]] virtual int vus() const = 0;
    [[nodiscard]] virtual std::int64_t maxDuration() const = 0; ///< nanoseconds after which no iteration starts
    /// The number of the next iteration in the scenario, or nothing where VU `index` (from 0) has done its part.
    [[nodiscard]] virtual std::optional<std::uint64_t> next(int index, std::uint64_t doneByVu) = 0;
    [[nodiscard]] virtual double progress(std::int64_t elapsed) const = 0; ///< 0 to 1
    [[nodiscard]] std::int64_t gracefulStop() const { return 30'000'000'000; }

protected:
    std::atomic<std::uint64_t> m_started{0};
};

/// The executor that the shortcut options vus, iterations and duration stand for (k6-reference 4.4). Null and `error`,
/// as k6 words it, where they contradict each other.
[[nodiscard]] std::unique_ptr<Executor> executorFor(const RunOptions &options, QString *error);

} // namespace sockscope
