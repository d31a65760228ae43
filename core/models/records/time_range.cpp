// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/records/time_range.h"

#include <algorithm>
#include <cmath>

namespace sockscope {

TimeRange::TimeRange(QObject *parent)
    : QObject(parent)
    , m_follower([this] { Q_EMIT changed(); }, [this] { Q_EMIT changed(); }, this)
{
}

void TimeRange::setJournal(JournalSession *journal)
{
    if (journal == m_follower.journal())
        return;
    m_follower.setJournal(journal);
    Q_EMIT sessionChanged();
}

void TimeRange::setCursor(SessionCursor *cursor)
{
    if (cursor == m_follower.cursor())
        return;
    m_follower.setCursor(cursor);
    Q_EMIT sessionChanged();
}

qreal TimeRange::duration() const
{
    return journal() ? qreal(journal()->duration()) : 0;
}

qreal TimeRange::instant() const
{
    return atLatest() ? duration() : std::min(qreal(m_follower.instant()), duration());
}

bool TimeRange::isLive() const
{
    return journal() && journal()->state() == JournalSession::Live && !journal()->isFinished();
}

void TimeRange::moveTo(qreal instant)
{
    if (cursor())
        cursor()->setInstant(instant >= duration() ? SessionCursor::Latest : std::max(qint64(instant), qint64{0}));
}

void TimeRange::step(int direction)
{
    if (!journal() || !cursor())
        return;
    const auto &index = journal()->history().index();
    const auto now = qint64(instant());
    const auto number = direction > 0 ? index.behind(now) : index.from(now) - 1;
    if (number >= index.end())
        cursor()->setInstant(SessionCursor::Latest);
    else
        cursor()->setInstant(number < index.first() ? 0 : index[number].timeNs);
}

QList<qreal> TimeRange::activity() const
{
    return journal() ? shares(journal()->history().activity(), true) : QList<qreal>();
}

QList<qreal> TimeRange::troubles() const
{
    return journal() ? shares(journal()->history().troubles(), false) : QList<qreal>();
}

QList<qreal> TimeRange::shares(const SessionHistory::Buckets &buckets, bool isLogarithmic) const
{
    std::int64_t most = 1;
    int used = 0;
    for (int i = 0; i < buckets.count && i * buckets.width() <= journal()->duration(); ++i, ++used)
        most = std::max(most, buckets[i]);
    QList<qreal> list;
    for (int i = 0; i < used; ++i)
        list.append(isLogarithmic ? std::log1p(qreal(buckets[i])) / std::log1p(qreal(most)) : buckets[i] > 0 ? 1 : 0);
    return list;
}

} // namespace sockscope
