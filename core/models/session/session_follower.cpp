// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/session/session_follower.h"

#include <algorithm>

namespace sockscope {

namespace {

constexpr qint64 FrameMs = 16;

} // namespace

SessionFollower::SessionFollower(std::function<void()> reset, std::function<void()> update, QObject *parent)
    : QObject(parent)
    , m_reset(std::move(reset))
    , m_update(std::move(update))
{
    m_frame.setSingleShot(true);
    connect(&m_frame, &QTimer::timeout, this, [this] {
        m_sinceUpdate.start();
        m_update();
    });
}

void SessionFollower::setJournal(JournalSession *journal)
{
    if (m_journal)
        disconnect(m_journal, nullptr, this, nullptr);
    m_journal = journal;
    if (journal) {
        connect(journal, &JournalSession::recordsApplied, this, &SessionFollower::schedule);
        connect(journal, &JournalSession::stateChanged, this, [this] {
            if (m_journal->state() == JournalSession::None || m_journal->state() == JournalSession::Waiting)
                restart();
            else
                schedule();
        });
        connect(journal, &QObject::destroyed, this, &SessionFollower::restart);
    }
    restart();
}

void SessionFollower::setCursor(SessionCursor *cursor)
{
    if (m_cursor)
        disconnect(m_cursor, nullptr, this, nullptr);
    m_cursor = cursor;
    if (cursor) {
        connect(cursor, &SessionCursor::instantChanged, this, &SessionFollower::schedule);
        connect(cursor, &SessionCursor::socketChanged, this, &SessionFollower::schedule);
        connect(cursor, &SessionCursor::recordChanged, this, &SessionFollower::schedule);
    }
    schedule();
}

void SessionFollower::restart()
{
    m_reset();
    schedule();
}

void SessionFollower::schedule()
{
    if (m_frame.isActive())
        return;
    const auto passed = m_sinceUpdate.isValid() ? m_sinceUpdate.elapsed() : FrameMs;
    m_frame.start(static_cast<int>(std::clamp<qint64>(FrameMs - passed, 0, FrameMs)));
}

} // namespace sockscope
