// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "run/executors/scenario_fields.h"
#include "run/segment_share.h"

#include <QList>

namespace sockscope {

class ScenarioRun;

/// How many VUs a scenario may need from a moment on. Times are nanoseconds from the scenario's start, in a list of
/// steps also from the test's.
struct VuStep
{
    std::int64_t offset = 0;
    std::int64_t planned = 0;   ///< initialised before the test
    std::int64_t unplanned = 0; ///< made when they are needed, at most

    bool operator==(const VuStep &) const = default;
};

/// One scenario: how its iterations are spread over time and VUs. One file an executor, with its fields, their defaults
/// and checks, its description, its progress and its running
/// (https://grafana.com/docs/k6/latest/using-k6/scenarios/executors/, k6-reference 4.4).
///
/// Life: made from a scenario's object; problems(); assign() to this instance's share; run() once. What is read from
/// other threads while run() works, done() and columns(), is thread-safe.
class Executor
{
public:
    virtual ~Executor() = default;
    [[nodiscard]] const ScenarioFields &fields() const { return m_fields; }
    /// k6's sentences on values that make no sense, those of the common fields first.
    [[nodiscard]] QStringList problems() const;
    /// Sets what part of the scenario this instance runs. To be called once, before all that follows.
    void assign(const SegmentShare &share);

    [[nodiscard]] virtual QString description() const = 0; ///< one line for people, as k6 prints it
    /// The VUs that it may hold over time, those that finish iterations gracefully included; the last step is 0.
    [[nodiscard]] virtual QList<VuStep> requirements() const = 0;
    [[nodiscard]] virtual bool hasWork() const = 0; ///< whether this instance's share holds any of it
    /// True where VUs count as active only while they iterate, and not from their first iteration to their last.
    [[nodiscard]] virtual bool waitsBetweenIterations() const { return false; }

    /// Runs the scenario to its end, on a thread of its own.
    virtual void run(ScenarioRun &run) = 0;
    /// The share of the scenario that is done, 0 to 1, `elapsed` nanoseconds after its start.
    [[nodiscard]] virtual double done(std::int64_t elapsed) const = 0;
    /// What k6 shows right of the progress bar (k6-reference 5.2).
    [[nodiscard]] virtual QStringList columns(std::int64_t elapsed) const = 0;

protected:
    explicit Executor(const ScenarioFields &fields)
        : m_fields(fields)
    {
    }
    [[nodiscard]] virtual QStringList ownProblems() const = 0;
    virtual void assigned() = 0; ///< share() is known: numbers that depend on it can be worked out
    [[nodiscard]] const SegmentShare &share() const { return m_share; }

    static constexpr std::int64_t Second = 1'000'000'000;
    static constexpr std::int64_t MinDuration = Second;

private:
    ScenarioFields m_fields;
    SegmentShare m_share;
};

} // namespace sockscope
