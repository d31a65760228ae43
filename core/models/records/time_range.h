// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/session/session_follower.h"

#include <QList>

namespace sockscope {

/// The whole time of a session and the instant in it that is shown, for a slider: from 0 to the last record, with how
/// busy it was in between.
class TimeRange : public QObject
{
    Q_OBJECT
    Q_PROPERTY(sockscope::JournalSession *journal READ journal WRITE setJournal NOTIFY sessionChanged)
    Q_PROPERTY(sockscope::SessionCursor *cursor READ cursor WRITE setCursor NOTIFY sessionChanged)
    Q_PROPERTY(qreal duration READ duration NOTIFY changed)
    Q_PROPERTY(qreal instant READ instant NOTIFY changed)
    Q_PROPERTY(bool atLatest READ atLatest NOTIFY changed)
    Q_PROPERTY(bool live READ isLive NOTIFY changed)
    Q_PROPERTY(QList<qreal> activity READ activity NOTIFY changed)
    Q_PROPERTY(QList<qreal> troubles READ troubles NOTIFY changed)
public:
    explicit TimeRange(QObject *parent = nullptr);

    [[nodiscard]] JournalSession *journal() const { return m_follower.journal(); }
    [[nodiscard]] SessionCursor *cursor() const { return m_follower.cursor(); }
    void setJournal(JournalSession *journal);
    void setCursor(SessionCursor *cursor);

    [[nodiscard]] qreal duration() const; ///< nanoseconds
    [[nodiscard]] qreal instant() const;  ///< the duration, where the latest is shown
    [[nodiscard]] bool atLatest() const { return m_follower.instant() == SessionCursor::Latest; }
    [[nodiscard]] bool isLive() const; ///< more may come
    /// Records in each of equal parts of the time, as a share of the busiest part on a logarithmic scale: 0 to 1.
    [[nodiscard]] QList<qreal> activity() const;
    [[nodiscard]] QList<qreal> troubles() const; ///< likewise errors and refused calls: 0 or 1

    /// Moves the cursor; at the end or behind it, to the latest.
    Q_INVOKABLE void moveTo(qreal instant);
    /// To the next record of a socket in this direction (1, -1), which is the smallest visible step.
    Q_INVOKABLE void step(int direction);

Q_SIGNALS:
    void sessionChanged();
    void changed();

private:
    [[nodiscard]] QList<qreal> shares(const SessionHistory::Buckets &buckets, bool isLogarithmic) const;

    SessionFollower m_follower;
};

} // namespace sockscope
