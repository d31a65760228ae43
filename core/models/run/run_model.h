// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/session/session_follower.h"

#include <QJsonObject>
#include <QVariantList>

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
    Q_PROPERTY(QVariantList scenarios READ scenarios NOTIFY changed)
    Q_PROPERTY(QVariantList thresholds READ thresholds NOTIFY changed)
    Q_PROPERTY(QVariantList checks READ checks NOTIFY changed)
    Q_PROPERTY(QVariantList metrics READ metrics NOTIFY changed)
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
    [[nodiscard]] QVariantList tiles() const;      ///< {name, value, hint, bad}: the figures to see at a glance
    [[nodiscard]] QVariantList charts() const;     ///< {name, values, peak}
    [[nodiscard]] QVariantList scenarios() const;  ///< {name, description, status, done, columns}
    [[nodiscard]] QVariantList thresholds() const; ///< {metric, source, ok}
    [[nodiscard]] QVariantList checks() const;     ///< {name, group, passes, fails}
    [[nodiscard]] QVariantList metrics() const; ///< {name, part, value, detail}; `part`: it is a part of the one above
    [[nodiscard]] QString summary() const;
    [[nodiscard]] int firstUncaptured() const;

Q_SIGNALS:
    void sessionChanged();
    void changed();

private:
    void update();
    [[nodiscard]] QJsonObject metric(QStringView name) const;

    SessionFollower m_follower;
    QJsonObject m_moment; ///< the last one by the instant
    std::size_t m_count = 0;
};

} // namespace sockscope
