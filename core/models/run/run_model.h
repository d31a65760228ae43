// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/run/run_course.h"
#include "models/session/session_follower.h"

#include <QJsonObject>
#include <QVariantList>

#include <vector>

namespace sockscope {

/// The run of a session at the cursor's instant: its progress, metrics, checks and thresholds, with the course of some
/// figures up to then. Lists are small and hold maps, one a row.
class RunModel : public QObject
{
    Q_OBJECT
    Q_PROPERTY(sockscope::JournalSession *journal READ journal WRITE setJournal NOTIFY sessionChanged)
    Q_PROPERTY(sockscope::SessionCursor *cursor READ cursor WRITE setCursor NOTIFY sessionChanged)
    Q_PROPERTY(bool known READ isKnown NOTIFY changed)
    Q_PROPERTY(QString stage READ stage NOTIFY changed)
    Q_PROPERTY(double elapsed READ elapsed NOTIFY changed)
    Q_PROPERTY(QVariantList tiles READ tiles NOTIFY changed)
    Q_PROPERTY(QVariantList charts READ charts NOTIFY changed)
    Q_PROPERTY(QStringList trends READ trends NOTIFY changed)
    Q_PROPERTY(QString trend READ trend WRITE setTrend NOTIFY changed)
    Q_PROPERTY(QVariantMap latency READ latency NOTIFY changed)
    Q_PROPERTY(QVariantList scenarios READ scenarios NOTIFY changed)
    Q_PROPERTY(QVariantList thresholds READ thresholds NOTIFY changed)
    Q_PROPERTY(QVariantList checks READ checks NOTIFY changed)
    Q_PROPERTY(QVariantList metrics READ metrics NOTIFY changed)
    Q_PROPERTY(QString omitted READ omitted NOTIFY changed)
    Q_PROPERTY(QString summary READ summary NOTIFY changed)
    Q_PROPERTY(int firstUncaptured READ firstUncaptured NOTIFY changed)
public:
    static constexpr std::size_t ChartPoints = 120;

    explicit RunModel(QObject *parent = nullptr);

    [[nodiscard]] JournalSession *journal() const { return m_follower.journal(); }
    [[nodiscard]] SessionCursor *cursor() const { return m_follower.cursor(); }
    void setJournal(JournalSession *journal);
    void setCursor(SessionCursor *cursor);

    [[nodiscard]] bool isKnown() const { return !m_moment.isEmpty(); } ///< there is a run, and it has begun by then
    [[nodiscard]] QString stage() const;                               ///< a word for people
    [[nodiscard]] double elapsed() const;                              ///< seconds
    [[nodiscard]] QVariantList tiles() const;  ///< {name, value, hint, bad}: the figures to see at a glance
    [[nodiscard]] QVariantList charts() const; ///< {name, values, now, peak}
    [[nodiscard]] QStringList trends() const;  ///< whose course latency() can tell
    [[nodiscard]] QString trend() const;       ///< the one it does; empty where there is none
    void setTrend(const QString &name);        ///< kept also while there is none of that name
    /// {lines: [{name, values, now}], top, topText, middleText, note}: med, p90, p95 and p99 of a trend from moment to
    /// moment, not a number where it had no samples; `top` ends their scale. Empty without a trend.
    [[nodiscard]] QVariantMap latency() const;
    [[nodiscard]] QVariantList scenarios() const; ///< {name, description, status, done, columns}
    /// {metric, source, value, ok, since, aborts}; `since`: seconds of the run, -1 where it holds or isn't known yet.
    [[nodiscard]] QVariantList thresholds() const;
    [[nodiscard]] QVariantList checks() const; ///< {name, group, passes, fails}
    /// {name, part, value, detail, tags, series, beyond}; `part`: it is a part of the one above; `tags`: those that all
    /// samples have; `series`: {tags, value, detail} where they differ, and `beyond` the samples of none of them.
    [[nodiscard]] QVariantList metrics() const;
    [[nodiscard]] QString omitted() const; ///< which of these lists are cut: sentences, or empty
    [[nodiscard]] QString summary() const;
    [[nodiscard]] int firstUncaptured() const;
    /// As the summary writes it, of a metric whose record says that it `contains` "time" or "data".
    [[nodiscard]] static QString valueText(double value, const QString &contains);

Q_SIGNALS:
    void sessionChanged();
    void changed();

private:
    void update();
    [[nodiscard]] QJsonObject metric(QStringView name) const;
    [[nodiscard]] double iterationRate(std::size_t moment) const; ///< iterations a second
    [[nodiscard]] static QString rateText(double value);
    [[nodiscard]] std::vector<std::vector<double>> latencyLines(qsizetype trend) const;
    [[nodiscard]] double crossedSince(std::size_t threshold) const;

    SessionFollower m_follower;
    RunCourse m_course;
    QJsonObject m_moment; ///< the last one by the instant
    std::size_t m_count = 0;
    QString m_trend;
};

} // namespace sockscope
