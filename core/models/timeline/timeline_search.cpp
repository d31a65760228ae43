// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/timeline/timeline_search.h"

#include <utility>

namespace sockscope {

TimelineSearch::TimelineSearch(TimelineFilterModel &rows, QObject *parent)
    : QObject(parent)
    , m_rows(rows)
    , m_matches(rows.timeline())
{
    connect(&m_matches, &TimelineMatches::added, this, [this] {
        resolve();
        Q_EMIT countChanged();
    });
    connect(&m_matches, &TimelineMatches::removedFirst, this, &TimelineSearch::countChanged);
    connect(&m_matches, &TimelineMatches::busyChanged, this, [this] {
        resolve();
        Q_EMIT countChanged();
    });
    connect(&rows, &TimelineFilterModel::countChanged, this, &TimelineSearch::resolve);
    connect(&rows, &TimelineFilterModel::queryChanged, this, [this] {
        if (m_rows.accepted() != m_filter || m_rows.matchCase() != m_matchCase)
            restart();
    });
}

void TimelineSearch::setQuery(const QString &line)
{
    const auto change = m_line.setText(line);
    if (change == TimelineQueryLine::Change::Query)
        restart();
    if (change != TimelineQueryLine::Change::None)
        Q_EMIT queryChanged();
}

QString TimelineSearch::problem() const
{
    return m_line.problemOr(m_matches.error());
}

/// A match is a row that is shown, so both queries have to hold.
void TimelineSearch::restart()
{
    m_filter = m_rows.accepted();
    m_matchCase = m_rows.matchCase();
    m_wanted = Wanted::Nothing;
    m_matches.setQuery(isActive() ? m_line.query() & m_filter : TimelineQuery(), m_matchCase);
    Q_EMIT countChanged();
}

qint64 TimelineSearch::numberOf(int row) const
{
    const qint64 dropped = m_rows.timeline().droppedRows();
    if (row < 0)
        return dropped - 1;
    return dropped + (row < m_rows.count() ? m_rows.sourceRow(row) : m_rows.timeline().count());
}

void TimelineSearch::next(int row)
{
    want(Wanted::Next, row);
}

void TimelineSearch::previous(int row)
{
    want(Wanted::Previous, row);
}

void TimelineSearch::want(Wanted wanted, int row)
{
    if (!isActive())
        return;
    m_wanted = wanted;
    m_from = numberOf(row);
    m_end = numberOf(m_rows.count());
    resolve();
}

void TimelineSearch::resolve()
{
    if (m_wanted == Wanted::Next ? resolveNext() : m_wanted == Wanted::Previous && resolvePrevious())
        return;
    const bool isKnown = m_matches.searched() >= m_end || !m_matches.error().isEmpty();
    if (m_wanted == Wanted::Nothing || !isKnown || m_rows.isBusy())
        return;
    // From the other end.
    m_from = numberOf(m_wanted == Wanted::Next ? -1 : m_rows.count());
    if (!(m_wanted == Wanted::Next ? resolveNext() : resolvePrevious()))
        finish(-1);
}

bool TimelineSearch::resolveNext()
{
    const int index = m_matches.indexAtOrBehind(m_from + 1);
    const int row = index < count() ? m_rows.rowOfSource(m_matches.rowOf(index)) : -1;
    if (row >= 0)
        finish(row);
    return row >= 0;
}

bool TimelineSearch::resolvePrevious()
{
    const qint64 lastShown = numberOf(m_rows.count() - 1);
    const qint64 from = std::min(m_from, lastShown + 1); // an instant hides what is later
    const int index = m_matches.indexAtOrBehind(from) - 1;
    if (index < 0 || m_matches.searched() < from)
        return false;
    const int row = m_rows.rowOfSource(m_matches.rowOf(index));
    if (row >= 0)
        finish(row);
    return row >= 0;
}

void TimelineSearch::finish(int row)
{
    m_wanted = Wanted::Nothing;
    if (row >= 0)
        Q_EMIT found(row);
    else
        Q_EMIT notFound();
}

int TimelineSearch::positionOf(int row) const
{
    if (!isActive() || row < 0 || row >= m_rows.count())
        return 0;
    const int index = m_matches.indexAtOrBehind(numberOf(row));
    return index < m_matches.count() && m_matches.number(index) == numberOf(row) ? index + 1 : 0;
}

} // namespace sockscope
