// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/session/journal_session.h"
#include "models/session/session_cursor.h"

#include <QElapsedTimer>
#include <QPointer>
#include <QTimer>

#include <functional>

namespace sockscope {

/// Tells a view of one session, at most once a frame, that it has to look again: records came, or the cursor moved, or
/// it is another session. A part of the view's object; calls back on its thread.
class SessionFollower : public QObject
{
    Q_OBJECT
public:
    /// `reset` runs at once when everything kept of the journal is void; `update` with the next turn of the
    /// event loop, or a frame after the last one.
    SessionFollower(std::function<void()> reset, std::function<void()> update, QObject *parent);

    [[nodiscard]] JournalSession *journal() const { return m_journal; }
    [[nodiscard]] SessionCursor *cursor() const { return m_cursor; }
    void setJournal(JournalSession *journal);
    void setCursor(SessionCursor *cursor);
    /// SessionCursor::Latest without a cursor.
    [[nodiscard]] qint64 instant() const { return m_cursor ? m_cursor->instant() : SessionCursor::Latest; }
    void schedule();

private:
    void restart();

    std::function<void()> m_reset;
    std::function<void()> m_update;
    QPointer<JournalSession> m_journal;
    QPointer<SessionCursor> m_cursor;
    QTimer m_frame;
    QElapsedTimer m_sinceUpdate;
};

} // namespace sockscope
