// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <functional>
#include <optional>
#include <utility>

namespace sockscope {

class VuWorker;

/// Where a VU that works for a scenario has its iterations from. Called on the VU's thread.
struct IterationSource
{
    /// Numbers of the VU's first iteration, in this instance and in the test, where they are given out before it works:
    /// VUs that start together then have the first numbers, whoever is quicker.
    std::optional<std::pair<std::uint64_t, std::uint64_t>> firstNumbers;
    std::function<bool(VuWorker &)> next; ///< asked before each iteration and may wait; false: there is no more
    std::function<void()> ended;          ///< after each iteration, however it ended; may be empty
    std::function<void()> left;           ///< once, when the VU works for the scenario no longer; may be empty
};

/// One stay of a VU in a scenario, so that the stay that was meant is interrupted and not a later one. Thread-safe.
class VuActivation
{
public:
    VuActivation() = default;
    VuActivation(VuWorker &worker, std::uint64_t number)
        : m_worker(&worker)
        , m_number(number)
    {
    }
    explicit operator bool() const { return m_worker != nullptr; }
    [[nodiscard]] bool operator==(const VuActivation &other) const = default;
    /// Ends the iteration that runs, and the stay; does nothing after its end.
    void interrupt() const;

private:
    VuWorker *m_worker = nullptr;
    std::uint64_t m_number = 0;
};

} // namespace sockscope
