// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/run/run_history.h"

#include <QStringList>

#include <array>
#include <limits>

namespace sockscope {

/// What charts need of every moment of a run, read from its history while somebody looks: how long things took from
/// moment to moment, and which thresholds were crossed.
class RunCourse
{
public:
    static constexpr qsizetype MaxTrends = 64;
    static constexpr int MsPerUpdate = 6; ///< of the event loop's time

    /// What the samples of a trend were like since the moment before, in the metric's unit.
    struct Latency
    {
        enum Share { Median, P90, P95, P99, Shares };
        using Values = std::array<float, Shares>; ///< not numbers where there were no samples
        Values values = none();
        static constexpr Values none()
        {
            constexpr float nothing = std::numeric_limits<float>::quiet_NaN();
            return {nothing, nothing, nothing, nothing};
        }
    };

    /// Reads on in the history. False where time was up before its end: to be called again.
    [[nodiscard]] bool update(const RunHistory &history);
    void clear() { *this = RunCourse(); }

    [[nodiscard]] std::size_t count() const { return m_moments.size(); } ///< moments that were read
    /// The trends that had samples, in the order in which they came; MaxTrends at most.
    [[nodiscard]] const QStringList &trends() const { return m_trends; }
    /// Of the trend with this number, the worst of the moments [from, to).
    [[nodiscard]] Latency worst(qsizetype trend, std::size_t from, std::size_t to) const;
    /// The moment since which a threshold has been crossed up to `moment`, `moment` + 1 where it isn't. Thresholds are
    /// counted in the order of the run's metrics.
    [[nodiscard]] std::size_t crossedSince(std::size_t threshold, std::size_t moment) const;

private:
    struct Moment
    {
        std::vector<Latency> latencies; // by the numbers of m_trends, as many as there were
        std::vector<bool> crossed;
    };
    [[nodiscard]] Moment read(const QJsonObject &record);

    QStringList m_trends;
    std::vector<Moment> m_moments;
    std::int64_t m_firstNs = 0; ///< of the history that was read: it thins out, and there are others
    std::int64_t m_lastNs = 0;
};

} // namespace sockscope
